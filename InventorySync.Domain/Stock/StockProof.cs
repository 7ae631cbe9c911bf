using InventorySync.Domain.Integrity;

namespace InventorySync.Domain.Stock;

/// <summary>A question to the stored stock that must be answered with silence.</summary>
public interface IStockCheck : IIntegrityCheck;

/// <summary>One run of the proof and what it found, kept so that everybody can see that the stock was right, and when.</summary>
public sealed class StockProof
{
    private const int MostKept = 200;

    private StockProof()
    {
    }

    public StockProof(DateTimeOffset startedAt, TimeSpan took, string actorName, IReadOnlyList<string> findings)
    {
        StartedAt = startedAt;
        Milliseconds = (long)took.TotalMilliseconds;
        ActorName = actorName;
        Count = findings.Count;
        Findings = [.. findings.Take(MostKept)];
    }

    public long Id { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public long Milliseconds { get; private set; }

    public string ActorName { get; private set; } = "";

    public int Count { get; private set; }

    /// <summary>The first ones, a sentence each.</summary>
    public List<string> Findings { get; private set; } = [];
}
