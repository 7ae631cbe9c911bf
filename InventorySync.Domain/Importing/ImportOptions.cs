namespace InventorySync.Domain.Importing;

public enum EmptyCells
{
    /// <summary>An empty cell leaves what is there.</summary>
    Leave,

    /// <summary>An empty cell takes away what is there.</summary>
    Clear,
}

public enum RowsToTake
{
    CreateAndChange,
    OnlyChange,
    OnlyCreate,
}

/// <summary>How the rows are taken, as somebody chose it.</summary>
public sealed record ImportOptions
{
    /// <summary>One wrong row, and nothing at all is imported.</summary>
    public bool AllOrNothing { get; init; }

    public EmptyCells EmptyCells { get; init; }

    public RowsToTake Take { get; init; }

    /// <summary>Values that hold for every row, by the key of the field.</summary>
    public IReadOnlyDictionary<string, string> Fixed { get; init; } = new Dictionary<string, string>();
}
