using System.Text.RegularExpressions;
using InventorySync.Data.Common;
using InventorySync.Data.Stock;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Stock;
using Microsoft.Data.SqlClient;

namespace InventorySync.Data;

public sealed partial class SqlServerInventoryDb(DbContextOptions<SqlServerInventoryDb> options) : InventoryDb(options)
{
    // deadlock, time-outs, lost connections, and what a cloud database answers while it moves
    private static readonly HashSet<int> Transient = [-2, 20, 64, 233, 1205, 3960, 4060, 10053, 10054, 10060, 10928, 10929, 40197, 40501, 40613];

    public override bool IsTransient(Exception failure) => failure.IsCausedBy<SqlException>(e => Transient.Contains(e.Number));

    public override string? BrokenUniqueIndex(DbUpdateException failure) =>
        failure.InnerException is SqlException { Number: 2601 or 2627 } broken
            ? QuotedNames().Matches(broken.Message).Select(m => m.Groups[1].Value).FirstOrDefault(n => n.StartsWith("ix_", StringComparison.Ordinal) || n.StartsWith("pk_", StringComparison.Ordinal)) ?? ""
            : null;

    public override bool BreaksReference(DbUpdateException failure) => failure.InnerException is SqlException { Number: 547 };

    public override Task<IReadOnlyDictionary<StockKey, StockItem>> LockStockAsync(IEnumerable<StockKey> keys, CancellationToken ct) => StockLocks.LockAsync(this, keys, ct);

    public override async Task<IReadOnlyList<Reservation>> DueReservationsAsync(DateTimeOffset now, int most, CancellationToken ct) => await Reservations
        .FromSql($"SELECT TOP ({most}) * FROM reservations WITH (UPDLOCK, READPAST, ROWLOCK) WHERE state = 'Held' AND expires_at <= {now} ORDER BY id")
        .ToListAsync(ct);

    // no trigrams here: every word of the search sounds like a word of the product that begins with the same letter
    public override IQueryable<long> ProductsAlike(string folded) => Database.SqlQuery<long>(
        $"""
        SELECT TOP (50) s.product_id AS "Value" FROM product_summaries s
        WHERE NOT EXISTS (
            SELECT 1 FROM STRING_SPLIT({folded}, ' ') wanted
            WHERE wanted.value <> '' AND NOT EXISTS (
                SELECT 1 FROM STRING_SPLIT(s.search_text, ' ') word
                WHERE LEFT(word.value, 1) = LEFT(wanted.value, 1) AND DIFFERENCE(word.value, wanted.value) = 4))
        ORDER BY s.product_id
        """);

    public override async Task<IReadOnlyList<Reservation>> LockHoldsAsync(HoldOwner owner, CancellationToken ct) => (await Reservations
        .FromSql($"SELECT * FROM reservations WITH (UPDLOCK, ROWLOCK) WHERE owner = {owner.Owner.ToString()} AND owner_id = {owner.OwnerId} AND state = 'Held'")
        .ToListAsync(ct)).OrderBy(h => h.Id).ToList();

    public override async Task<Reservation?> LockHoldAsync(long holdId, CancellationToken ct) => (await Reservations
        .FromSql($"SELECT * FROM reservations WITH (UPDLOCK, ROWLOCK) WHERE id = {holdId} AND state = 'Held'").ToListAsync(ct)).SingleOrDefault();

    public override Task LockOrderAsync(long orderId, CancellationToken ct) => Database.ExecuteSqlAsync($"SELECT 1 AS held FROM orders WITH (UPDLOCK, ROWLOCK) WHERE id = {orderId}", ct);

    public override async Task<long> NextOrderNumberAsync(CancellationToken ct) => (await Database.SqlQuery<long>($"SELECT NEXT VALUE FOR order_numbers AS [Value]").ToListAsync(ct))[0];

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => ShopModel.Conventions(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        SqlServerModelBuilderExtensions.UseHiLo(builder, ShopModel.KeySequence);
        ShopModel.Build(builder);
        foreach (var key in ShopModel.GivenKeys(builder.Model))
            SqlServerPropertyExtensions.SetHiLoSequenceName(key, ShopModel.KeySequence);
        builder.Entity<OutboxMessage>().Property(m => m.Id).UseIdentityColumn();
        builder.Entity<StockItem>().Property(i => i.Id).UseIdentityColumn();
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.FindProperty(nameof(IVersioned.Version)) is { } version)
                builder.Entity(entity.ClrType).Property<ulong>(version.Name).HasConversion<byte[]>().IsRowVersion();
        }
    }

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex QuotedNames();
}
