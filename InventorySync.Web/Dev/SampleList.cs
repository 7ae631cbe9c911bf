using InventorySync.Domain;
using InventorySync.Domain.Lists;

namespace InventorySync.Web.Dev;

public enum SampleState
{
    InStock,
    RunningLow,
    SoldOut,
}

public sealed record SampleRow : IListRow
{
    public long Id { get; init; }

    public string Sku { get; init; } = "";

    public string Name { get; init; } = "";

    public SampleState State { get; init; }

    public decimal Quantity { get; init; }

    public decimal Price { get; init; }

    public bool Online { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public string? Note { get; init; }
}

/// <summary>A hundred thousand articles that the database makes up, so that the grid can be tried at its full size without any being stored.</summary>
public sealed class SampleList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<SampleRow>(dbs, actor)
{
    public const int Size = 100_000;

    private static readonly DateTimeOffset Begin = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public override string Name => "sample";

    public override ListFields<SampleRow> Fields { get; } = new ListFields<SampleRow>()
        .Add("name", "Article", r => r.Name, searched: true)
        .Add("sku", "SKU", r => r.Sku, searched: true)
        .Add("state", "State", r => r.State)
        .Add("quantity", "In stock", r => r.Quantity, FieldKind.Quantity)
        .Add("price", "Price", r => r.Price, FieldKind.Money)
        .Add("online", "Sold online", r => r.Online)
        .Add("changedAt", "Last change", r => r.ChangedAt)
        .Add("note", "Note", r => r.Note, shown: false);

    protected override string? Permission => null;

    protected override IQueryable<SampleRow> Rows(InventoryDb db) => Numbers(db).Select(n => new SampleRow
    {
        Id = n,
        Sku = "SKU-" + n,
        Name = (n % 5 == 0 ? "Linen shirt, size " : n % 5 == 1 ? "Oak tray, no. " : n % 5 == 2 ? "Ceramic mug, glaze " : n % 5 == 3 ? "Wool scarf, pattern " : "Soap bar, scent ") + n % 97,
        State = n % 11 == 0 ? SampleState.SoldOut : n % 7 == 0 ? SampleState.RunningLow : SampleState.InStock,
        Quantity = n % 11 == 0 ? 0 : n % 140,
        Price = (n % 90 * 1.5m) + 4.95m,
        Online = n % 3 != 0,
        ChangedAt = Begin.AddMinutes(n * 3),
        Note = n % 4 == 0 ? "Seasonal" : null,
    });

    private static IQueryable<long> Numbers(InventoryDb db) => db.Database.ProviderName?.StartsWith("Npgsql", StringComparison.Ordinal) == true
        ? db.Database.SqlQuery<long>($"SELECT g AS \"Value\" FROM generate_series(CAST(1 AS bigint), {Size}) AS g")
        : db.Database.SqlQuery<long>($"SELECT value AS \"Value\" FROM GENERATE_SERIES(CAST(1 AS bigint), CAST({Size} AS bigint))");
}
