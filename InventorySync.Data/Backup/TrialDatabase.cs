using InventorySync.Data.Common;
using Npgsql;

namespace InventorySync.Data.Backup;

/// <summary>A database beside the shop's, filled from a backup and compared with it row by row.</summary>
internal sealed class TrialDatabase(PostgresServer server, string name)
{
    public string Name => name;

    public async Task FillAsync(BackupFile backup, IProgress<BackupStep>? progress, CancellationToken ct)
    {
        await server.CreateAnewAsync(name, ct);
        await using var database = new InventoryDatabase(DatabaseProvider.PostgreSql, server.ConnectionStringTo(name), []);
        RefuseNewer(backup, database);
        await database.MigrateToAsync(backup.Manifest.LastMigration, ct);

        await using (var connection = new NpgsqlConnection(server.ConnectionStringTo(name)))
        {
            await connection.OpenAsync(ct);
            var loader = new PostgresLoader(connection);
            await loader.LoadAsync(backup, progress, ct);
            await loader.CompareAsync(backup.Manifest, progress, ct);
        }
        await database.MigrateAsync(ct);
    }

    public Task DropAsync() => server.DropAsync(name, CancellationToken.None);

    private static void RefuseNewer(BackupFile backup, InventoryDatabase database)
    {
        using var db = database.Open(Domain.Access.Actor.System("Restore"));
        if (!db.Database.GetMigrations().Contains(backup.Manifest.LastMigration))
        {
            throw new StartProblemException(
                $"The backup {backup.Path} was made by another version of InventorySync ({backup.Manifest.Version}) whose tables this version ({BackupWriter.ProductVersion}) does not know. Nothing was changed.",
                "Restore it with the version that made it, or with a later one.");
        }
    }
}
