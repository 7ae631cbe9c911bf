using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Mail;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;
using Quartz;

namespace InventorySync.Domain.Purchasing;

/// <summary>Writes an order on paper, for the supplier.</summary>
public interface IPurchasePaper
{
    Task<(byte[] File, string Name)> WriteAsync(long orderId, CancellationToken ct = default);
}

/// <summary>Sends orders to suppliers: by mail, or by noting that they went another way.</summary>
public sealed class Sending(PurchaseBook book, ShopSettings settings, CurrentActor actor)
{
    /// <summary>Whether the shop has a mail server to send with.</summary>
    public async Task<bool> MayMailAsync() => (await settings.GetAsync<SmtpSettings>()).IsChosen;

    /// <summary>Mails the order with its paper. A second click while the first mail is on its way sends nothing more.</summary>
    public async Task MailAsync(long orderId, PurchaseMailDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        Input.Check(details);
        if (!await MayMailAsync())
            throw new BusinessRuleException("No mail server is entered yet. Download the PDF, send it yourself and mark the order as sent, or enter the server under Settings, Outgoing mail.");
        await book.ChangeAsync(orderId, async (db, order) =>
        {
            order.DemandOpen();
            if (await db.PurchaseMails.AnyAsync(m => m.PurchaseOrderId == orderId && m.State == PurchaseMailState.Waiting, ct))
                return false;

            await db.PurchaseMails.AddAsync(new PurchaseMail(orderId, Text.Tidy(details.To), Text.Tidy(details.Subject), details.Body.Trim(), book.Maker), ct);
            book.Tell(db, order, new PurchaseMailAsked(orderId));
            book.TellChanged(db, order);
            return true;
        }, ct);
    }

    /// <summary>It went by phone, by post or over the supplier's own page.</summary>
    public Task MarkSentAsync(long orderId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            order.Send(to: "", book.Now);
            await PurchaseOrders.StopMailAsync(db, order, ct);
            book.Happened(order, PurchaseEventKind.Sent, "Marked as sent.");
            await SendingEvents.TellAsync(book, db, order, ct);
            return true;
        }, ct);
    }
}

internal static class SendingEvents
{
    public static async Task TellAsync(PurchaseBook book, InventoryDb db, PurchaseOrder order, CancellationToken ct)
    {
        var supplier = await db.Suppliers.Where(s => s.Id == order.SupplierId).Select(s => s.Name).FirstAsync(ct);
        book.Tell(db, order, new PurchaseSent(order.Id, order.Number, supplier));
        book.TellChanged(db, order);
    }
}

/// <summary>Hands waiting mails to the mail server, each by one node at a time, and keeps in the row what became of it.</summary>
public sealed class PurchasePost(IDbContextFactory<InventoryDb> dbs, PurchaseBook book, IMailSender mails, Lazy<IPurchasePaper> papers, Notifications notifications, ShopSettings settings, TimeProvider clock)
{
    // who took a mail and died with it has not answered until then
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>The answer is how many went out.</summary>
    public async Task<int> SendDueAsync(CancellationToken ct = default)
    {
        var sent = 0;
        foreach (var mailId in await DueAsync(ct))
        {
            if (await TakeAsync(mailId, ct) && await SendAsync(mailId, ct))
                sent++;
        }

        return sent;
    }

    private async Task<List<long>> DueAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.PurchaseMails.Where(m => m.State == PurchaseMailState.Waiting && m.NextTryAt <= now).OrderBy(m => m.NextTryAt).Select(m => m.Id).Take(50).ToListAsync(ct);
    }

    private async Task<bool> TakeAsync(long mailId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.PurchaseMails.Where(m => m.Id == mailId && m.State == PurchaseMailState.Waiting && m.NextTryAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, now + Lease).SetProperty(m => m.Attempts, m => m.Attempts + 1), ct) == 1;
    }

    private async Task<bool> SendAsync(long mailId, CancellationToken ct)
    {
        PurchaseMail mail;
        await using (var db = await dbs.CreateDbContextAsync(ct))
            mail = await db.PurchaseMails.AsNoTracking().FirstAsync(m => m.Id == mailId, ct);
        try
        {
            var smtp = await settings.GetAsync<SmtpSettings>();
            if (!smtp.IsChosen)
                throw new MailNotSentException("No mail server is entered any more.") { ForGood = true };
            var (file, name) = await papers.Value.WriteAsync(mail.PurchaseOrderId, ct);
            var from = smtp.FromName.Length > 0 ? smtp.FromName : (await settings.GetAsync<ShopProfile>()).Name;
            await mails.SendAsync(new OutgoingMail(mail.MessageToken, mail.To, mail.Subject, mail.Body) { Files = [new MailFile(name, "application/pdf", file)] }, smtp with { FromName = from }, ct);
        }
        catch (BusinessRuleException problem)
        {
            await FailedAsync(mail, problem, ct);
            return false;
        }

        await DeliveredAsync(mail, ct);
        return true;
    }

    private Task DeliveredAsync(PurchaseMail sent, CancellationToken ct) => book.ChangeAsync(sent.PurchaseOrderId, async (db, order) =>
    {
        var mail = await db.PurchaseMails.FirstAsync(m => m.Id == sent.Id, ct);
        mail.Delivered(book.Now);
        if (order.IsOpen)
            order.Send(mail.To, book.Now);
        book.Happened(order, PurchaseEventKind.Sent, new Sentence("Mailed to {0}, asked for by {1}.", mail.To, mail.RequestedBy));
        await SendingEvents.TellAsync(book, db, order, ct);
        return true;
    }, ct);

    private Task FailedAsync(PurchaseMail tried, BusinessRuleException problem, CancellationToken ct) => book.ChangeAsync(tried.PurchaseOrderId, async (db, order) =>
    {
        var mail = await db.PurchaseMails.FirstAsync(m => m.Id == tried.Id, ct);
        if (mail.State != PurchaseMailState.Waiting)
            return false;

        mail.Failed(problem.Message, problem is MailNotSentException { ForGood: true } or NotFoundException, book.Now);
        if (mail.State == PurchaseMailState.Failed)
        {
            book.Happened(order, PurchaseEventKind.NotSent, new Sentence("The mail to {0} did not go out: {1}", mail.To, problem.Message));
            await notifications.AddForThoseWhoMayAsync(db, Permissions.PurchasingManage, new News(NotificationKind.Problem, "Purchase order {0} could not be mailed to {1}. Look at the order.", order.Number, mail.To)
            {
                Href = FormattableString.Invariant($"/purchasing/orders/{order.Id}"),
            }, ct);
        }

        book.TellChanged(db, order);
        return true;
    }, ct);
}

/// <summary>Sends a mail at once when it is asked for; the job sends what could not be sent then.</summary>
[Follower("Mails to suppliers", "Sends purchase orders by mail as soon as somebody asks for it.")]
public sealed class PurchaseMails(PurchasePost post) : IFollower
{
    public string Name => "purchase-mails";

    public async Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        if (batch.Any(m => m.Kind == nameof(PurchaseMailAsked)))
            await post.SendDueAsync(ct);
    }
}

[Job("Mails to suppliers", "Sends purchase orders that could not be mailed at once, again and again after longer pauses.")]
public sealed class SendPurchaseMails(PurchasePost post) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await post.SendDueAsync(cancellationToken);
}
