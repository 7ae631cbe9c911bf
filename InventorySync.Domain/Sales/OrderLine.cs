namespace InventorySync.Domain.Sales;

/// <summary>One line of an order: what was sold, as it was called and cost then, and how far it has come.</summary>
public sealed class OrderLine
{
    private OrderLine()
    {
    }

    internal OrderLine(int position, SoldThing sold)
    {
        Position = position;
        VariantId = sold.VariantId;
        Counted = sold.Counted;
        ExternalId = sold.ExternalId;
        Sku = Cut(sold.Sku, 80);
        Name = Cut(sold.Name, 300);
        Quantity = sold.Quantity;
        Reprice(sold);
    }

    public long Id { get; private set; }

    public long OrderId { get; private set; }

    public int Position { get; private set; }

    /// <summary>Null for something a channel sold that is not in the catalogue yet.</summary>
    public long? VariantId { get; private set; }

    /// <summary>False for services and downloads: they are sold, but nothing is held and nothing leaves.</summary>
    public bool Counted { get; private set; }

    /// <summary>How the channel calls this line.</summary>
    public string? ExternalId { get; private set; }

    public string Sku { get; private set; } = "";

    public string Name { get; private set; } = "";

    public decimal Quantity { get; private set; }

    /// <summary>Taken off the order before it was sent.</summary>
    public decimal Cancelled { get; private set; }

    /// <summary>Held for it now.</summary>
    public decimal Reserved { get; private set; }

    public decimal Shipped { get; private set; }

    public decimal Returned { get; private set; }

    public decimal UnitPrice { get; private set; }

    public decimal Discount { get; private set; }

    public string TaxClass { get; private set; } = "";

    public decimal TaxPercent { get; private set; }

    public decimal? GivenTax { get; private set; }

    /// <summary>What its price came from, in words.</summary>
    public string? PriceNote { get; private set; }

    public decimal Amount { get; private set; }

    public decimal DiscountShare { get; private set; }

    public decimal Net { get; private set; }

    public decimal Tax { get; private set; }

    public decimal Total => Net + Tax;

    /// <summary>Still to be sent.</summary>
    public decimal Open => Quantity - Cancelled - Shipped;

    /// <summary>Still to be sent, and not held: there was too little.</summary>
    public decimal Missing => Open - Reserved;

    public decimal Returnable => Shipped - Returned;

    internal PricedLine Priced
    {
        get
        {
            var kept = Quantity == 0 ? 0 : (Quantity - Cancelled) / Quantity;
            return new PricedLine(Quantity - Cancelled, UnitPrice, TaxPercent) { Discount = Discount * kept, GivenTax = GivenTax * kept };
        }
    }

    internal void Reprice(SoldThing sold)
    {
        (UnitPrice, Discount, TaxClass, TaxPercent, GivenTax) = (sold.UnitPrice, sold.Discount, sold.TaxClass, sold.TaxPercent, sold.GivenTax);
        PriceNote = sold.PriceNote is { Length: > 400 } note ? note[..400] : sold.PriceNote;
    }

    internal void Cost(LineSums sums) => (Amount, DiscountShare, Net, Tax) = (sums.Amount, sums.DiscountShare, sums.Net, sums.Tax);

    /// <summary>Something unknown turned out to be this variant.</summary>
    internal void Match(long variantId, string sku, bool counted) => (VariantId, Sku, Counted) = (variantId, sku, counted);

    /// <summary>As the channel says it now: never less than what has left already.</summary>
    internal void Order(decimal quantity, decimal cancelled)
    {
        Quantity = Math.Max(quantity, Shipped);
        Cancelled = Math.Clamp(cancelled, 0, Quantity - Shipped);
    }

    internal void Hold(decimal quantity) => Reserved = Within(Reserved + quantity, Open);

    internal void LetGo(decimal quantity) => Reserved = Within(Reserved - quantity, Open);

    internal void Ship(decimal quantity)
    {
        Reserved = Math.Max(0, Reserved - quantity);
        Shipped = Within(Shipped + quantity, Quantity - Cancelled);
    }

    internal void Cancel(decimal quantity) => Cancelled = Within(Cancelled + quantity, Quantity - Shipped);

    internal void Return(decimal quantity) => Returned = Within(Returned + quantity, Shipped);

    private decimal Within(decimal quantity, decimal most) => quantity >= 0 && quantity <= most
        ? quantity
        : throw new BusinessRuleException("“{0}”: {1} is not between 0 and {2}. Check the quantities of this line.", Name, quantity, most) { Field = nameof(Quantity) };

    internal static string Cut(string? text, int most) => Text.Tidy(text) is var tidy && tidy.Length > most ? tidy[..most] : tidy;
}

/// <summary>What goes onto a line.</summary>
public sealed record SoldThing(long? VariantId, string Sku, string Name, decimal Quantity, decimal UnitPrice)
{
    public bool Counted { get; init; } = true;

    public string? ExternalId { get; init; }

    public decimal Discount { get; init; }

    public string TaxClass { get; init; } = "";

    public decimal TaxPercent { get; init; }

    public decimal? GivenTax { get; init; }

    public string? PriceNote { get; init; }
}
