using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Settings;
using Quartz;

namespace InventorySync.Data.Importing;

/// <summary>Imports the tables that named senders attach to mails. Each file, and each mail, is done once: its mark is saved in one transaction with
/// what came of it, and kept as long as the mail lies in the mailbox. Refused mails stay there.</summary>
public sealed class MailboxImports(
    Imports imports, IMailboxes mailboxes, ShopSettings settings, MailMarks marks, Notifications notifications, Progress progress)
{
    /// <summary>The others follow at the next look.</summary>
    public const int MailsAtOnce = 50;

    private const string Settings = "/settings/import-mailbox";

    public async Task LookAsync(CancellationToken ct = default)
    {
        var chosen = await settings.GetAsync<MailboxSettings>();
        await TellOfEndedAsync(ct);
        if (!chosen.IsChosen)
            return;

        await using var mailbox = await OpenAsync(chosen, ct);
        var waiting = await mailbox.WaitingAsync(ct);
        var done = await marks.DoneAsync(chosen, [.. waiting.Select(m => m.Uid)], ct);
        var (files, strangers) = (0, new List<(string Sender, string Uid)>());
        foreach (var mail in waiting.Where(m => !done.ContainsKey(m.Uid)).Take(MailsAtOnce))
        {
            var result = await WorkOnAsync(mailbox, chosen, mail, ct);
            files += result.Taken;
            if (result.Stranger is { } stranger)
                strangers.Add((stranger, mail.Uid));
            if (result.IsWhole)
                done[mail.Uid] = true;
        }

        await TellOfStrangersAsync(chosen, strangers, ct);
        // also what an earlier look took in and could not remove any more
        foreach (var mail in waiting.Where(m => chosen.Remove && done.GetValueOrDefault(m.Uid)))
            await mailbox.RemoveAsync(mail.Number, ct);
        await mailbox.CloseAsync(ct);
        if (files > 0)
            progress.Say(new Sentence("{0} files from mails taken in.", files));
    }

    private async Task<IOpenMailbox> OpenAsync(MailboxSettings chosen, CancellationToken ct)
    {
        try
        {
            return await mailboxes.OpenAsync(chosen, ct);
        }
        catch (MailboxException refused) when (refused.SignInRefused)
        {
            await marks.OnceAsync(chosen, "sign-in:" + chosen.Password, async () =>
            {
                await TellAsync(NotificationKind.Problem, Settings, new Sentence("The mailbox for imports does not let us in any more. Enter its password anew in the settings."), ct);
                return MailMark.Refused();
            }, ct);
            throw;
        }
    }

    private async Task<(int Taken, bool IsWhole, string? Stranger)> WorkOnAsync(IOpenMailbox mailbox, MailboxSettings chosen, WaitingMail mail, CancellationToken ct)
    {
        var head = new MailHead("", "");
        try
        {
            head = await mailbox.HeadAsync(mail.Number, ct);
            if (!chosen.Names(head.Sender))
                return (0, false, head.Sender.Length == 0 ? "?" : head.Sender);

            if (mail.Size > chosen.LargestBytes)
                throw new UnreadableMailException("It is larger than {0} MB.", chosen.LargestMegabytes);
            var read = await mailbox.ReadAsync(mail.Number, ct);
            if (read.Tables.Count == 0)
                throw new UnreadableMailException("No table is attached to it. Tables are files of the kinds .csv, .tsv, .txt and .xlsx.");
            return await TakeInAsync(chosen, mail, head, read.Tables, ct);
        }
        catch (UnreadableMailException refusal)
        {
            await RefuseAsync(chosen, mail.Uid, new Sentence("The mail “{0}” from {1} was not imported: {2}", head.Subject, head.Sender, refusal.Message), ct);
            return (0, false, null);
        }
    }

    private async Task<(int Taken, bool IsWhole, string? Stranger)> TakeInAsync(MailboxSettings chosen, WaitingMail mail, MailHead head, IReadOnlyList<AttachedTable> tables, CancellationToken ct)
    {
        var taken = 0;
        for (var number = 0; number < tables.Count; number++)
        {
            var table = tables[number];
            var key = FormattableString.Invariant($"{mail.Uid} {number}");
            var mark = await marks.OnceAsync(chosen, key, () => BeginAsync(chosen, head, table, ct), ct);
            if (mark.Why is { } why)
                await RefuseAsync(chosen, key + " told", new Sentence("“{0}” from {1} was not imported: {2}", table.Name, head.Sender, why), ct);
            else
                taken++;
        }

        var whole = taken == tables.Count;
        await marks.OnceAsync(chosen, mail.Uid, () => Task.FromResult(whole ? MailMark.Whole() : MailMark.Refused()), ct);
        return (taken, whole, null);
    }

    private async Task<MailMark> BeginAsync(MailboxSettings chosen, MailHead head, AttachedTable table, CancellationToken ct)
    {
        try
        {
            return await StartAsync(chosen, head, table, ct);
        }
        catch (BusinessRuleException refusal)
        {
            return MailMark.TakenBack(refusal.Message);
        }
    }

    private async Task<MailMark> StartAsync(MailboxSettings chosen, MailHead head, AttachedTable table, CancellationToken ct)
    {
        using var content = new MemoryStream(table.Content, writable: false);
        var kind = NamedKind(head.Subject) ?? NamedKind(Path.GetFileNameWithoutExtension(table.Name));
        var runId = await imports.TakeInAsync(table.Name, content, kind, ct);
        var run = await imports.FindAsync(runId, ct);
        await imports.CheckAsync(runId, run.Kind, run.Columns, run.Options with { AllOrNothing = chosen.AllOrNothing }, goOn: chosen.WithoutAsking, ct);
        if (!chosen.WithoutAsking)
            await TellAsync(NotificationKind.News, PageOf(runId), new Sentence("“{0}” came by mail from {1}. Look at its rows, then import it.", table.Name, head.Sender), ct);
        return MailMark.Of(runId, underWay: chosen.WithoutAsking);
    }

    /// <summary>The one kind that a subject or a file name speaks of, such as “prices” or “Stock levels”; none where it speaks of several.</summary>
    private string? NamedKind(string words)
    {
        var said = " " + WordsOf(words) + " ";
        var named = imports.Kinds.Where(k => said.Contains($" {WordsOf(k.Name)} ", StringComparison.Ordinal) || said.Contains($" {WordsOf(k.Title)} ", StringComparison.Ordinal)).ToList();
        return named.Count == 1 ? named[0].Name : null;
    }

    private static string WordsOf(string text) =>
        string.Join(' ', new string([.. Text.Folded(text).Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // what was started without asking is followed to its end
    private async Task TellOfEndedAsync(CancellationToken ct)
    {
        foreach (var (key, runId) in await marks.UnderWayAsync(ct))
        {
            var run = await FindAsync(runId, ct);
            if (run?.State is ImportState.Checking or ImportState.Running or ImportState.Undoing)
                continue;

            await marks.EndAsync(key, async () =>
            {
                if (run is { State: not (ImportState.Done or ImportState.Undone) })
                    await TellAsync(NotificationKind.Problem, PageOf(runId), new Sentence("“{0}” came by mail and was not imported. Its page says why.", run.Name), ct);
                else if (run is { Wrong: > 0 })
                    await TellAsync(NotificationKind.Warning, PageOf(runId), new Sentence("“{0}” came by mail: {1} rows were wrong; the others came in.", run.Name, run.Wrong), ct);
            }, ct);
        }
    }

    private async Task<ImportRun?> FindAsync(long runId, CancellationToken ct)
    {
        try
        {
            return await imports.FindAsync(runId, ct);
        }
        catch (NotFoundException)
        {
            // somebody forgot it meanwhile
            return null;
        }
    }

    private Task RefuseAsync(MailboxSettings chosen, string key, Sentence said, CancellationToken ct) => marks.OnceAsync(chosen, key, async () =>
    {
        await TellAsync(NotificationKind.Warning, "/import", said, ct);
        return MailMark.Refused();
    }, ct);

    private async Task TellOfStrangersAsync(MailboxSettings chosen, List<(string Sender, string Uid)> strangers, CancellationToken ct)
    {
        if (strangers.Count == 0)
            return;

        await TellAsync(NotificationKind.Warning, Settings, strangers.Count == 1
            ? new Sentence("A mail from {0} was not read, because the settings of the mailbox do not name this sender.", strangers[0].Sender)
            : new Sentence("{0} mails were not read, because the settings of the mailbox do not name their senders. The first came from {1}.", strangers.Count, strangers[0].Sender), ct);
        foreach (var (_, uid) in strangers)
            await marks.OnceAsync(chosen, uid, () => Task.FromResult(MailMark.Refused()), ct);
    }

    private Task TellAsync(NotificationKind kind, string href, Sentence said, CancellationToken ct) =>
        notifications.TellThoseWhoMayAsync(Permissions.DataImport, new News(kind, said) { Href = href }, ct);

    private static string PageOf(long runId) => FormattableString.Invariant($"/import/{runId}");
}

[Job("Import from the mailbox", "Tables that named senders attach to mails are imported.")]
public sealed class LookIntoMailbox(MailboxImports mailbox) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await mailbox.LookAsync(cancellationToken);
}
