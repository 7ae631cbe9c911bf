using System.ComponentModel.DataAnnotations;
using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Importing;

/// <summary>What becomes of stock that was chosen in a list.</summary>
public sealed record StockChange : IValidatableObject
{
    public AdjustBy By { get; set; } = AdjustBy.SetTo;

    [Required(ErrorMessage = "Enter a quantity.")]
    public decimal? Quantity { get; set; }

    [Required(ErrorMessage = "Choose a reason.")]
    [StringLength(400, ErrorMessage = "Use at most 400 characters for the reason.")]
    public string? Reason { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (By == AdjustBy.SetTo && Quantity < 0)
            yield return new ValidationResult("What was found is zero or more.", [nameof(Quantity)]);
        if (By == AdjustBy.Difference && Quantity == 0)
            yield return new ValidationResult("Enter a quantity other than zero.", [nameof(Quantity)]);
    }
}

/// <summary>Changes what was chosen in a list, also all that matched, on the machine of the imports: every row is shown before, and can be taken back after.</summary>
public sealed class BulkChanges(IDbContextFactory<InventoryDb> dbs, BackgroundTasks tasks, ShopSettings settings, CurrentActor actor, TimeProvider clock)
{
    public const int Most = 1_000_000;

    /// <summary>The answer is the key of the run, whose page shows every row. At once, it goes on where a row would change something.</summary>
    public async Task<long> ChangeProductsAsync(IReadOnlyList<long> productIds, BulkEdit edit, bool atOnce = false, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        Input.Check(edit);
        Demand(productIds, "Select at least one product.");
        return await StartAsync(SelectedGoodsKind.KindName, productIds.Count, "{0} products", await GoodsAsync(productIds, edit, ct), atOnce, ct);
    }

    /// <summary>Stock is named by the keys of its rows in the list of stock.</summary>
    public async Task<long> ChangeStockAsync(IReadOnlyList<long> stockIds, StockChange change, bool atOnce = false, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockAdjust);
        Input.Check(change);
        Demand(stockIds, "Select at least one row.");
        var rows = new List<long[]>(stockIds.Count);
        await using var db = await dbs.CreateDbContextAsync(ct);
        foreach (var some in stockIds.Distinct().Chunk(10_000))
            rows.AddRange((await db.StockItems.AsNoTracking().Where(i => some.Contains(i.Id)).OrderBy(i => i.VariantId).ThenBy(i => i.LocationId).Select(i => new { i.VariantId, i.LocationId }).ToListAsync(ct)).Select(i => new[] { i.VariantId, i.LocationId }));
        return await StartAsync(SelectedStockKind.KindName, rows.Count, "Stock of {0} rows", new StockSelection(rows, change), atOnce, ct);
    }

    private async Task<GoodsSelection> GoodsAsync(IReadOnlyList<long> productIds, BulkEdit edit, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (edit.CategoryId is { } category && !await db.Categories.AnyAsync(c => c.Id == category, ct))
            throw new BusinessRuleException("This category is not here any more. Choose another one.") { Field = nameof(BulkEdit.CategoryId) };
        if (edit.BrandId is { } brand && !await db.Brands.AnyAsync(b => b.Id == brand, ct))
            throw new BusinessRuleException("This brand is not here any more. Choose another one.") { Field = nameof(BulkEdit.BrandId) };

        var decimals = Currencies.DecimalsOf((await settings.GetAsync<ShopProfile>()).Currency);
        var rows = new List<long[]>(productIds.Count);
        foreach (var some in productIds.Distinct().Order().Chunk(10_000))
        {
            var variants = edit.ChangesPrices
                ? (await db.Variants.Where(v => some.Contains(v.ProductId)).Select(v => new { v.ProductId, v.Id }).ToListAsync(ct)).ToLookup(v => v.ProductId, v => v.Id)
                : null;
            foreach (var product in some)
            {
                if (edit.ChangesProducts)
                    rows.Add([product]);
                rows.AddRange((variants?[product].Order() ?? Enumerable.Empty<long>()).Select(v => new[] { product, v }));
            }
        }

        return new GoodsSelection(rows, edit, decimals);
    }

    private Task<long> StartAsync(string kind, int count, string name, object task, bool atOnce, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var rows = task is GoodsSelection goods ? goods.Rows.Count : count;
        var run = ImportRun.OfSelection(kind, string.Format(CultureInfo.CurrentCulture, name, count), task, rows, new ImportOptions(), actor.Actor, clock.GetUtcNow());
        await db.ImportRuns.AddAsync(run, ct);
        run.Check(tasks.Start(db, Imports.WorkKind, new Sentence("Change {0} rows", rows), new ImportStepInput(run.Id, atOnce ? ImportStep.CheckAndRun : ImportStep.Check)));
        return run.Id;
    }, ct);

    private static void Demand(IReadOnlyList<long> keys, string none)
    {
        if (keys.Count == 0)
            throw new BusinessRuleException(none);
        if (keys.Count > Most)
            throw new BusinessRuleException("At most {0} rows are changed at a time. Narrow the list first.", Most);
    }
}
