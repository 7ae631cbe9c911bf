using System.Data.Common;
using InventorySync.Data;
using InventorySync.Data.Outbox;
using InventorySync.Domain.Outbox;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace InventorySync.Tests.Outbox;

/// <summary>What SQL Server would be asked, without a server. The behaviour is tested on a real one when the environment names it.</summary>
public sealed class SqlServerOutboxTests
{
    private readonly Recorder _recorder = new();

    [Fact]
    public async Task A_followers_row_is_locked_until_the_commit_and_passed_over_where_another_node_holds_it()
    {
        await using var db = Open();

        var sql = db.FollowerPlaces.FromSqlRaw(new SqlServerOutbox().LockFollower, "webhooks").ToQueryString();

        Assert.Contains("SELECT * FROM outbox_followers WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK) WHERE name = @p0", sql, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_are_read_by_their_place_and_no_further_than_the_last_one_known()
    {
        await using var db = Open();

        var sql = OutboxDialect.Behind(db, position: 4, last: 9, count: 500).ToQueryString();

        Assert.Contains("SELECT TOP(@p)", sql, StringComparison.Ordinal);
        Assert.Contains("[o].[position] > @position AND [o].[position] <= @last", sql, StringComparison.Ordinal);
        Assert.Contains("ORDER BY [o].[position]", sql, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_messages_are_removed_a_thousand_at_a_time()
    {
        await using var db = Open();

        await db.Outbox.Where(m => m.Position <= 9).OrderBy(m => m.Position).Take(1000).ExecuteDeleteAsync();

        Assert.StartsWith("DELETE", Assert.Single(_recorder.Commands), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_work_is_prolonged_by_one_conditional_statement()
    {
        await using var db = Open();

        await db.BackgroundTasks.Where(t => t.Id == 1 && t.RunToken == "token").ExecuteUpdateAsync(set => set.SetProperty(t => t.HeldUntil, DateTimeOffset.UnixEpoch).SetProperty(t => t.Done, 5));

        Assert.Contains("[run_token] = N'token'", Assert.Single(_recorder.Commands), StringComparison.Ordinal);
    }

    private SqlServerInventoryDb Open() =>
        new(new DbContextOptionsBuilder<SqlServerInventoryDb>().UseInventorySqlServer("Server=none").AddInterceptors(_recorder).Options);

    /// <summary>Takes down what would be sent, and sends nothing.</summary>
    private sealed class Recorder : DbCommandInterceptor, IDbConnectionInterceptor
    {
        public List<string> Commands { get; } = [];

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Commands.Add(command.CommandText);
            return ValueTask.FromResult(InterceptionResult<int>.SuppressWithResult(0));
        }

        public ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }
}
