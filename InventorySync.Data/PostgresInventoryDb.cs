using InventorySync.Data.Common;
using InventorySync.Data.Stock;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using Npgsql;

namespace InventorySync.Data;

public sealed class PostgresInventoryDb(DbContextOptions<PostgresInventoryDb> options) : InventoryDb(options)
{
    public override bool IsTransient(Exception failure) => failure.IsCausedBy<NpgsqlException>(e => e.IsTransient
        || e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure);

    public override string? BrokenUniqueIndex(DbUpdateException failure) =>
        failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } broken ? broken.ConstraintName : null;

    public override bool BreaksReference(DbUpdateException failure) =>
        failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation };

    public override Task<IReadOnlyDictionary<StockKey, StockItem>> LockStockAsync(IEnumerable<StockKey> keys, CancellationToken ct) => StockLocks.LockAsync(this, keys, ct);

    public override async Task<IReadOnlyList<Reservation>> DueReservationsAsync(DateTimeOffset now, int most, CancellationToken ct) => await Reservations
        .FromSql($"SELECT * FROM reservations WHERE state = 'Held' AND expires_at <= {now} ORDER BY id LIMIT {most} FOR UPDATE SKIP LOCKED")
        .ToListAsync(ct);

    public override IQueryable<long> ProductsAlike(string folded) =>
        Database.SqlQuery<long>($"""SELECT product_id AS "Value" FROM products_alike({folded})""");

    public override Task WriteAsync(StockPosting posting, CancellationToken ct) =>
        posting.Movements.Count < StockCopy.WorthIt ? base.WriteAsync(posting, ct) : StockCopy.WriteAsync(this, posting, ct);

    public override Task<IReadOnlyList<SupplyRow>> ReadSuppliesAsync(long[] variantIds, CancellationToken ct) => SupplyStatement.ReadAsync(this, variantIds, ct);

    public override async Task<bool?> TryHoldAsync(IReadOnlyList<Reservation> holds, IReadOnlyList<OutboxMessage> messages, CancellationToken ct) => await HoldStatement.TryAsync(this, holds, messages, ct);

    public override async Task<IReadOnlyList<Reservation>> LockHoldsAsync(HoldOwner owner, CancellationToken ct) => await Reservations
        .FromSql($"SELECT * FROM reservations WHERE owner = {owner.Owner.ToString()} AND owner_id = {owner.OwnerId} AND state = 'Held' ORDER BY id FOR UPDATE")
        .ToListAsync(ct);

    public override async Task<Reservation?> LockHoldAsync(long holdId, CancellationToken ct) => (await Reservations
        .FromSql($"SELECT * FROM reservations WHERE id = {holdId} AND state = 'Held' FOR UPDATE").ToListAsync(ct)).SingleOrDefault();

    public override Task LockOrderAsync(long orderId, CancellationToken ct) => Database.ExecuteSqlAsync($"SELECT 1 FROM orders WHERE id = {orderId} FOR UPDATE", ct);

    public override Task<long> NextOrderNumberAsync(CancellationToken ct) => Database.SqlQuery<long>($"""SELECT nextval('order_numbers') AS "Value" """).SingleAsync(ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => ShopModel.Conventions(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        NpgsqlModelBuilderExtensions.UseHiLo(builder, ShopModel.KeySequence);
        ShopModel.Build(builder);
        foreach (var key in ShopModel.GivenKeys(builder.Model))
            NpgsqlPropertyExtensions.SetHiLoSequenceName(key, ShopModel.KeySequence);
        builder.Entity<OutboxMessage>().Property(m => m.Id).UseIdentityByDefaultColumn();
        builder.Entity<StockItem>().Property(i => i.Id).UseIdentityByDefaultColumn();
        builder.HasPostgresExtension("pg_trgm");
        builder.HasPostgresExtension("unaccent");
        builder.Entity<AuditEntry>().HasIndex(e => e.SearchText).HasMethod("gin").HasOperators("gin_trgm_ops").HasDatabaseName("ix_audit_search");
        builder.Entity<Variant>().HasIndex(v => v.SearchText).HasMethod("gin").HasOperators("gin_trgm_ops").HasDatabaseName("ix_variants_search_text");
        builder.Entity<ProductSummary>().HasIndex(p => p.SearchText).HasMethod("gin").HasOperators("gin_trgm_ops").HasDatabaseName("ix_product_summaries_search_text");
        builder.Entity<Order>().HasIndex(o => o.SearchText).HasMethod("gin").HasOperators("gin_trgm_ops").HasDatabaseName("ix_orders_search_text");
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            // the row's own transaction number serves as its version
            if (entity.FindProperty(nameof(IVersioned.Version)) is { } version)
            {
                builder.Entity(entity.ClrType).Property<ulong>(version.Name).HasConversion<uint>().IsRowVersion();
                version.SetColumnName("xmin");
                version.SetColumnType("xid");
            }
        }
    }
}
