using System.Globalization;

namespace InventorySync.Benchmarks;

/// <summary>What was asked for: NAME [--size N] [--seconds N] [--data FOLDER] [--out FILE].</summary>
public sealed record BenchmarkOptions(string Name)
{
    /// <summary>How much there is to work on; each benchmark has its own default.</summary>
    public int? Size { get; init; }

    /// <summary>How long it may measure; each benchmark has its own default.</summary>
    public int? Seconds { get; init; }

    /// <summary>Where the databases and files of the run are put.</summary>
    public string Data { get; init; } = "";

    public string? Out { get; init; }

    public static BenchmarkOptions? Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count % 2 == 0 || arguments[0].StartsWith('-'))
            return null;
        var options = new BenchmarkOptions(arguments[0]);
        for (var i = 1; i < arguments.Count; i += 2)
        {
            if (With(options, arguments[i], arguments[i + 1]) is not { } next)
                return null;
            options = next;
        }
        return options;
    }

    private static BenchmarkOptions? With(BenchmarkOptions options, string name, string value) => name switch
    {
        "--size" when Number(value) is { } size => options with { Size = size },
        "--seconds" when Number(value) is { } seconds => options with { Seconds = seconds },
        "--data" => options with { Data = Path.GetFullPath(value) },
        "--out" => options with { Out = Path.GetFullPath(value) },
        _ => null,
    };

    private static int? Number(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
