using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Stock;

public sealed record HoldRow : IListRow
{
    public long Id { get; init; }

    public long VariantId { get; init; }

    public string Sku { get; init; } = "";

    public string Product { get; init; } = "";

    public string? KitSku { get; init; }

    public long LocationId { get; init; }

    public string Location { get; init; } = "";

    public decimal Quantity { get; init; }

    public ReservationOwner Owner { get; init; }

    public long OwnerId { get; init; }

    public string OwnerNumber { get; init; } = "";

    public ReservationState State { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? EndReason { get; init; }
}

/// <summary>What is held for whom, and what became of it.</summary>
public sealed class HoldList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<HoldRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<HoldRow> AllFields = new ListFields<HoldRow>()
        .Add("createdAt", "Since", r => r.CreatedAt)
        .Add("sku", "SKU", r => r.Sku, searched: true)
        .Add("product", "Product", r => r.Product, searched: true)
        .Add("kitSku", "For the kit", r => r.KitSku, shown: false)
        .Add("location", "Location", r => r.Location)
        .Add("quantity", "Quantity", r => r.Quantity, FieldKind.Quantity)
        .Add("owner", "Held for", r => r.Owner)
        .Add("ownerNumber", "Number", r => r.OwnerNumber, searched: true)
        .Add("state", "State", r => r.State)
        .Add("expiresAt", "Until", r => r.ExpiresAt)
        .Add("endedAt", "Ended", r => r.EndedAt, shown: false)
        .Add("endReason", "Reason", r => r.EndReason, shown: false)
        .Add("ownerId", "Owner number", r => r.OwnerId, shown: false)
        .Add("variantId", "Variant number", r => r.VariantId, shown: false)
        .Add("locationId", "Location number", r => r.LocationId, shown: false);

    public override string Name => "holds";

    public override ListFields<HoldRow> Fields => AllFields;

    protected override string? Permission => Permissions.StockView;

    protected override ListSort DefaultSort => new("createdAt", Descending: true);

    protected override int? CountUpTo => 10_000;

    protected override IQueryable<HoldRow> Rows(InventoryDb db) =>
        from hold in db.Reservations
        join location in db.Locations on hold.LocationId equals location.Id
        join variant in db.Variants on hold.VariantId equals variant.Id
        join kit in db.Variants on hold.KitVariantId equals kit.Id into kits
        from kit in kits.DefaultIfEmpty()
        select new HoldRow
        {
            Id = hold.Id,
            VariantId = hold.VariantId,
            Sku = variant.Sku,
            Product = variant.Product.Name,
            KitSku = kit.Sku,
            LocationId = hold.LocationId,
            Location = location.Name,
            Quantity = hold.Quantity,
            Owner = hold.Owner,
            OwnerId = hold.OwnerId,
            OwnerNumber = hold.OwnerNumber,
            State = hold.State,
            CreatedAt = hold.CreatedAt,
            ExpiresAt = hold.ExpiresAt,
            EndedAt = hold.EndedAt,
            EndReason = hold.EndReason,
        };
}
