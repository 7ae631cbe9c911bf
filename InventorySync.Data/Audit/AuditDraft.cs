using InventorySync.Domain.Audit;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace InventorySync.Data.Audit;

/// <summary>An entry of the audit while it is put together.</summary>
internal sealed class AuditDraft(string action, IEntityType type, EntityEntry? thing, long? id)
{
    private readonly List<DraftField> _fields = [];

    public string Action { get; } = action;

    public IEntityType Type { get; } = type;

    public EntityEntry? Thing { get; } = thing;

    public long? Id { get; } = id;

    public string Kind => Type.ClrType.Name;

    /// <summary>Known later when only a part of the thing was loaded.</summary>
    public string Name { get; set; } = (thing?.Entity as IAudited)?.AuditName ?? "";

    public long? LocationId { get; init; }

    public IReadOnlyList<DraftField> Fields => _fields;

    public void Add(DraftField field) => _fields.Add(field);

    public IEnumerable<AuditedField> Written() => _fields
        .Select(f => new AuditedField { Name = f.Title, From = f.Secret ? AuditText.Hide(AuditText.Of(f.From)) : AuditText.Of(f.From), To = f.Secret ? AuditText.Hide(AuditText.Of(f.To)) : AuditText.Of(f.To) })
        .Where(f => f.From != f.To || f.From == AuditText.Hidden);
}

/// <summary>A changed value. References are the keys of things, which people read by their names.</summary>
internal sealed class DraftField(string name, object? from, object? to)
{
    public object? From { get; set; } = from;

    public object? To { get; set; } = to;

    public bool Secret { get; init; }

    /// <summary>What From and To point at, when they are keys of audited things (or lists of such keys).</summary>
    public IEntityType? Refers { get; init; }

    /// <summary>"RoomId" says "Room" once its value is a name.</summary>
    public string Title => Refers is not null && name.EndsWith("Id", StringComparison.Ordinal) ? name[..^2] : name;
}
