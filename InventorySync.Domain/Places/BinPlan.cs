using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace InventorySync.Domain.Places;

/// <summary>One step of a bin's code: aisles A to D, racks 1 to 12. Numbers get leading zeros up to Digits.</summary>
public sealed record BinPlanPart
{
    public string From { get; set; } = "";

    public string To { get; set; } = "";

    public int Digits { get; set; } = 2;

    internal bool IsEmpty => string.IsNullOrWhiteSpace(From) && string.IsNullOrWhiteSpace(To);
}

/// <summary>A whole wall of bins at once: aisle, rack and level run through their ranges, as in A-01-01 … D-12-05.</summary>
public sealed record BinPlan : IValidatableObject
{
    public const int MostBins = 5_000;

    private const int MostDigits = 4;

    private delegate bool Reading(string text, out long value);

    [StringLength(12, ErrorMessage = "Use at most 12 characters before the code.")]
    public string? Prefix { get; set; }

    [StringLength(3, ErrorMessage = "Use at most 3 characters between the parts.")]
    public string? Separator { get; set; } = "-";

    public BinPlanPart Aisles { get; set; } = new() { From = "A", To = "D" };

    public BinPlanPart Racks { get; set; } = new() { From = "1", To = "12" };

    public BinPlanPart Levels { get; set; } = new() { From = "1", To = "5" };

    public long? RoomId { get; set; }

    [EnumDataType(typeof(BinKind), ErrorMessage = "Choose shelf, bin or pallet.")]
    public BinKind Kind { get; set; } = BinKind.Shelf;

    /// <summary>All codes in the order a person walks along them.</summary>
    public IReadOnlyList<string> Codes()
    {
        Input.Check(this);
        List<string> codes = [Text.Tidy(Prefix)];
        foreach (var (_, part) in Parts())
        {
            var steps = StepsOf(part);
            codes = [.. codes.SelectMany(code => steps.Select(step => code.Length == 0 ? step : $"{code}{Separator}{step}"))];
        }

        return codes;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var broken = Parts().Select(p => ProblemOf(p.Name, p.Part)).OfType<ValidationResult>().ToList();
        if (broken.Count > 0)
            return broken;
        if (!Parts().Any())
            return [new("Enter at least the aisles, such as A to D.", [nameof(Aisles)])];

        var bins = Parts().Aggregate(1L, (product, p) => Math.Min(product * LengthOf(p.Part), int.MaxValue));
        if (bins > MostBins)
            return [new("This makes more than 5,000 bins. Make them in several runs, such as one for each aisle.", [nameof(Aisles)])];
        return LongestCode() > BinDetails.LongestCode
            ? [new("The codes become longer than 32 characters. Shorten what stands before them.", [nameof(Prefix)])]
            : [];
    }

    private IEnumerable<(string Name, BinPlanPart Part)> Parts() =>
        new[] { (nameof(Aisles), Aisles), (nameof(Racks), Racks), (nameof(Levels), Levels) }.Where(p => !p.Item2.IsEmpty);

    private int LongestCode() =>
        Text.Tidy(Prefix).Length + Parts().Sum(p => (Separator?.Length ?? 0) + Math.Max(p.Part.To.Trim().Length, Number(p.Part.To, out _) ? p.Part.Digits : 0));

    private static ValidationResult? ProblemOf(string name, BinPlanPart part)
    {
        if (part.Digits is < 1 or > MostDigits)
            return new("Use 1 to 4 digits.", [name]);
        if (ReadingOf(part) is not { } reading)
            return new("Enter two numbers, such as 1 to 12, or two letters, such as A to D.", [name]);

        reading(part.From, out var from);
        reading(part.To, out var to);
        return to < from ? new("The last one comes before the first. Swap them.", [name]) : null;
    }

    private static long LengthOf(BinPlanPart part)
    {
        var reading = ReadingOf(part)!;
        reading(part.From, out var from);
        reading(part.To, out var to);
        return to - from + 1;
    }

    private static List<string> StepsOf(BinPlanPart part)
    {
        var numbers = Number(part.From, out _);
        ReadingOf(part)!(part.From, out var from);
        return
        [
            .. Enumerable.Range(0, (int)LengthOf(part)).Select(i => numbers
                ? (from + i).ToString(CultureInfo.InvariantCulture).PadLeft(part.Digits, '0')
                : LettersOf(from + i)),
        ];
    }

    private static Reading? ReadingOf(BinPlanPart part) =>
        Number(part.From, out _) && Number(part.To, out _) ? Number
        : Letters(part.From, out _) && Letters(part.To, out _) ? Letters
        : null;

    private static bool Number(string text, out long value) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= 9999;

    // A is 1, Z is 26, AA is 27, as the columns of a spreadsheet
    private static bool Letters(string text, out long value)
    {
        var letters = text.Trim().ToUpperInvariant();
        value = letters.Aggregate(0L, (sum, letter) => (sum * 26) + letter - 'A' + 1);
        return letters.Length is 1 or 2 && letters.All(char.IsAsciiLetterUpper);
    }

    private static string LettersOf(long value) =>
        value > 26 ? $"{(char)('A' + ((value - 1) / 26) - 1)}{(char)('A' + ((value - 1) % 26))}" : $"{(char)('A' + value - 1)}";
}
