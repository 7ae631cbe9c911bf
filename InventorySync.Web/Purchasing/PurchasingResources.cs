using System.ComponentModel;
using InventorySync.Domain.Purchasing;

namespace InventorySync.Web.Purchasing;

public sealed record SupplierResource(long Id, SupplierDetails Details, bool Active)
{
    public static SupplierResource Of(Supplier supplier) => new(supplier.Id, SupplierDetails.Of(supplier), supplier.Active);
}

public sealed record OfferResource(long Id, long SupplierId, OfferDetails Details)
{
    public static OfferResource Of(SupplierOffer offer) => new(offer.Id, offer.SupplierId, OfferDetails.Of(offer));
}

public sealed record LeadTimeResource(int StatedDays, [property: Description("How many deliveries were measured.")] int Measured, double? MeanDays, double? SpreadDays);

public sealed record SupplierFiguresResource(
    int Orders, int Deliveries, decimal Bought, [property: Description("Share of units that came on the expected day or before.")] decimal? OnTime, [property: Description("Share of ordered units that came at all.")] decimal? Complete,
    [property: Description("Share of units in good order.")] decimal? Quality, [property: Description("0.05: the same goods cost five percent more than at the first delivery of the year.")] decimal? PriceTrend, LeadTimeResource LeadTime)
{
    public static SupplierFiguresResource Of(SupplierFigures f) => new(
        f.Orders, f.Deliveries, f.Bought.Plain(), Rounded(f.OnTime), Rounded(f.Complete), Rounded(f.Quality), Rounded(f.PriceTrend), new LeadTimeResource(f.LeadTime.StatedDays, f.LeadTime.Measured, f.LeadTime.MeanDays, f.LeadTime.SpreadDays));

    private static decimal? Rounded(decimal? share) => share is { } known ? Math.Round(known, 4) : null;
}

public sealed record PurchaseLineResource(long Id, long VariantId, string Sku, string SupplierSku, string Name, decimal Ordered, decimal Received, decimal Cancelled, decimal Open, decimal UnitCost, DateOnly? ExpectedOn)
{
    public static PurchaseLineResource Of(PurchaseLine l) => new(l.Id, l.VariantId, l.Sku, l.SupplierSku, l.Name, l.Ordered.Plain(), l.Received.Plain(), l.Cancelled.Plain(), l.Open.Plain(), l.UnitCost.Plain(), l.ExpectedOn);
}

public sealed record ReceiptLineResource(long PurchaseLineId, long VariantId, decimal Accepted, decimal Rejected, string? RejectReason, long? BinId, string? LotNumber, DateOnly? ExpiresOn, IReadOnlyList<string> Serials, [property: Description("In the shop's own currency.")] decimal GoodsCost, decimal LandedCost);

public sealed record LandedCostResource(LandedCostKind Kind, CostSpread Spread, decimal Amount, string? Note, DateTimeOffset? AddedAt, string? AddedBy);

public sealed record ReceiptResource(long Id, string Number, string DeliveryNote, DateTimeOffset ReceivedAt, string ReceivedBy, DateTimeOffset? UndoneAt, IReadOnlyList<ReceiptLineResource> Lines, IReadOnlyList<LandedCostResource> Costs)
{
    public static ReceiptResource Of(Receipt r) => new(
        r.Id, r.Number, r.DeliveryNote, r.ReceivedAt, r.ReceivedBy, r.UndoneAt,
        [.. r.Lines.Select(l => new ReceiptLineResource(l.PurchaseLineId, l.VariantId, l.Accepted.Plain(), l.Rejected.Plain(), l.RejectReason, l.BinId, l.LotNumber, l.ExpiresOn, [.. l.Serials.Select(s => s.Number)], l.GoodsCost.Plain(), l.LandedCost.Plain()))],
        [.. r.Costs.Select(c => new LandedCostResource(c.Kind, c.Spread, c.Amount.Plain(), c.Note, c.AddedAt, c.AddedBy))]);
}

public sealed record PurchaseEventResource(PurchaseEventKind Kind, string Said, DateTimeOffset At, string ActorName);

public sealed record PurchaseOrderResource
{
    public required long Id { get; init; }

    public required string Number { get; init; }

    public required PurchaseState State { get; init; }

    public required PurchaseSource Source { get; init; }

    public required long SupplierId { get; init; }

    [Description("Where the goods are to come in.")]
    public required long LocationId { get; init; }

    public required string Currency { get; init; }

    [Description("How much of the shop's own currency one unit is worth.")]
    public required decimal Rate { get; init; }

    public required decimal Total { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public required string TheirReference { get; init; }

    public required string Note { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public required IReadOnlyList<PurchaseLineResource> Lines { get; init; }

    public required IReadOnlyList<ReceiptResource> Receipts { get; init; }

    public required IReadOnlyList<PurchaseEventResource> History { get; init; }

    public static PurchaseOrderResource Of(PurchaseOrder o) => new()
    {
        Id = o.Id,
        Number = o.Number,
        State = o.State,
        Source = o.Source,
        SupplierId = o.SupplierId,
        LocationId = o.LocationId,
        Currency = o.Currency,
        Rate = o.Rate.Plain(),
        Total = o.Total.Plain(),
        ExpectedOn = o.ExpectedOn,
        TheirReference = o.TheirReference,
        Note = o.Note,
        ApprovedAt = o.ApprovedAt,
        SentAt = o.SentAt,
        ReceivedAt = o.ReceivedAt,
        Lines = [.. o.Lines.OrderBy(l => l.Position).Select(PurchaseLineResource.Of)],
        Receipts = [.. o.Receipts.OrderBy(r => r.ReceivedAt).Select(ReceiptResource.Of)],
        History = [.. o.Events.OrderBy(e => e.Position).Select(e => new PurchaseEventResource(e.Kind, e.Said.ToString(), e.At, e.ActorName))],
    };
}

public sealed record FinishedPurchase
{
    [Description("Finish although the supplier's least quantities, packs or order value are not kept: it is agreed on.")]
    public bool Agreed { get; set; }
}

public sealed record PurchaseReason
{
    public string? Reason { get; set; }
}

public sealed record IncomingResource(long VariantId, long LocationId, decimal Quantity, DateOnly? On, long PurchaseOrderId, string Number, string Supplier)
{
    public static IncomingResource Of(IncomingGoods i) => new(i.VariantId, i.LocationId, i.Quantity.Plain(), i.On, i.PurchaseOrderId, i.Number, i.Supplier);
}
