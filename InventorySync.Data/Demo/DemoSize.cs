namespace InventorySync.Data.Demo;

/// <summary>How much of a shop the demo is.</summary>
public sealed record DemoSize(int Variants, int Days)
{
    public static readonly DemoSize Usual = new(2000, 760);
}
