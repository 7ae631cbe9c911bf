using System.Collections.Concurrent;
using System.Data.Common;
using InventorySync.Data;
using InventorySync.Data.Outbox;
using InventorySync.Domain.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Outbox;

/// <summary>The dispatcher as it runs in the app, on two nodes at once.</summary>
public sealed class OutboxDispatcherTests(OutboxShop outbox) : IClassFixture<OutboxShop>, IAsyncLifetime
{
    private readonly List<OutboxDispatcher> _running = [];

    public Task InitializeAsync() => outbox.ForgetAsync();

    public async Task DisposeAsync()
    {
        foreach (var dispatcher in _running)
            await dispatcher.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Two_nodes_together_give_every_follower_every_message_once_and_in_order()
    {
        const int Messages = 300;
        await StartAsync(outbox.Node);
        await StartAsync(await outbox.NewNodeAsync());

        for (var i = 0; i < Messages; i++)
            await outbox.HappenedAsync($"message:{i}");
        foreach (var follower in new[] { "Listings", "Alarms" })
        {
            await Eventually.TrueAsync(() => outbox.Log.HandledBy(follower).Count >= Messages, $"{follower} handles all messages");
            Assert.Equal(Enumerable.Range(0, Messages).Select(i => $"message:{i}"), outbox.Log.SubjectsOf(follower));
        }
    }

    [Fact]
    public async Task Screens_on_every_node_are_told_what_happened_on_one()
    {
        var other = await outbox.NewNodeAsync();
        var here = await ListenAsync(outbox.Node);
        var there = await ListenAsync(other);

        await outbox.HappenedAsync("location:12");

        await Eventually.TrueAsync(() => here.Contains("location:12") && there.Contains("location:12"), "both nodes tell their screens");
    }

    [Fact]
    public async Task It_goes_on_by_itself_after_the_database_has_dropped_every_connection()
    {
        var told = await ListenAsync(outbox.Node);
        await outbox.HappenedAsync("before");
        await Eventually.TrueAsync(() => told.Contains("before") && outbox.Log.SubjectsOf("Listings").Contains("before"), "it works before");

        await DropConnectionsAsync();
        await Eventually.TrueAsync(() => HappensAsync("after"), "the database answers again");

        await Eventually.TrueAsync(() => told.Contains("after") && outbox.Log.SubjectsOf("Listings").Contains("after"), "it works afterwards");
    }

    private async Task StartAsync(ServiceProvider node)
    {
        var dispatcher = node.GetRequiredService<OutboxDispatcher>();
        _running.Add(dispatcher);
        await dispatcher.StartAsync(CancellationToken.None);
    }

    private async Task<ConcurrentBag<string>> ListenAsync(ServiceProvider node)
    {
        var told = new ConcurrentBag<string>();
        node.GetRequiredService<LiveFeed>().Subscribe("", message =>
        {
            told.Add(message.Subject);
            return Task.CompletedTask;
        });
        await node.GetRequiredService<LiveReader>().StepAsync();
        await StartAsync(node);
        return told;
    }

    private async Task DropConnectionsAsync()
    {
        await using var db = outbox.Shop.Db();
        await db.Database.ExecuteSqlRawAsync(outbox.Node.GetRequiredService<InventoryDatabase>().IsPostgres
            ? "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            : """
              DECLARE @kill nvarchar(max) = (SELECT STRING_AGG(CONCAT('KILL ', session_id), ';') FROM sys.dm_exec_sessions WHERE database_id = DB_ID() AND session_id <> @@SPID);
              EXEC (@kill);
              """);
    }

    // a pooled connection may be one of the dropped
    private async Task<bool> HappensAsync(string subject)
    {
        try
        {
            await outbox.HappenedAsync(subject);
            return true;
        }
        catch (Exception failure) when (failure.GetBaseException() is DbException or System.IO.IOException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
