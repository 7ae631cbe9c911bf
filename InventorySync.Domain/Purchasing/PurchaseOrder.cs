namespace InventorySync.Domain.Purchasing;

public enum PurchaseState
{
    Draft,
    AwaitingApproval,
    Approved,
    Sent,
    PartlyReceived,
    Received,
    Closed,
    Cancelled,
}

public enum PurchaseSource
{
    ByHand,

    /// <summary>From what planning suggests.</summary>
    Suggested,
    Api,
}

/// <summary>Goods that the shop orders from a supplier for one of its locations.</summary>
public sealed class PurchaseOrder : IVersioned
{
    private PurchaseOrder()
    {
    }

    internal PurchaseOrder(string number, PurchaseSource source, Supplier supplier, long locationId, Maker maker)
    {
        (Number, Source, SupplierId, LocationId) = (number, source, supplier.Id, locationId);
        Currency = supplier.Currency;
        (CreatedAt, CreatedByName, CreatedById) = (maker.At, maker.Name, maker.PersonId);
    }

    public long Id { get; private set; }

    public string Number { get; private set; } = "";

    public PurchaseSource Source { get; private set; }

    public long SupplierId { get; private set; }

    /// <summary>Where the goods are to come in.</summary>
    public long LocationId { get; private set; }

    public PurchaseState State { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>How much of the shop's own currency one unit of the order's is worth.</summary>
    public decimal Rate { get; private set; } = 1;

    public DateOnly? ExpectedOn { get; private set; }

    /// <summary>The supplier's own number of it.</summary>
    public string TheirReference { get; private set; } = "";

    /// <summary>Stands on the order for the supplier.</summary>
    public string Note { get; private set; } = "";

    public decimal Total { get; private set; }

    /// <summary>The total in the shop's own currency.</summary>
    public decimal ShopTotal { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedByName { get; private set; } = "";

    public long? CreatedById { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public long? SubmittedById { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    public string ApprovedByName { get; private set; } = "";

    public long? ApprovedById { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>The address it was mailed to; empty when it went another way.</summary>
    public string SentTo { get; private set; } = "";

    public DateTimeOffset? FirstReceivedAt { get; private set; }

    public DateTimeOffset? ReceivedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Number and references in one folded line.</summary>
    public string SearchText { get; private set; } = "";

    public ulong Version { get; private set; }

    public List<PurchaseLine> Lines { get; } = [];

    public List<Receipt> Receipts { get; } = [];

    public List<PurchaseEvent> Events { get; } = [];

    /// <summary>Goods may still come for it.</summary>
    public bool IsOpen => State is PurchaseState.Approved or PurchaseState.Sent or PurchaseState.PartlyReceived;

    public bool Ended => State is PurchaseState.Closed or PurchaseState.Cancelled;

    internal void Numbered(string number)
    {
        Number = number;
        FoldForSearch();
    }

    internal void DemandDraft()
    {
        if (State != PurchaseState.Draft)
            throw new BusinessRuleException("Order {0} is not a draft any more, so its lines stand. Take it back to a draft first.", Number);
    }

    internal void DemandOpen()
    {
        if (!IsOpen)
            throw new BusinessRuleException(State is PurchaseState.Draft or PurchaseState.AwaitingApproval ? "Order {0} is not approved yet." : "Order {0} is not open any more.", Number);
    }

    /// <summary>Where the goods are to come in, when, and for what money.</summary>
    internal void Describe(PurchaseDraft draft, decimal rate, DateOnly today)
    {
        if (draft.ExpectedOn < today || draft.Lines.Any(l => l.ExpectedOn < today))
            throw new BusinessRuleException("The expected day lies in the past. Choose today or a later day, or leave it empty.") { Field = nameof(ExpectedOn) };
        (LocationId, Rate, ExpectedOn) = (draft.LocationId!.Value, rate, draft.ExpectedOn);
        (TheirReference, Note) = (Text.Tidy(draft.TheirReference), (draft.Note ?? "").Trim());
        FoldForSearch();
    }

    internal PurchaseLine Buy(BoughtThing bought)
    {
        if (bought.Quantity <= 0)
            throw new BusinessRuleException("Enter a quantity above zero.") { Field = nameof(DraftPurchaseLine.Quantity) };
        if (bought.UnitCost < 0)
            throw new BusinessRuleException("Enter a cost of zero or more.") { Field = nameof(DraftPurchaseLine.UnitCost) };
        if (Lines.Exists(l => l.VariantId == bought.VariantId))
            throw new BusinessRuleException("“{0}” stands on this order already. Change the quantity of that line.", bought.Sku) { Field = nameof(Lines) };
        var line = new PurchaseLine(Lines.Count == 0 ? 1 : Lines.Max(l => l.Position) + 1, bought);
        Lines.Add(line);
        return line;
    }

    /// <summary>The sums anew from the lines; what is not waited for any more does not count.</summary>
    internal void Count(string shopCurrency)
    {
        Total = Lines.Sum(l => new Money((l.Ordered - l.Cancelled) * l.UnitCost, Currency).Rounded().Amount);
        ShopTotal = new Money(Total * Rate, shopCurrency).Rounded().Amount;
    }

    /// <summary>Ready to be ordered. Up to the limit it is approved with that; above it another person must look at it.</summary>
    internal void Submit(decimal limit, DateOnly expectedOn, Maker maker)
    {
        DemandDraft();
        if (Lines.Count == 0)
            throw new BusinessRuleException("Put at least one line on the order.") { Field = nameof(Lines) };
        ExpectedOn ??= expectedOn;
        (SubmittedAt, SubmittedById) = (maker.At, maker.PersonId);
        if (limit > 0 && ShopTotal > limit)
            State = PurchaseState.AwaitingApproval;
        else
            Approved(maker);
    }

    /// <summary>By another person than the one who asks for it, unless there is nobody else who may.</summary>
    internal void Approve(Maker maker, int othersWhoMay)
    {
        if (State != PurchaseState.AwaitingApproval)
            throw new BusinessRuleException(State == PurchaseState.Draft ? "Order {0} is a draft. Finish it first." : "Order {0} is approved or ended already.", Number);
        if (maker.PersonId is null)
            throw new BusinessRuleException("An order above the limit is approved by a person.");
        if (maker.PersonId == SubmittedById && othersWhoMay > 0)
            throw new BusinessRuleException("You finished this order yourself, and it is above the limit. Another person who may approve orders has to look at it.");
        Approved(maker);
    }

    internal void BackToDraft()
    {
        if (State is not (PurchaseState.AwaitingApproval or PurchaseState.Approved) || FirstReceivedAt is not null)
            throw new BusinessRuleException("Only an order that was not sent yet goes back to a draft.");
        (State, SubmittedAt, SubmittedById, ApprovedAt, ApprovedByName, ApprovedById) = (PurchaseState.Draft, null, null, null, "", null);
    }

    /// <summary>Sent again later, it keeps when it was first.</summary>
    internal void Send(string to, DateTimeOffset at)
    {
        DemandOpen();
        (SentAt, SentTo) = (SentAt ?? at, to);
        if (State == PurchaseState.Approved)
            State = PurchaseState.Sent;
    }

    internal void Expect(DateOnly day, string? theirReference)
    {
        DemandOpen();
        ExpectedOn = day;
        if (!string.IsNullOrWhiteSpace(theirReference))
            TheirReference = Text.Tidy(theirReference);
        foreach (var line in Lines)
            line.Expect(null);
        FoldForSearch();
    }

    /// <summary>What has not come does not come any more.</summary>
    internal void Close(DateTimeOffset at)
    {
        if (State is not (PurchaseState.Sent or PurchaseState.PartlyReceived or PurchaseState.Received))
            throw new BusinessRuleException(Ended ? "Order {0} has ended already." : "Order {0} was not sent. Cancel it instead.", Number);
        foreach (var line in Lines)
            line.GiveUp();
        (State, EndedAt) = (PurchaseState.Closed, at);
    }

    internal void Cancel(DateTimeOffset at)
    {
        if (Ended)
            throw new BusinessRuleException("Order {0} has ended already.", Number);
        if (Lines.Exists(l => l.Received > 0))
            throw new BusinessRuleException("Goods of order {0} have come already. Close it instead: what is missing is not waited for any more.", Number);
        foreach (var line in Lines)
            line.GiveUp();
        (State, EndedAt) = (PurchaseState.Cancelled, at);
    }

    /// <summary>After goods came or were taken back: where the order stands now.</summary>
    internal void Advance(DateTimeOffset at)
    {
        if (State == PurchaseState.Closed)
            return;

        var (received, open) = (Lines.Sum(l => l.Received), Lines.Sum(l => l.Open));
        State = received == 0 ? (SentAt is null ? PurchaseState.Approved : PurchaseState.Sent) : open > 0 ? PurchaseState.PartlyReceived : PurchaseState.Received;
        FirstReceivedAt = received == 0 ? null : FirstReceivedAt ?? at;
        ReceivedAt = State == PurchaseState.Received ? ReceivedAt ?? at : null;
    }

    private void Approved(Maker maker) =>
        (State, ApprovedAt, ApprovedByName, ApprovedById) = (PurchaseState.Approved, maker.At, maker.Name, maker.PersonId);

    private void FoldForSearch() => SearchText = PurchaseLine.Cut(Text.Folded(string.Join(' ', Number, TheirReference)), 400);

    internal void Happened(PurchaseEvent what)
    {
        what.Position = Events.Count == 0 ? 1 : Events.Max(e => e.Position) + 1;
        Events.Add(what);
    }
}

/// <summary>Who did something, and when.</summary>
public sealed record Maker(string Name, long? PersonId, DateTimeOffset At);
