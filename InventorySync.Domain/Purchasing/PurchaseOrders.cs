using InventorySync.Domain.Access;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Purchasing;

/// <summary>Writes purchase orders and changes them as long as they are drafts; ends those that do not come.</summary>
public sealed class PurchaseOrders(IDbContextFactory<InventoryDb> dbs, PurchaseBook book, CurrencyRates rates, ShopSettings settings, CurrentActor actor)
{
    private const string Series = "purchases";

    public async Task<PurchaseOrder> FindAsync(long orderId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await PurchaseBook.Whole(db.PurchaseOrders.AsNoTracking()).FirstOrDefaultAsync(o => o.Id == orderId, ct) ?? throw PurchaseBook.Missing();
    }

    /// <summary>The mails it went out with, newest first.</summary>
    public async Task<IReadOnlyList<PurchaseMail>> MailsAsync(long orderId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.PurchaseMails.AsNoTracking().Where(m => m.PurchaseOrderId == orderId).OrderByDescending(m => m.RequestedAt).ToListAsync(ct);
    }

    public Task<long> CreateAsync(PurchaseDraft draft, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        Input.Check(draft);
        return book.ChangeAsync(db => WriteWithinAsync(db, draft, ct), ct);
    }

    /// <summary>As part of a larger change.</summary>
    internal async Task<long> WriteWithinAsync(InventoryDb db, PurchaseDraft draft, CancellationToken ct)
    {
        Input.Check(draft);
        var order = await WriteNewAsync(db, draft, "", ct);
        // last in the change: the next one waits for this number only until the commit
        order.Numbered(await NextNumberAsync(db, ct));
        await db.PurchaseOrders.AddAsync(order, ct);
        book.Happened(order, PurchaseEventKind.Created, order.Source == PurchaseSource.Suggested ? "Written down from what planning suggests." : "Written down as a draft.");
        book.TellChanged(db, order);
        return order.Id;
    }

    /// <summary>What a draft would cost, line by line, before it is saved.</summary>
    public async Task<PurchasePreview> PreviewAsync(PurchaseDraft draft, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var order = await WriteNewAsync(db, draft, "", ct);
        return new PurchasePreview(order, await ProblemsAsync(db, order, ct));
    }

    /// <summary>Rewrites a draft. The version is the one the form was opened with.</summary>
    public Task ChangeAsync(long orderId, ulong version, PurchaseDraft draft, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        Input.Check(draft);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            db.ExpectVersion(order, version);
            db.Entry(order).Property(o => o.Note).IsModified = true; // the version counts, also where only lines differ
            order.DemandDraft();
            if (draft.SupplierId != order.SupplierId)
                throw new BusinessRuleException("An order stays with its supplier. Write another one.") { Field = nameof(draft.SupplierId) };
            db.RemoveRange(order.Lines);
            order.Lines.Clear();
            // before the new ones: a variant stands on an order once
            await db.SaveChangesAsync(ct);
            await WriteAsync(db, order, draft, ct);
            book.TellChanged(db, order);
            return true;
        }, ct);
    }

    /// <summary>The supplier names another day.</summary>
    public Task ExpectAsync(long orderId, ExpectedDay expected, CancellationToken ct = default)
    {
        Input.Check(expected);
        return ChangeAsync(orderId, async (_, order) =>
        {
            if (expected.On < await book.TodayAsync())
                throw new BusinessRuleException("The expected day lies in the past. Choose today or a later day, or leave it empty.") { Field = nameof(expected.On) };
            order.Expect(expected.On!.Value, expected.TheirReference);
            book.Happened(order, PurchaseEventKind.Changed, new Sentence("Expected on {0}.", expected.On.Value));
        }, ct);
    }

    public Task NoteAsync(long orderId, string text, CancellationToken ct = default) => ChangeAsync(orderId, (_, order) =>
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 1000)
            throw new BusinessRuleException("Write a note of up to 1,000 characters.") { Field = "Text" };
        book.Happened(order, PurchaseEventKind.Note, new Sentence("{0}", text.Trim()));
        return Task.CompletedTask;
    }, ct);

    /// <summary>Nothing came, and nothing is to come.</summary>
    public Task CancelAsync(long orderId, string? reason, CancellationToken ct = default) => ChangeAsync(orderId, (db, order) =>
    {
        order.Cancel(book.Now);
        book.Happened(order, PurchaseEventKind.Cancelled, Because("Cancelled.", "Cancelled: {0}", reason));
        return StopMailAsync(db, order, ct);
    }, ct);

    /// <summary>Done, or not waited for any longer: what is missing counts as not coming.</summary>
    public Task CloseAsync(long orderId, string? reason, CancellationToken ct = default) => ChangeAsync(orderId, async (_, order) =>
    {
        var missing = order.Lines.Sum(l => l.Open);
        order.Close(book.Now);
        await book.CountAsync(order);
        book.Happened(order, PurchaseEventKind.Closed, missing > 0 ? Because("Closed although goods are missing.", "Closed although goods are missing: {0}", reason) : Because("Closed.", "Closed: {0}", reason));
    }, ct);

    private Task ChangeAsync(long orderId, Func<InventoryDb, PurchaseOrder, Task> change, CancellationToken ct)
    {
        actor.Demand(Permissions.PurchasingManage);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            await change(db, order);
            book.TellChanged(db, order);
            return true;
        }, ct);
    }

    internal static Task StopMailAsync(InventoryDb db, PurchaseOrder order, CancellationToken ct) =>
        db.PurchaseMails.Where(m => m.PurchaseOrderId == order.Id && m.State == PurchaseMailState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, PurchaseMailState.Failed).SetProperty(m => m.Problem, "The order was taken back before it was sent."), ct);

    internal static Sentence Because(string plain, string withReason, string? reason) => string.IsNullOrWhiteSpace(reason) ? new Sentence(plain) : new Sentence(withReason, PurchaseLine.Cut(reason, 300));

    internal static async Task<IReadOnlyList<PurchaseProblem>> ProblemsAsync(InventoryDb db, PurchaseOrder order, CancellationToken ct)
    {
        var supplier = await db.Suppliers.AsNoTracking().FirstAsync(s => s.Id == order.SupplierId, ct);
        return [.. PurchaseRules.ProblemsOf(supplier, order, await OffersAsync(db, order.SupplierId, [.. order.Lines.Select(l => l.VariantId)], ct))];
    }

    private async Task<PurchaseOrder> WriteNewAsync(InventoryDb db, PurchaseDraft draft, string number, CancellationToken ct)
    {
        if (draft.SupplierId is null)
            throw new BusinessRuleException("Choose the supplier.") { Field = nameof(draft.SupplierId) };
        var supplier = await Suppliers.FindAsync(db, draft.SupplierId.Value, ct);
        supplier.DemandActive();
        var order = new PurchaseOrder(number, draft.Source, supplier, draft.LocationId ?? 0, book.Maker);
        await WriteAsync(db, order, draft, ct);
        return order;
    }

    private async Task WriteAsync(InventoryDb db, PurchaseOrder order, PurchaseDraft draft, CancellationToken ct)
    {
        if (draft.LocationId is not { } locationId)
            throw new BusinessRuleException("Choose where the goods are to come in.") { Field = nameof(draft.LocationId) };
        var place = await db.Locations.Where(l => l.Id == locationId).Select(l => new { l.Name, l.Active }).FirstOrDefaultAsync(ct)
            ?? throw new NotFoundException("This location is not here any more, or not among those you work in.") { Field = nameof(draft.LocationId) };
        if (!place.Active)
            throw new BusinessRuleException("“{0}” is deactivated. Reactivate it first, or choose another location.", place.Name) { Field = nameof(draft.LocationId) };

        order.Describe(draft, await rates.RateAsync(order.Currency, book.Now, ct), await book.TodayAsync());
        await BuyAsync(db, order, draft.Lines, ct);
        await book.CountAsync(order);
    }

    private static async Task BuyAsync(InventoryDb db, PurchaseOrder order, IReadOnlyList<DraftPurchaseLine> lines, CancellationToken ct)
    {
        if (lines.Any(l => l.VariantId is null))
            throw new BusinessRuleException("Choose a variant: type its SKU, barcode or name.") { Field = nameof(PurchaseDraft.Lines) };
        foreach (var line in lines)
            Input.Check(line);
        var variantIds = lines.Select(l => l.VariantId!.Value).Distinct().ToArray();
        var facts = await db.VariantFactsAsync(variantIds, ct);
        var names = await db.Variants.Where(v => variantIds.Contains(v.Id)).Select(v => new { v.Id, v.Product.Name, v.OptionValues }).ToDictionaryAsync(v => v.Id, ct);
        var offers = await OffersAsync(db, order.SupplierId, variantIds, ct);
        foreach (var line in lines)
        {
            var (variant, offer) = (facts[line.VariantId!.Value], offers.GetValueOrDefault(line.VariantId.Value));
            variant.CheckQuantity(line.Quantity);
            var cost = line.UnitCost ?? offer?.UnitCostOf(line.Quantity)
                ?? throw new BusinessRuleException("This supplier has no offer for “{0}”. Enter what a unit costs, or add the offer on the supplier's page.", variant.Sku) { Field = nameof(line.UnitCost) };
            var name = names[variant.VariantId];
            order.Buy(new BoughtThing(variant.VariantId, variant.Sku, name.OptionValues.Count == 0 ? name.Name : $"{name.Name} · {string.Join(" / ", name.OptionValues)}", line.Quantity, cost)
            {
                OfferId = offer?.Id,
                SupplierSku = offer?.SupplierSku ?? "",
                ExpectedOn = line.ExpectedOn,
            });
        }
    }

    private static Task<Dictionary<long, SupplierOffer>> OffersAsync(InventoryDb db, long supplierId, long[] variantIds, CancellationToken ct) =>
        db.SupplierOffers.AsNoTracking().Include(o => o.Breaks).Where(o => o.SupplierId == supplierId && o.Active && variantIds.Contains(o.VariantId)).ToDictionaryAsync(o => o.VariantId, ct);

    private async Task<string> NextNumberAsync(InventoryDb db, CancellationToken ct)
    {
        var prefix = (await settings.GetAsync<PurchasingSettings>()).NumberPrefix.Trim();
        await db.NumberSeries.Where(s => s.Name == Series).ExecuteUpdateAsync(set => set.SetProperty(s => s.Last, s => s.Last + 1), ct);
        return FormattableString.Invariant($"{prefix}{await db.NumberSeries.Where(s => s.Name == Series).Select(s => s.Last).SingleAsync(ct)}");
    }
}
