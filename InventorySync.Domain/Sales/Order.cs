namespace InventorySync.Domain.Sales;

public enum OrderSource
{
    ByHand,
    Counter,
    Channel,
    Api,
}

/// <summary>How far the goods are. The money has a state of its own.</summary>
public enum OrderState
{
    Draft,
    Confirmed,
    Picking,
    PartlyShipped,
    Shipped,
    Delivered,
    Cancelled,
    Returned,
}

public enum PaymentState
{
    Unpaid,
    PartlyPaid,
    Paid,
    PartlyRefunded,
    Refunded,
}

/// <summary>Something a customer bought, with everything that was agreed on then.</summary>
public sealed class Order : IVersioned
{
    private Order()
    {
    }

    internal Order(long number, OrderSource source, PricingRules rules, DateTimeOffset placedAt)
    {
        Number = FormattableString.Invariant($"{number}");
        Source = source;
        PlacedAt = placedAt;
        Currency = rules.Currency;
        (PricesIncludeTax, Rounding, Timing) = (rules.PricesIncludeTax, rules.Rounding, rules.Timing);
    }

    public long Id { get; private set; }

    /// <summary>What leaves the house: nobody can guess the order of another customer.</summary>
    public string PublicId { get; private set; } = Text.RandomToken();

    public string Number { get; private set; } = "";

    public OrderSource Source { get; private set; }

    public long? ChannelId { get; private set; }

    /// <summary>The channel's own key of it; unique on the channel.</summary>
    public string? ExternalId { get; private set; }

    /// <summary>Channel and key in one, unique; also for systems that are no channel.</summary>
    public string? OriginKey { get; private set; }

    /// <summary>What the customer of the channel reads.</summary>
    public string? ExternalNumber { get; private set; }

    /// <summary>As of when the channel described it; older descriptions change nothing.</summary>
    public DateTimeOffset? ExternalUpdatedAt { get; private set; }

    public OrderState State { get; private set; }

    public PaymentState PaymentState { get; private set; }

    /// <summary>More was sold than there is: somebody must decide.</summary>
    public bool Oversold { get; private set; }

    /// <summary>A line is of something that is not in the catalogue.</summary>
    public bool Unmatched { get; private set; }

    /// <summary>The channel called it off, and not somebody here: when it is taken up again there, it is here too.</summary>
    public bool CancelledThere { get; private set; }

    public string CustomerName { get; private set; } = "";

    public string Email { get; private set; } = "";

    public string Phone { get; private set; } = "";

    public PostalAddress Billing { get; private set; } = new();

    public PostalAddress Shipping { get; private set; } = new();

    public string ShippingCountry { get; private set; } = "";

    /// <summary>The only location that serves it; null where any may.</summary>
    public long? LocationId { get; private set; }

    public long? PriceListId { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>How much of the shop's own currency one unit of the order's was worth.</summary>
    public decimal Rate { get; private set; } = 1;

    public bool PricesIncludeTax { get; private set; }

    public TaxRounding Rounding { get; private set; }

    public DiscountTiming Timing { get; private set; }

    public decimal Discount { get; private set; }

    public decimal ShippingCost { get; private set; }

    public decimal ShippingTaxPercent { get; private set; }

    public decimal? GivenShippingTax { get; private set; }

    public decimal ShippingNet { get; private set; }

    public decimal ShippingTax { get; private set; }

    public decimal Subtotal { get; private set; }

    public decimal Tax { get; private set; }

    public decimal Total { get; private set; }

    /// <summary>The total in the shop's own currency, for reports.</summary>
    public decimal ShopTotal { get; private set; }

    public decimal Paid { get; private set; }

    public decimal Refunded { get; private set; }

    public string Note { get; private set; } = "";

    public List<string> Tags { get; private set; } = [];

    public DateTimeOffset PlacedAt { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public DateTimeOffset? PaidAt { get; private set; }

    public DateTimeOffset? ShippedAt { get; private set; }

    public DateTimeOffset? DeliveredAt { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    public string? InvoiceNumber { get; private set; }

    public DateTimeOffset? InvoicedAt { get; private set; }

    /// <summary>Number, channel's number, customer, e-mail and phone in one folded line.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>Numbers its commands to the stock, so that each is carried out once.</summary>
    public int Steps { get; private set; }

    public ulong Version { get; private set; }

    public List<OrderLine> Lines { get; } = [];

    public List<OrderPayment> Payments { get; } = [];

    public List<Shipment> Shipments { get; } = [];

    public List<OrderReturn> Returns { get; } = [];

    public List<OrderEvent> Events { get; } = [];

    public PricingRules Rules => new(Currency, PricesIncludeTax, Rounding, Timing);

    /// <summary>Below zero where money is to go back.</summary>
    public decimal Due => (State == OrderState.Cancelled ? 0 : Total) - Paid + Refunded;

    public bool IsOpen => State is OrderState.Confirmed or OrderState.Picking or OrderState.PartlyShipped;

    public bool Ended => State is OrderState.Cancelled or OrderState.Returned or OrderState.Delivered;

    internal string NextKey(string what) => FormattableString.Invariant($"order:{Id}:{what}:{++Steps}");

    internal void ComesFrom(long? channelId, string? externalId) =>
        (ChannelId, ExternalId, OriginKey) = (channelId, externalId, externalId is null ? null : OriginOf(channelId, externalId));

    internal static string OriginOf(long? channelId, string externalId) => FormattableString.Invariant($"{channelId ?? 0}/{externalId}");

    internal void IsToldAs(string? externalNumber, DateTimeOffset updatedAt)
    {
        ExternalNumber = OrderLine.Cut(externalNumber, 60);
        ExternalUpdatedAt = updatedAt;
        FoldForSearch();
    }

    internal void Describe(CustomerDetails customer)
    {
        Input.Check(customer);
        (CustomerName, Email, Phone) = (Text.Tidy(customer.CustomerName), Text.Tidy(customer.Email), Text.Tidy(customer.Phone));
        (Billing, Shipping) = (customer.Billing.Tidied(), customer.Shipping.Tidied());
        ShippingCountry = Shipping.Country ?? "";
        Note = (customer.Note ?? "").Trim();
        var tags = customer.Tags.Select(Text.Tidy).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (!Tags.SequenceEqual(tags))
            Tags = tags;
        FoldForSearch();
    }

    internal void SellIn(decimal rate, long? locationId, long? priceListId) => (Rate, LocationId, PriceListId) = (rate, locationId, priceListId);

    internal void ShipFor(decimal cost, decimal taxPercent, decimal? givenTax = null) => (ShippingCost, ShippingTaxPercent, GivenShippingTax) = (cost, taxPercent, givenTax);

    internal void TakeOff(decimal discount) => Discount = discount;

    internal OrderLine Sell(SoldThing sold)
    {
        if (sold.Quantity <= 0)
            throw new BusinessRuleException("Enter a quantity above zero.") { Field = nameof(OrderLine.Quantity) };
        var line = new OrderLine(Lines.Count == 0 ? 1 : Lines.Max(l => l.Position) + 1, sold);
        Lines.Add(line);
        return line;
    }

    /// <summary>What people may still change by hand.</summary>
    internal void DemandDraft()
    {
        if (State != OrderState.Draft)
            throw new BusinessRuleException("Order {0} is confirmed, so its lines stand. Take it back to a draft first.", Number);
    }

    /// <summary>What it costs, with the tax of each rate.</summary>
    public OrderSums Sums() =>
        OrderMath.Of(Rules, [.. Lines.Select(l => l.Priced)], new PricedLine(1, ShippingCost, ShippingTaxPercent) { GivenTax = GivenShippingTax }, Discount);

    /// <summary>All sums anew from the lines.</summary>
    internal void Count()
    {
        var sums = Sums();
        foreach (var (line, cost) in Lines.Zip(sums.Lines))
            line.Cost(cost);
        (Subtotal, ShippingNet, ShippingTax, Tax, Total) = (sums.Lines.Sum(l => l.Amount), sums.Shipping.Net, sums.Shipping.Tax, sums.Tax, sums.Total);
        Unmatched = Lines.Any(l => l.VariantId is null);
        CountPaid(PaidAt);
    }

    internal void CountIn(string shopCurrency) => ShopTotal = new Money(Total * Rate, shopCurrency).Rounded().Amount;

    internal void Confirm(DateTimeOffset at)
    {
        DemandDraft();
        if (Lines.Count == 0)
            throw new BusinessRuleException("Put at least one line on the order.") { Field = nameof(Lines) };
        (State, ConfirmedAt) = (OrderState.Confirmed, at);
    }

    /// <summary>Confirmed too early: what was held has been let go.</summary>
    internal void BackToDraft()
    {
        if (State is not (OrderState.Confirmed or OrderState.Picking) || Source == OrderSource.Channel)
            throw new BusinessRuleException("Only confirmed orders of your own, of which nothing was sent yet, go back to a draft.");
        (State, ConfirmedAt, Oversold) = (OrderState.Draft, null, false);
    }

    internal void Pick(bool starts)
    {
        if (State != (starts ? OrderState.Confirmed : OrderState.Picking))
            throw new BusinessRuleException(starts ? "Only a confirmed order can be picked." : "This order is not being picked.");
        State = starts ? OrderState.Picking : OrderState.Confirmed;
    }

    internal void DemandOpen()
    {
        if (!IsOpen)
            throw new BusinessRuleException(State == OrderState.Draft ? "Order {0} is a draft. Confirm it first." : "Order {0} is not open any more.", Number);
    }

    /// <summary>After goods left, came back or were taken off: where the order stands now.</summary>
    internal void Advance(DateTimeOffset at)
    {
        Oversold = State is not (OrderState.Draft or OrderState.Cancelled) && Lines.Any(l => l is { Counted: true, VariantId: not null, Missing: > 0 });
        if (State is OrderState.Draft or OrderState.Cancelled)
            return;

        var (shipped, open) = (Lines.Sum(l => l.Shipped), Lines.Sum(l => l.Open));
        State = (shipped, open) switch
        {
            (0, 0) => OrderState.Cancelled,
            (0, _) => State,
            (_, > 0) => OrderState.PartlyShipped,
            _ when Lines.TrueForAll(l => l.Returned == l.Shipped) => OrderState.Returned,
            _ when Shipments.Count > 0 && Shipments.TrueForAll(s => s.DeliveredAt is not null) => OrderState.Delivered,
            _ => OrderState.Shipped,
        };
        if (State == OrderState.Cancelled)
            CancelledAt ??= at;
        if (shipped > 0 && open == 0)
            ShippedAt ??= Shipments.Count > 0 ? Shipments.Max(s => s.ShippedAt) : at;
        if (State == OrderState.Delivered)
            DeliveredAt ??= at;
    }

    internal void Cancel(DateTimeOffset at) => (State, CancelledAt, Oversold) = (OrderState.Cancelled, at, false);

    internal void CancelThere(DateTimeOffset at)
    {
        Cancel(CancelledAt ?? at);
        CancelledThere = true;
    }

    /// <summary>The channel has nothing to say of it any more; whatever it says after that is newer.</summary>
    internal void VanishThere(DateTimeOffset at)
    {
        CancelThere(at);
        ExternalUpdatedAt = null;
    }

    /// <summary>True when the channel takes up again what it had called off. What somebody cancelled here stays cancelled.</summary>
    internal bool TakeUpAgain()
    {
        if (State != OrderState.Cancelled || !CancelledThere || Lines.Sum(l => l.Open) == 0)
            return false;

        (State, CancelledAt, CancelledThere) = (OrderState.Confirmed, null, false);
        return true;
    }

    internal void Pay(OrderPayment payment)
    {
        Payments.Add(payment);
        if (payment.Amount > 0)
            Paid += payment.Amount;
        else
            Refunded -= payment.Amount;
        CountPaid(payment.At);
    }

    internal void Invoice(string number, DateTimeOffset at) => (InvoiceNumber, InvoicedAt) = (number, at);

    internal void Happened(OrderEvent what)
    {
        what.Position = Events.Count == 0 ? 1 : Events.Max(e => e.Position) + 1;
        Events.Add(what);
    }

    private void CountPaid(DateTimeOffset? at)
    {
        PaymentState = (Paid, Refunded) switch
        {
            (0, _) => PaymentState.Unpaid,
            var (paid, refunded) when refunded >= paid => PaymentState.Refunded,
            (_, > 0) => PaymentState.PartlyRefunded,
            var (paid, _) => paid < Total ? PaymentState.PartlyPaid : PaymentState.Paid,
        };
        if (Paid > 0 && Paid >= Total)
            PaidAt ??= at;
    }

    private void FoldForSearch() =>
        SearchText = OrderLine.Cut(Text.Folded(string.Join(' ', Number, ExternalNumber, CustomerName, Email, Phone)), 400);
}
