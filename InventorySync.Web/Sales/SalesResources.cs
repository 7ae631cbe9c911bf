using System.ComponentModel;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;
using InventorySync.Web.Api;

namespace InventorySync.Web.Sales;

/// <summary>What every call about one order does: finds it by its public id, does the work, shows the order as it is then.</summary>
public sealed class SalesDesk(Orders orders, Confirming confirming, Shipping shipping, Paying paying, Invoicing invoicing, Returning returning)
{
    public Orders Orders => orders;

    public Confirming Confirming => confirming;

    public Shipping Shipping => shipping;

    public Paying Paying => paying;

    public Invoicing Invoicing => invoicing;

    public Returning Returning => returning;

    public async Task<Versioned<OrderResource>> DoAsync(string publicId, Func<long, Task> work, CancellationToken ct)
    {
        var orderId = await orders.KeyAsync(publicId, ct);
        await work(orderId);
        return Shown(await orders.FindAsync(orderId, ct));
    }

    public async Task<Versioned<OrderResource>> ShowAsync(string publicId, CancellationToken ct) => Shown(await orders.FindAsync(await orders.KeyAsync(publicId, ct), ct));

    private static Versioned<OrderResource> Shown(Order order) => new(OrderResource.Of(order), order.Version);
}

/// <summary>The money of the shop.</summary>
public sealed class ShopCurrency(ShopSettings settings)
{
    public async Task<string> OwnAsync() => (await settings.GetAsync<ShopProfile>()).Currency;
}

public sealed record OrderNote
{
    public string Text { get; set; } = "";
}

public sealed record HeldFrom
{
    [Description("The only location to take it from; all that serve online orders when left out.")]
    public long? LocationId { get; set; }
}

public sealed record ConfirmedOrder
{
    [Description("Confirm although something is missing: the order is flagged as oversold.")]
    public bool EvenShort { get; set; }

    [Description("The cart that becomes this order: its holds make room.")]
    public long? CartId { get; set; }
}

public sealed record CancelledOrder
{
    public string Reason { get; set; } = "";

    [Description("Which lines, and how much of each; left out, the whole order.")]
    public IReadOnlyList<LineQuantity>? Lines { get; set; }
}

public sealed record ReceivedReturn
{
    [Description("Where it really is: it is put back to stock there.")]
    public long LocationId { get; set; }
}

public sealed record PricesAsked
{
    public IReadOnlyList<PriceQuestion> Lines { get; set; } = [];

    [Description("The shop's own when left out.")]
    public string? Currency { get; set; }

    public long? PriceListId { get; set; }

    [Description("The moment; now when left out.")]
    public DateTimeOffset? At { get; set; }
}

public sealed record PriceResource(long VariantId, decimal Quantity, decimal Amount, string Currency, [property: Description("How the price came about, step by step.")] IReadOnlyList<PriceStepResource> Steps)
{
    public static PriceResource Of(PriceAnswer answer) => new(answer.VariantId, answer.Quantity, answer.Amount, answer.Currency, [.. answer.Steps.Select(s => new PriceStepResource(s.Said.ToString(), s.Price.Plain()))]);
}

public sealed record PriceStepResource(string Step, decimal Price);

public sealed record OrderLineResource(
    long Id, long? VariantId, string Sku, string Name, decimal Quantity, decimal Cancelled, decimal Reserved, decimal Shipped, decimal Returned, decimal Missing,
    decimal UnitPrice, decimal Discount, string TaxClass, decimal TaxPercent, decimal Net, decimal Tax, decimal Total)
{
    public static OrderLineResource Of(OrderLine l) => new(
        l.Id, l.VariantId, l.Sku, l.Name, l.Quantity.Plain(), l.Cancelled.Plain(), l.Reserved.Plain(), l.Shipped.Plain(), l.Returned.Plain(), l.Missing.Plain(),
        l.UnitPrice.Plain(), l.Discount.Plain(), l.TaxClass, l.TaxPercent.Plain(), l.Net.Plain(), l.Tax.Plain(), l.Total.Plain());
}

public sealed record PaymentResource(PaymentMethod Method, [property: Description("Below zero where it was given back.")] decimal Amount, string? Reference, DateTimeOffset At);

public sealed record ShipmentResource(long Id, string Carrier, string TrackingNumber, string TrackingAddress, DateOnly? ExpectedOn, DateTimeOffset ShippedAt, DateTimeOffset? DeliveredAt, IReadOnlyList<LineQuantity> Lines);

public sealed record ReturnLineResource(long Id, long OrderLineId, decimal Quantity, decimal Restocked, decimal ToRepair, decimal WrittenOff);

public sealed record ReturnResource(long Id, string Number, ReturnState State, string Reason, long? LocationId, DateTimeOffset AuthorisedAt, DateTimeOffset? ReceivedAt, DateTimeOffset? InspectedAt, IReadOnlyList<ReturnLineResource> Lines);

public sealed record OrderEventResource(OrderEventKind Kind, string Said, DateTimeOffset At, string ActorName);

public sealed record OrderResource
{
    [Description("By which the order is named in addresses.")]
    public required string PublicId { get; init; }

    public required string Number { get; init; }

    public required OrderSource Source { get; init; }

    public long? ChannelId { get; init; }

    public string? ExternalId { get; init; }

    public string? ExternalNumber { get; init; }

    [Description("How far the goods are.")]
    public required OrderState State { get; init; }

    [Description("How far the money is.")]
    public required PaymentState Payment { get; init; }

    [Description("More was sold than there is.")]
    public required bool Oversold { get; init; }

    public required CustomerDetails Customer { get; init; }

    public required string Currency { get; init; }

    [Description("How much of the shop's own currency one unit was worth.")]
    public required decimal Rate { get; init; }

    public required bool PricesIncludeTax { get; init; }

    public required decimal Discount { get; init; }

    public required decimal ShippingCost { get; init; }

    public required decimal Tax { get; init; }

    public required decimal Total { get; init; }

    public required decimal Paid { get; init; }

    public required decimal Refunded { get; init; }

    [Description("Below zero where money is to go back.")]
    public required decimal Due { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public string? InvoiceNumber { get; init; }

    public required IReadOnlyList<OrderLineResource> Lines { get; init; }

    public required IReadOnlyList<PaymentResource> Payments { get; init; }

    public required IReadOnlyList<ShipmentResource> Shipments { get; init; }

    public required IReadOnlyList<ReturnResource> Returns { get; init; }

    public required IReadOnlyList<OrderEventResource> History { get; init; }

    public static OrderResource Of(Order o) => new()
    {
        PublicId = o.PublicId,
        Number = o.Number,
        Source = o.Source,
        ChannelId = o.ChannelId,
        ExternalId = o.ExternalId,
        ExternalNumber = o.ExternalNumber,
        State = o.State,
        Payment = o.PaymentState,
        Oversold = o.Oversold,
        Customer = CustomerDetails.Of(o),
        Currency = o.Currency,
        Rate = o.Rate.Plain(),
        PricesIncludeTax = o.PricesIncludeTax,
        Discount = o.Discount.Plain(),
        ShippingCost = o.ShippingCost.Plain(),
        Tax = o.Tax.Plain(),
        Total = o.Total.Plain(),
        Paid = o.Paid.Plain(),
        Refunded = o.Refunded.Plain(),
        Due = o.Due.Plain(),
        PlacedAt = o.PlacedAt,
        InvoiceNumber = o.InvoiceNumber,
        Lines = [.. o.Lines.OrderBy(l => l.Position).Select(OrderLineResource.Of)],
        Payments = [.. o.Payments.OrderBy(p => p.At).Select(p => new PaymentResource(p.Method, p.Amount.Plain(), p.Reference, p.At))],
        Shipments = [.. o.Shipments.OrderBy(s => s.ShippedAt).Select(s => new ShipmentResource(s.Id, s.Carrier, s.TrackingNumber, s.TrackingAddress, s.ExpectedOn, s.ShippedAt, s.DeliveredAt, [.. s.Lines.Select(l => new LineQuantity(l.OrderLineId, l.Quantity.Plain()))]))],
        Returns = [.. o.Returns.OrderBy(r => r.AuthorisedAt).Select(r => new ReturnResource(r.Id, r.Number, r.State, r.Reason, r.LocationId, r.AuthorisedAt, r.ReceivedAt, r.InspectedAt, [.. r.Lines.Select(l => new ReturnLineResource(l.Id, l.OrderLineId, l.Quantity.Plain(), l.Restocked.Plain(), l.ToRepair.Plain(), l.WrittenOff.Plain()))]))],
        History = [.. o.Events.OrderBy(e => e.Position).Select(e => new OrderEventResource(e.Kind, e.Said.ToString(), e.At, e.ActorName))],
    };
}
