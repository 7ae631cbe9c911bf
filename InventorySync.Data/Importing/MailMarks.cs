using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using InventorySync.Data.Api;
using InventorySync.Domain.Importing;

namespace InventorySync.Data.Importing;

/// <summary>What came of a mail or of a file in it.</summary>
public sealed record MailMark(int Status, long? RunId, string? Why = null)
{
    internal const int UnderWay = 202;
    internal const int Done = 200;

    // stays in the mailbox
    private const int Left = 203;

    // what was begun for it is undone with the mark set
    private const int Undone = 422;

    public bool IsWhole => Status == Done;

    public static MailMark Of(long runId, bool underWay) => new(underWay ? UnderWay : Done, runId);

    public static MailMark Whole() => new(Done, null);

    public static MailMark Refused() => new(Left, null);

    public static MailMark TakenBack(string why) => new(Undone, null, why);
}

/// <summary>Remembers which mails and files were worked on, among the calls that are carried out once.</summary>
public sealed class MailMarks(IdempotentCalls once, IDbContextFactory<InventoryDb> dbs, TimeProvider clock)
{
    private const string Prefix = "mailbox:";

    /// <summary>The mark; the work is done when there is none yet, in one transaction with it.</summary>
    public async Task<MailMark> OnceAsync(MailboxSettings mailbox, string what, Func<Task<MailMark>> work, CancellationToken ct = default)
    {
        var key = Hash(what);
        var (outcome, answer) = await once.OnceAsync(CallerOf(mailbox), key, key, async () =>
        {
            var mark = await work();
            return new ApiAnswer(mark.Status, null, mark.RunId?.ToString(CultureInfo.InvariantCulture), null, Encoding.UTF8.GetBytes(mark.Why ?? ""));
        }, ct);
        return answer is null
            ? throw new BusinessRuleException("Another look into the mailbox is under way ({0}).", outcome)
            : new MailMark(answer.Status, long.TryParse(answer.Location, CultureInfo.InvariantCulture, out var runId) ? runId : null, answer.Body.Length > 0 ? Encoding.UTF8.GetString(answer.Body) : null);
    }

    /// <summary>Which of these mails were worked on, and whether everything in them came in. They stay remembered while they lie in the mailbox.</summary>
    public async Task<Dictionary<string, bool>> DoneAsync(MailboxSettings mailbox, IReadOnlyList<string> uids, CancellationToken ct = default)
    {
        var (caller, now) = (CallerOf(mailbox), clock.GetUtcNow());
        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = await db.IdempotentCalls.Where(c => c.Caller == caller).Select(c => new { c.Key, c.Status, c.CalledAt }).ToDictionaryAsync(c => c.Key, ct);
        var done = new Dictionary<string, bool>();
        var fading = new List<string>();
        foreach (var uid in uids)
        {
            if (!known.TryGetValue(Hash(uid), out var call))
                continue;
            done[uid] = call.Status == MailMark.Done;
            if (now - call.CalledAt > IdempotentCalls.KeptFor / 4)
                fading.Add(call.Key);
        }

        foreach (var some in fading.Chunk(500))
            await db.IdempotentCalls.Where(c => c.Caller == caller && some.Contains(c.Key)).ExecuteUpdateAsync(set => set.SetProperty(c => c.CalledAt, now), ct);
        return done;
    }

    /// <summary>Files whose import was not seen to end.</summary>
    public async Task<IReadOnlyList<((string Caller, string Key) Mark, long RunId)>> UnderWayAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var calls = await db.IdempotentCalls.Where(c => c.Caller.StartsWith(Prefix) && c.Status == MailMark.UnderWay).Select(c => new { c.Caller, c.Key, c.Location }).ToListAsync(ct);
        return [.. calls.Select(c => ((c.Caller, c.Key), long.Parse(c.Location!, CultureInfo.InvariantCulture)))];
    }

    public async Task EndAsync((string Caller, string Key) mark, Func<Task> tell, CancellationToken ct = default)
    {
        await tell();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.IdempotentCalls.Where(c => c.Caller == mark.Caller && c.Key == mark.Key).ExecuteUpdateAsync(set => set.SetProperty(c => c.Status, MailMark.Done), ct);
    }

    private static string CallerOf(MailboxSettings mailbox) => Prefix + Hash($"{mailbox.Server.Trim().ToLowerInvariant()} {mailbox.User}")[..32];

    // servers tell capitals apart in their names, databases may not
    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
