namespace InventorySync.Domain.Sales;

public enum PaymentMethod
{
    Cash,
    Card,
    BankTransfer,
    Online,
    Other,
}

/// <summary>Money that came or, below zero, went back. Written once.</summary>
public sealed class OrderPayment : IAppendOnly
{
    private OrderPayment()
    {
    }

    internal OrderPayment(string key, PaymentMethod method, decimal amount, string? reference, DateTimeOffset at, string actorName) =>
        (Key, Method, Amount, Reference, At, ActorName) = (key, method, amount, reference, at, actorName);

    public long Id { get; private set; }

    public long OrderId { get; private set; }

    /// <summary>The idempotency key: the same payment given twice is one.</summary>
    public string Key { get; private set; } = "";

    public PaymentMethod Method { get; private set; }

    public decimal Amount { get; private set; }

    public string? Reference { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string ActorName { get; private set; } = "";
}

public enum OrderEventKind
{
    Created,
    Changed,
    Confirmed,
    Oversold,
    Paid,
    Picking,
    Shipped,
    Delivered,
    Cancelled,
    Returned,
    Refunded,
    Note,
}

/// <summary>One thing that happened to an order, and through whom. Written once.</summary>
public sealed class OrderEvent : IAppendOnly
{
    private OrderEvent()
    {
    }

    internal OrderEvent(OrderEventKind kind, Sentence said, DateTimeOffset at, string actorName, long? personId) =>
        (Kind, Said, At, ActorName, PersonId) = (kind, said, at, actorName, personId);

    public long Id { get; private set; }

    public long OrderId { get; private set; }

    /// <summary>Counts the events of an order: several may happen in one instant.</summary>
    public int Position { get; internal set; }

    public OrderEventKind Kind { get; private set; }

    public Sentence Said { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public string ActorName { get; private set; } = "";

    public long? PersonId { get; private set; }
}

/// <summary>Goods that left together.</summary>
public sealed class Shipment
{
    private Shipment()
    {
    }

    internal Shipment(string key, ParcelDetails parcel, DateTimeOffset at)
    {
        (Key, ShippedAt) = (key, at);
        Describe(parcel);
    }

    public long Id { get; private set; }

    public string PublicId { get; private set; } = Text.RandomToken();

    public long OrderId { get; private set; }

    public string Key { get; private set; } = "";

    public string Carrier { get; private set; } = "";

    public string TrackingNumber { get; private set; } = "";

    public string TrackingAddress { get; private set; } = "";

    public DateOnly? ExpectedOn { get; private set; }

    public DateTimeOffset ShippedAt { get; private set; }

    public DateTimeOffset? DeliveredAt { get; private set; }

    public List<ShipmentLine> Lines { get; } = [];

    internal void Describe(ParcelDetails parcel)
    {
        Input.Check(parcel);
        (Carrier, TrackingNumber, TrackingAddress, ExpectedOn) = (Text.Tidy(parcel.Carrier), Text.Tidy(parcel.TrackingNumber), Text.Tidy(parcel.TrackingAddress), parcel.ExpectedOn);
    }

    internal void Deliver(DateTimeOffset at) => DeliveredAt ??= at;
}

public sealed class ShipmentLine
{
    private ShipmentLine()
    {
    }

    internal ShipmentLine(OrderLine line, decimal quantity, IEnumerable<StockTake> takes)
    {
        (OrderLineId, Quantity) = (line.Id, quantity);
        Takes.AddRange(takes);
    }

    public long Id { get; private set; }

    public long ShipmentId { get; private set; }

    public long OrderLineId { get; private set; }

    public decimal Quantity { get; private set; }

    /// <summary>What left the shelves for it: of a kit its parts, from whichever locations it came.</summary>
    public List<StockTake> Takes { get; private set; } = [];
}

public sealed record StockTake
{
    public long VariantId { get; init; }

    public long LocationId { get; init; }

    public decimal Quantity { get; init; }
}

public enum ReturnState
{
    /// <summary>The customer may send it back.</summary>
    Authorised,

    /// <summary>It came in, and waits to be looked at.</summary>
    Received,

    /// <summary>It was looked at, and each piece went its way.</summary>
    Inspected,

    /// <summary>It never came.</summary>
    Withdrawn,
}

/// <summary>Goods that come back from a customer.</summary>
public sealed class OrderReturn
{
    private OrderReturn()
    {
    }

    internal OrderReturn(string number, string reason, DateTimeOffset at) => (Number, Reason, AuthorisedAt) = (number, reason, at);

    public long Id { get; private set; }

    public string PublicId { get; private set; } = Text.RandomToken();

    public long OrderId { get; private set; }

    public string Number { get; private set; } = "";

    public ReturnState State { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Where it came in.</summary>
    public long? LocationId { get; private set; }

    public DateTimeOffset AuthorisedAt { get; private set; }

    public DateTimeOffset? ReceivedAt { get; private set; }

    public DateTimeOffset? InspectedAt { get; private set; }

    public List<ReturnLine> Lines { get; } = [];

    internal void Receive(long locationId, DateTimeOffset at)
    {
        Demand(ReturnState.Authorised);
        (State, LocationId, ReceivedAt) = (ReturnState.Received, locationId, at);
    }

    internal void Inspect(DateTimeOffset at)
    {
        Demand(ReturnState.Received);
        (State, InspectedAt) = (ReturnState.Inspected, at);
    }

    internal void Withdraw()
    {
        Demand(ReturnState.Authorised);
        State = ReturnState.Withdrawn;
    }

    private void Demand(ReturnState needed)
    {
        if (State != needed)
            throw new BusinessRuleException("Return {0} has gone on meanwhile. Reload the page to see where it is.", Number);
    }
}

public sealed class ReturnLine
{
    private ReturnLine()
    {
    }

    internal ReturnLine(long orderLineId, decimal quantity) => (OrderLineId, Quantity) = (orderLineId, quantity);

    public long Id { get; private set; }

    public long OrderReturnId { get; private set; }

    public long OrderLineId { get; private set; }

    public decimal Quantity { get; private set; }

    public decimal Restocked { get; private set; }

    public decimal ToRepair { get; private set; }

    public decimal WrittenOff { get; private set; }

    /// <summary>Did not come with the rest: the customer kept it after all.</summary>
    public decimal Kept => Quantity - Restocked - ToRepair - WrittenOff;

    internal void Inspect(decimal restocked, decimal toRepair, decimal writtenOff)
    {
        if (restocked < 0 || toRepair < 0 || writtenOff < 0 || restocked + toRepair + writtenOff > Quantity)
            throw new BusinessRuleException("{0} were to come back; what is put back, repaired and written off is more than that, or below zero.", Quantity) { Field = nameof(Restocked) };
        (Restocked, ToRepair, WrittenOff) = (restocked, toRepair, writtenOff);
    }
}
