namespace InventorySync.Domain.Importing;

/// <summary>What the columns of files with these headings mean, as somebody said it once.</summary>
public sealed class ImportProfile
{
    private ImportProfile()
    {
    }

    public long Id { get; private set; }

    public string Kind { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Of the headings, in their order.</summary>
    public string Signature { get; private set; } = "";

    public List<string> Columns { get; private set; } = [];

    public string OptionsText { get; private set; } = "";

    public DateTimeOffset UsedAt { get; private set; }

    public ImportOptions Options => System.Text.Json.JsonSerializer.Deserialize<ImportOptions>(OptionsText, System.Text.Json.JsonSerializerOptions.Web)!;

    public static ImportProfile Of(ImportRun run, DateTimeOffset at)
    {
        var profile = new ImportProfile { Kind = run.Kind, Signature = SignatureOf(run.Headings), Name = run.Name };
        profile.Take(run, at);
        return profile;
    }

    public void Take(ImportRun run, DateTimeOffset at)
    {
        Kind = run.Kind;
        if (!Columns.SequenceEqual(run.Columns))
            Columns = [.. run.Columns];
        OptionsText = run.OptionsText;
        UsedAt = at;
    }

    public void Rename(string name) => Name = Text.Tidy(name);

    public static string SignatureOf(IEnumerable<string> headings) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\u001f', headings.Select(Text.Key)))));
}
