using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InventorySync.Tests.Channels;

/// <summary>Shopify's own schema, in a process of Node beside the tests.</summary>
public sealed class ShopifyContract : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _one = new(1);
    private Process _node = null!;

    public async Task InitializeAsync()
    {
        var folder = Repository.File("InventorySync.Tests");
        _node = Process.Start(new ProcessStartInfo("node", ["Channels/Samples/shopify-contract.mjs", "node_modules/.shopify/admin_2026-10.json.gz"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Contains("ready", await ReadAsync(), StringComparison.Ordinal);
    }

    public Task DisposeAsync()
    {
        _node.StandardInput.Close();
        if (!_node.WaitForExit(Patience))
            _node.Kill();
        _node.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>What is wrong with the call, and what of the data it asked for.</summary>
    public async Task<(IReadOnlyList<string> Faults, JsonNode? Answer)> JudgeAsync(string query, JsonNode? variables, JsonObject data)
    {
        await _one.WaitAsync();
        try
        {
            var call = new JsonObject { ["query"] = query, ["variables"] = variables?.DeepClone(), ["data"] = data.DeepClone() };
            await _node.StandardInput.WriteLineAsync(call.ToJsonString());
            await _node.StandardInput.FlushAsync();
            var judged = JsonNode.Parse(await ReadAsync())!;
            return (judged["faults"]!.Deserialize<List<string>>()!, judged["answer"]?.DeepClone());
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<string> ReadAsync() => await _node.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException("The contract's process has ended.");
}
