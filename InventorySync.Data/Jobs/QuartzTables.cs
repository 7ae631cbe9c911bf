using Quartz;

namespace InventorySync.Data.Jobs;

/// <summary>The scheduler's own tables, made by its own script. They are made with the rest of the database, so that the app itself needs no right to create tables.</summary>
internal static class QuartzTables
{
    public const string Prefix = "qrtz_";

    private const string Separator = "--;;";

    public static async Task CreateAsync(InventoryDb db, CancellationToken ct)
    {
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(ct);
        foreach (var statement in await StatementsAsync(db is PostgresInventoryDb ? "postgres" : "sqlServer", ct))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<IEnumerable<string>> StatementsAsync(string dialect, CancellationToken ct)
    {
        var resource = $"Quartz.Impl.AdoJobStore.Schema.create_{dialect}.sql";
        await using var script = typeof(IJob).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"Quartz has no script {resource}.");
        using var reader = new StreamReader(script);
        var text = (await reader.ReadToEndAsync(ct)).ReplaceLineEndings("\n");
        return text.Split($"\n{Separator}\n").Skip(1).Select(s => s.Replace("{0}", Prefix, StringComparison.Ordinal).Replace("{1}", Prefix, StringComparison.Ordinal));
    }
}
