namespace InventorySync.Domain.Operation;

public enum HealthState
{
    Good,

    /// <summary>It works; somebody should look at it soon.</summary>
    Watch,

    Bad,
}

/// <summary>What was found, and what to do about it, in words for whoever runs the shop.</summary>
public sealed record HealthAnswer(HealthState State, Sentence Said, Sentence? Remedy = null)
{
    public static HealthAnswer Good(string text, params object[] arguments) => new(HealthState.Good, new Sentence(text, arguments));
}

/// <summary>One thing that has to be well for the shop to run. A capability adds those about its own parts.</summary>
public interface IHealthQuestion
{
    string Title { get; }

    /// <summary>A symbol of the icon font.</summary>
    string Icon { get; }

    /// <summary>While it is bad, this node gets no visitors.</summary>
    bool NeededToServe { get; }

    Task<HealthAnswer> AskAsync(CancellationToken ct);
}
