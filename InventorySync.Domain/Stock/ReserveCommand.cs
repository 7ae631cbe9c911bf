namespace InventorySync.Domain.Stock;

public enum Extent
{
    /// <summary>Every line in full, or nothing at all.</summary>
    AllOrNothing,

    /// <summary>What there is; the answer tells what is missing.</summary>
    AsMuchAsThereIs,
}

/// <summary>One wanted variant. Without a location, sourcing chooses among those that serve online orders.</summary>
public sealed record WantedLine(long VariantId, decimal Quantity)
{
    public long? LocationId { get; init; }
}

public sealed record ReserveCommand(string Key, ReservationHolder Holder, IReadOnlyList<WantedLine> Lines)
{
    public Extent Extent { get; init; }

    /// <summary>Where it is to be sent: of several locations the nearest serves. Without it they are asked by their priority.</summary>
    public GeoPoint? Near { get; init; }

    /// <summary>The locations that may serve lines without one of their own; all that serve online orders when empty.</summary>
    public IReadOnlyCollection<long> Among { get; init; } = [];

    /// <summary>Whose holds make room for these, such as those of the cart that becomes this order: nobody can slip in between, and when the new
    /// holds are refused the old ones stay.</summary>
    public HoldOwner? Replacing { get; init; }

    public void Check()
    {
        if (string.IsNullOrWhiteSpace(Key) || Key.Length > StockLimits.LongestKey)
            throw Refused(nameof(Key), "Give the command a key of 1 to {0} characters, so that it is carried out once only.", StockLimits.LongestKey);
        if (Lines.Count == 0)
            throw Refused(nameof(Lines), "There is nothing to reserve.");
        if (Lines.Count > StockLimits.MostLines)
            throw Refused(nameof(Lines), "Reserve at most {0} lines at once.", StockLimits.MostLines);
        if (Lines.Any(l => l.Quantity <= 0))
            throw Refused(nameof(WantedLine.Quantity), "Enter a quantity above zero.");
        if (Holder.OwnerNumber.Length > 60)
            throw Refused(nameof(ReservationHolder.OwnerNumber), "Use at most 60 characters for the number.");
    }

    internal static BusinessRuleException TooLate() => Refused(nameof(ReservationHolder.ExpiresAt), "The time to hold until is over already. Enter a later one.");

    private static BusinessRuleException Refused(string field, string sentence, params object[] arguments) => new(sentence, arguments) { Field = field };
}

/// <summary>A point on the earth, in degrees.</summary>
public sealed record GeoPoint(double Latitude, double Longitude)
{
    private const double EarthKm = 6371;

    /// <summary>As the crow flies.</summary>
    public double KmTo(double latitude, double longitude)
    {
        var (from, to) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(latitude));
        var half = Math.Pow(Math.Sin((to - from) / 2), 2) + Math.Cos(from) * Math.Cos(to) * Math.Pow(Math.Sin(double.DegreesToRadians(longitude - Longitude) / 2), 2);
        return 2 * EarthKm * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }
}

/// <summary>What became of one wanted variant.</summary>
public sealed record ReservedLine(long VariantId, decimal Wanted, decimal Held)
{
    public decimal Missing => Wanted - Held;

    /// <summary>How much of it could have been held when the whole was refused; otherwise what is held.</summary>
    public decimal Possible { get; init; } = Held;
}

public sealed record ReserveAnswer(IReadOnlyList<ReservedLine> Lines, IReadOnlyList<Reservation> Holds)
{
    public bool Complete => Lines.All(l => l.Missing == 0);
}
