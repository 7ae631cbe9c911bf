namespace InventorySync.Domain.Audit;

/// <summary>Who changed what, from what to what, when and from where.</summary>
public sealed class AuditEntry : IAppendOnly
{
    public long Id { get; private set; }

    public DateTimeOffset At { get; init; }

    public Access.ActorKind ActorKind { get; init; }

    public long? ActorId { get; init; }

    public string ActorName { get; init; } = "";

    public string? Address { get; init; }

    /// <summary>created, changed, deleted, or a verb of its own such as "signed in".</summary>
    public string Action { get; init; } = "";

    public string SubjectKind { get; init; } = "";

    public long? SubjectId { get; init; }

    public string SubjectName { get; init; } = "";

    /// <summary>The location it happened in, for readers who are limited to some.</summary>
    public long? LocationId { get; set; }

    public List<AuditedField> Fields { get; init; } = [];

    /// <summary>All its words, folded, for the search.</summary>
    public string SearchText { get; init; } = "";
}

public sealed class AuditedField
{
    public string Name { get; init; } = "";

    public string? From { get; init; }

    public string? To { get; init; }
}
