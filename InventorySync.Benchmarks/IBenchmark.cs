namespace InventorySync.Benchmarks;

/// <summary>One figure of the product, measured on the real parts.</summary>
public interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>One line for the list.</summary>
    string Summary { get; }

    /// <summary>True where --out gets something else than the line of figures.</summary>
    bool WritesOut => false;

    Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct);
}
