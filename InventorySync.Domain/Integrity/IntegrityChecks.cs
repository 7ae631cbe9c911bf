namespace InventorySync.Domain.Integrity;

/// <summary>Asks all questions, one after the other.</summary>
public sealed class IntegrityChecks(IEnumerable<IIntegrityCheck> checks)
{
    public async Task<IReadOnlyList<string>> RunAsync(IProgress<string>? progress = null, CancellationToken ct = default)
    {
        var all = new List<string>();
        foreach (var check in checks)
        {
            var findings = await check.FindAsync(ct);
            progress?.Report(findings.Count == 0 ? $"{check.Name}: good" : $"{check.Name}: {string.Join(" ", findings)}");
            all.AddRange(findings);
        }
        return all;
    }
}
