namespace InventorySync.Domain.Common;

/// <summary>A step of the demo shop that is done. Only a database that holds such rows is ever filled with demo data.</summary>
public sealed class DemoMark
{
    public DemoMark(string step, DateTimeOffset at)
    {
        Step = step;
        At = at;
    }

    private DemoMark()
    {
    }

    public string Step { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}
