namespace InventorySync.Data;

/// <summary>Something outside the program keeps it from starting or going on: what it is, and what the reader can do. Shown as one paragraph, without a stack trace.</summary>
public sealed class StartProblemException : Exception
{
    public StartProblemException(string problem, string remedy, Exception? cause = null)
        : base($"{problem.TrimEnd()} {remedy.Trim()}", cause)
    {
        Problem = problem;
        Remedy = remedy;
    }

    public string Problem { get; }

    public string Remedy { get; }
}
