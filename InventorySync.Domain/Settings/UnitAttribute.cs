namespace InventorySync.Domain.Settings;

/// <summary>What a number counts, as it stands behind its field: "days", "MB".</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(string unit) : Attribute
{
    public string Unit { get; } = unit;
}
