namespace InventorySync.Domain.Jobs;

/// <summary>What the shop calls a job and what it is for, in plain words. The jobs page shows both, translated.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class JobAttribute(string title, string description) : Attribute
{
    public string Title { get; } = title;

    public string Description { get; } = description;
}
