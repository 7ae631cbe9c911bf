namespace InventorySync.Benchmarks;

/// <summary>One figure of the product, measured on the real parts.</summary>
public interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>One line for the list.</summary>
    string Summary { get; }

    Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct);
}
