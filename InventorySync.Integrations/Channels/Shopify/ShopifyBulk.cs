using System.Runtime.CompilerServices;

namespace InventorySync.Integrations.Channels.Shopify;

/// <summary>Reads a large catalogue at one go: Shopify writes all of it into a file and tells where it lies.</summary>
internal sealed class ShopifyBulk(ShopifyClient shopify, TimeProvider clock)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Where the file lies; null when Shopify cannot write one now, or nothing is in it.</summary>
    public async Task<Uri?> WriteAsync(string query, CancellationToken ct)
    {
        var begun = await shopify.AskPatientlyAsync<BulkBegun>(ShopifyQueries.BeginBulk, new { Query = query }, ct);
        return begun.BulkOperationRunQuery is { UserErrors.Count: 0, BulkOperation: { } operation } ? await FinishedAsync(operation.Id, ct) : null;
    }

    public async IAsyncEnumerable<T> ReadAsync<T>(Uri file, [EnumeratorCancellation] CancellationToken ct)
    {
        using var lines = new StringReader(await shopify.DownloadAsync(file, ct));
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.Length > 0)
                yield return shopify.Read<T>(line);
        }
    }

    private async Task<Uri?> FinishedAsync(string operationId, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        for (var pause = FirstLook; clock.GetElapsedTime(began) < Patience; pause = pause * 2 < LongestLook ? pause * 2 : LongestLook)
        {
            await Task.Delay(pause, clock, ct);
            var operation = (await shopify.AskPatientlyAsync<BulkAnswer>(ShopifyQueries.Bulk, new { Id = operationId }, ct)).BulkOperation;
            if (operation?.Status is not ("CREATED" or "RUNNING"))
                return operation is { Status: "COMPLETED", Url: { } url } ? new Uri(url) : null;
        }

        return null;
    }
}
