using InventorySync.Domain.Jobs;
using Quartz;

namespace InventorySync.Domain.Access;

/// <summary>Forgets sessions, links and invitations that have been over for months. What happened stays in the audit.</summary>
public sealed class SignInRetention(IDbContextFactory<InventoryDb> dbs, TimeProvider clock, Progress progress)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public async Task RemoveOldAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var before = clock.GetUtcNow() - Kept;
        // the last one of each person says when that person was last seen
        var newest = db.Sessions.GroupBy(s => s.PersonId).Select(g => g.Max(s => s.Id));
        var removed = await db.Sessions.Where(s => (s.EndedAt < before || s.LastSeenAt < before) && !newest.Contains(s.Id)).ExecuteDeleteAsync(ct);
        removed += await db.PasswordLinks.Where(l => l.ExpiresAt < before).ExecuteDeleteAsync(ct);
        removed += await db.Invitations.Where(i => i.AcceptedAt < before || i.RevokedAt < before).ExecuteDeleteAsync(ct);
        progress.Say(new Sentence("{0} old sign-ins removed.", removed));
    }
}

[Job("Remove old sign-ins", "Sessions, links and invitations that have been over for three months are forgotten.")]
public sealed class RemoveOldSessions(SignInRetention retention) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await retention.RemoveOldAsync(cancellationToken);
}
