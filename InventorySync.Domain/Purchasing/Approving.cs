using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Purchasing;

/// <summary>What became of an order that was finished.</summary>
public sealed record SubmitAnswer(bool Done, PurchaseState State)
{
    /// <summary>What the supplier would not accept; the order stays a draft until it is mended or agreed on.</summary>
    public IReadOnlyList<PurchaseProblem> Problems { get; init; } = [];
}

/// <summary>Sees to it that an order above the shop's limit is looked at by a second person.</summary>
public sealed class Approving(PurchaseBook book, Notifications notifications, ShopSettings settings, CurrentActor actor)
{
    /// <summary>Finishes a draft. What the supplier would not accept keeps it a draft, unless it was agreed on with the supplier.</summary>
    public Task<SubmitAnswer> SubmitAsync(long orderId, bool agreed = false, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            order.DemandDraft();
            var problems = await PurchaseOrders.ProblemsAsync(db, order, ct);
            if (problems.Count > 0 && !agreed)
                return new SubmitAnswer(Done: false, order.State) { Problems = problems };

            var today = await book.TodayAsync();
            if (order.ExpectedOn < today)
                throw new BusinessRuleException("The expected day lies in the past. Choose today or a later day, or leave it empty.") { Field = nameof(order.ExpectedOn) };
            order.Submit((await settings.GetAsync<PurchasingSettings>()).ApprovalLimit, today.AddDays(await LeadTimeAsync(db, order, ct)), book.Maker);
            if (order.State == PurchaseState.AwaitingApproval)
                await AskAsync(db, order, ct);
            else
                book.Happened(order, PurchaseEventKind.Approved, "Finished and approved.");
            book.TellChanged(db, order);
            return new SubmitAnswer(Done: true, order.State);
        }, ct);
    }

    public Task ApproveAsync(long orderId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingApprove);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            var others = (await WhoMayApproveAsync(db, order.LocationId, ct)).Count(id => id != actor.Actor.PersonId);
            var own = actor.Actor.PersonId == order.SubmittedById;
            order.Approve(book.Maker, others);
            book.Happened(order, PurchaseEventKind.Approved, own ? "Approved by the same person: nobody else may." : "Approved.");
            book.TellChanged(db, order);
            if (!own && order.SubmittedById is { } asked)
                notifications.Add(db, [asked], new News(NotificationKind.Done, "Purchase order {0} is approved.", order.Number) { Href = HrefOf(order) });
            return true;
        }, ct);
    }

    /// <summary>Not like this: whoever finished it reads why.</summary>
    public Task SendBackAsync(long orderId, string? reason, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingApprove);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            var asked = order.SubmittedById;
            if (order.State != PurchaseState.AwaitingApproval)
                throw new BusinessRuleException("Order {0} does not wait for approval.", order.Number);
            order.BackToDraft();
            book.Happened(order, PurchaseEventKind.SentBack, PurchaseOrders.Because("Sent back.", "Sent back: {0}", reason));
            book.TellChanged(db, order);
            if (asked is { } personId && personId != actor.Actor.PersonId)
                notifications.Add(db, [personId], new News(NotificationKind.Warning, "Purchase order {0} was sent back to you.", order.Number) { Href = HrefOf(order) });
            return await Task.FromResult(true);
        }, ct);
    }

    /// <summary>By whoever writes orders, as long as nothing was sent.</summary>
    public Task BackToDraftAsync(long orderId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            order.BackToDraft();
            await PurchaseOrders.StopMailAsync(db, order, ct);
            book.Happened(order, PurchaseEventKind.Changed, "Taken back to a draft.");
            book.TellChanged(db, order);
            return true;
        }, ct);
    }

    private async Task AskAsync(InventoryDb db, PurchaseOrder order, CancellationToken ct)
    {
        book.Happened(order, PurchaseEventKind.Submitted, "Above the limit: waits for approval by another person.");
        var others = (await WhoMayApproveAsync(db, order.LocationId, ct)).Where(id => id != actor.Actor.PersonId).ToList();
        notifications.Add(db, others, new News(NotificationKind.News, "Purchase order {0} waits for your approval.", order.Number) { Href = HrefOf(order) });
    }

    /// <summary>Those who may approve and see the place it is for.</summary>
    private static async Task<List<long>> WhoMayApproveAsync(InventoryDb db, long locationId, CancellationToken ct)
    {
        // roles are few, and their permissions are stored in a way of each database's own
        var roles = (await db.Roles.AsNoTracking().ToListAsync(ct)).Where(r => r.Permissions.Contains(Permissions.PurchasingApprove)).Select(r => r.Id).ToArray();
        return await db.UserRoles.Where(r => roles.Contains(r.RoleId))
            .Join(db.People.Where(p => !p.Deactivated && (!p.LimitedToLocations || p.Locations.Any(l => l.LocationId == locationId))), r => r.UserId, p => p.Id, (r, p) => p.Id)
            .Distinct().ToListAsync(ct);
    }

    private static async Task<int> LeadTimeAsync(InventoryDb db, PurchaseOrder order, CancellationToken ct)
    {
        var offers = order.Lines.Select(l => l.OfferId).OfType<long>().ToArray();
        var stated = await db.Suppliers.Where(s => s.Id == order.SupplierId).Select(s => s.LeadTimeDays).FirstAsync(ct);
        var own = await db.SupplierOffers.Where(o => offers.Contains(o.Id) && o.LeadTimeDays != null).Select(o => o.LeadTimeDays).MaxAsync(ct);
        return Math.Max(stated, own ?? 0);
    }

    private static string HrefOf(PurchaseOrder order) => FormattableString.Invariant($"/purchasing/orders/{order.Id}");
}
