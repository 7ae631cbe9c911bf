using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>Takes goods back to what they were before an import: new ones go, changed ones get their old values, and what was changed since stays.</summary>
internal sealed class GoodsUndo(ImportContext context)
{
    /// <summary>The mark of a row that is about a product as a whole.</summary>
    public const long OfProduct = 1;

    public async Task TakeBackAsync(IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        await ChangeBackAsync([.. rows.Where(r => r.Outcome == RowOutcome.Changed && r.ThingId is not null)], ct);
        await RemoveAsync([.. rows.Where(r => r.Outcome == RowOutcome.New && r.ThingId is not null)], ct);
        foreach (var row in rows.Where(r => r.ThingId is null))
            row.TakenBack();
    }

    private async Task ChangeBackAsync(List<ImportRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;

        var names = await context.Pass.OnceAsync("goods", () => GoodsNames.ReadAsync(context.Db, ct));
        var columns = new ImportColumns([], new ImportOptions(), new SheetReading());
        var goods = rows.ConvertAll(r => new GoodsRow(new RowPlan(new ImportedRow(r.Number, [], columns))) 
        {
            OnlyProduct = r.Mark == OfProduct,
            ProductId = r.Mark == OfProduct ? r.ThingId : null,
            VariantId = r.Mark == OfProduct ? null : r.ThingId,
            Group = r.Mark == OfProduct ? $"{r.ThingId}" : "",
        });
        var look = await GoodsLook.ReadAsync(context, goods, ct);
        var still = new List<GoodsRow>();
        foreach (var (row, one) in rows.Zip(goods))
        {
            var found = look.Of(one);
            if ((found?.Product ?? (one.ProductId is { } key ? look.Products.GetValueOrDefault(key) : null)) is not { } product)
            {
                row.Keep("It is not there any more.");
                continue;
            }

            var (variant, details) = (found is { } there ? VariantDetails.Of(there.Variant) : null, ProductDetails.Of(product));
            var since = row.ReadChanges().FirstOrDefault(c => Now(c.Title, variant, details, names, product) != c.To);
            if (since is not null)
            {
                row.Keep(new Sentence("“{0}” was changed since, from “{1}” to “{2}”.", since.Title, since.To ?? "", Now(since.Title, variant, details, names, product) ?? ""));
                continue;
            }

            Enter(one, row.ReadChanges());
            still.Add(one);
        }

        var plan = await GoodsKind.PlanAsync(context, still, $"Undo of the import of {context.Run.Name}", ct);
        await plan.ApplyAsync(ct);
        foreach (var (row, one) in rows.Zip(goods).Where(p => still.Contains(p.Second)))
        {
            if (one.Row.Problem is { } problem)
                row.Keep(problem);
            else
                row.TakenBack();
        }
    }

    private static void Enter(GoodsRow row, IReadOnlyList<ValueChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.Title == "Archived")
                row.Archived = new(true, change.From == "true");
            else
                GoodsField.Find(change.Title)?.Enter(row, change.From);
        }
    }

    private static string? Now(string title, VariantDetails? variant, ProductDetails product, GoodsNames names, Product whole) => title == "Archived"
        ? whole.Archived ? "true" : "false"
        : GoodsField.Find(title) is { } field ? (variant is null ? null : field.OfVariant?.Invoke(variant)) ?? field.OfProduct?.Invoke(product, names) : null;

    /// <summary>Variants that were never used are deleted, with their product when nothing of it is left; used ones stay, and their product is archived.</summary>
    private async Task RemoveAsync(List<ImportRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;

        var db = context.Db;
        var ids = rows.ConvertAll(r => r.ThingId!.Value);
        await db.HoldAsync<Variant>(ids, ct);
        var variants = await db.Variants.AsNoTracking().Include(v => v.Barcodes).Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        var used = await UsedAsync(ids, ct);
        var gone = new List<Variant>();
        foreach (var row in rows)
        {
            if (!variants.TryGetValue(row.ThingId!.Value, out var variant))
                row.Keep("It is not there any more.");
            else if (used.Contains(variant.Id))
                row.Keep("It has been used since: there is stock, a price change, a hold or a kit of it. Archive its product instead.");
            else if (GoodsField.MarkOf(VariantDetails.Of(variant)) != row.Mark)
                row.Keep("It was changed since.");
            else
                gone.Add(variant);
        }

        await DeleteAsync(gone, ct);
        var deleted = gone.Select(v => v.Id).ToHashSet();
        foreach (var row in rows.Where(r => deleted.Contains(r.ThingId!.Value)))
            row.TakenBack();
    }

    private async Task<HashSet<long>> UsedAsync(List<long> ids, CancellationToken ct)
    {
        var db = context.Db;
        var used = await db.StockItems.IgnoreQueryFilters().Where(i => ids.Contains(i.VariantId)).Select(i => i.VariantId)
            .Union(db.StockMovements.Where(m => ids.Contains(m.VariantId)).Select(m => m.VariantId))
            .Union(db.Reservations.Where(r => ids.Contains(r.VariantId)).Select(r => r.VariantId))
            .Union(db.PriceChanges.Where(p => ids.Contains(p.VariantId)).Select(p => p.VariantId))
            .Union(db.KitParts.Where(p => ids.Contains(p.PartVariantId)).Select(p => p.PartVariantId))
            .Union(db.KitParts.Where(p => ids.Contains(p.KitVariantId)).Select(p => p.KitVariantId))
            .ToListAsync(ct);
        return [.. used];
    }

    private async Task DeleteAsync(List<Variant> variants, CancellationToken ct)
    {
        if (variants.Count == 0)
            return;

        var db = context.Db;
        var (ids, products) = (variants.ConvertAll(v => v.Id), variants.Select(v => v.ProductId).Distinct().ToList());
        await db.Barcodes.Where(b => ids.Contains(b.VariantId)).ExecuteDeleteAsync(ct);
        await db.Variants.Where(v => ids.Contains(v.Id)).ExecuteDeleteAsync(ct);
        var empty = await db.Products.AsNoTracking().Where(p => products.Contains(p.Id) && !db.Variants.Any(v => v.ProductId == p.Id) && !db.Pictures.Any(x => x.ProductId == p.Id)).ToListAsync(ct);
        var emptyIds = empty.ConvertAll(p => p.Id);
        await db.ProductSummaries.Where(s => emptyIds.Contains(s.ProductId)).ExecuteDeleteAsync(ct);
        await db.Products.Where(p => emptyIds.Contains(p.Id)).ExecuteDeleteAsync(ct);
        await db.LoadAsync([.. empty.Select(p => Audit.Auditing.AuditLine(db, context.At, "deleted", nameof(Product), p.Id, p.Name, [new Audit.AuditedField { Name = "Import", From = context.Run.Name }]))], ct);
        await SummarizeAsync([.. products.Except(emptyIds)], ct);
        foreach (var product in empty.Take(1))
            db.Outbox.Add(new ProductChanged(product.Id, product.Name).ToldOfProduct(product.Id, context.At));
        await db.LoadAsync([.. empty.Skip(1).Select(p => new ProductChanged(p.Id, p.Name).ToldOfProduct(p.Id, context.At))], ct);
    }

    private async Task SummarizeAsync(List<long> productIds, CancellationToken ct)
    {
        foreach (var product in await CatalogBook.Whole(context.Db.Products.Where(p => productIds.Contains(p.Id))).ToListAsync(ct))
        {
            await CatalogBook.SummarizeAsync(context.Db, product, ct);
            context.Db.Outbox.Add(new ProductChanged(product.Id, product.Name).ToldOfProduct(product.Id, context.At));
        }
    }
}
