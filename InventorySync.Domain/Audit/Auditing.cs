namespace InventorySync.Domain.Audit;

public static class Auditing
{
    public const int LongestSearchText = 2000;

    /// <summary>Writes down what no save of an audited thing tells: a sign-in, an export, a change made by one statement over many rows.
    /// It is saved with the context, in the same transaction as what it tells of.</summary>
    public static AuditEntry Audit(
        this InventoryDb db, DateTimeOffset at, string action, string subjectKind, long? subjectId, string subjectName, IEnumerable<AuditedField>? fields = null)
    {
        var entry = db.AuditLine(at, action, subjectKind, subjectId, subjectName, fields);
        db.Audit.Add(entry);
        return entry;
    }

    /// <summary>The same for very many, to be loaded together.</summary>
    public static AuditEntry AuditLine(
        this InventoryDb db, DateTimeOffset at, string action, string subjectKind, long? subjectId, string subjectName, IEnumerable<AuditedField>? fields = null)
    {
        List<AuditedField> told = [.. fields ?? []];
        return new AuditEntry
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
            Fields = told,
            SearchText = SearchTextOf(db.Actor.Name, action, subjectKind, subjectName, told),
        };
    }

    private static string SearchTextOf(string actor, string action, string kind, string subject, List<AuditedField> fields)
    {
        var words = string.Join(' ', [actor, action, kind, subject, .. fields.SelectMany(f => new[] { f.Name, f.From, f.To }).Where(w => w is not null)]);
        var folded = Text.Folded(words);
        return folded.Length <= LongestSearchText ? folded : folded[..LongestSearchText];
    }
}
