namespace InventorySync.Domain.Audit;

public static class Auditing
{
    /// <summary>Writes down what no save of an audited thing tells: a sign-in, an export, a change made by one statement over many rows.
    /// It is saved with the context, in the same transaction as what it tells of.</summary>
    public static AuditEntry Audit(
        this InventoryDb db, DateTimeOffset at, string action, string subjectKind, long? subjectId, string subjectName, IEnumerable<AuditedField>? fields = null)
    {
        var entry = new AuditEntry
        {
            At = at,
            ActorKind = db.Actor.Kind,
            ActorId = db.Actor.PersonId ?? db.Actor.ApiKeyId,
            ActorName = db.Actor.Name,
            Address = db.Actor.Address,
            Action = action,
            SubjectKind = subjectKind,
            SubjectId = subjectId,
            SubjectName = subjectName,
            Fields = [.. fields ?? []],
        };
        db.Audit.Add(entry);
        return entry;
    }
}
