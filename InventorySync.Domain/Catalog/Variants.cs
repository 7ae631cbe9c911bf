using System.Data;
using InventorySync.Domain.Access;

namespace InventorySync.Domain.Catalog;

/// <summary>A part of a kit as it is entered.</summary>
public sealed record WantedPart(long VariantId, decimal Quantity);

/// <summary>Adds, changes and takes away variants, and says what kits are made of.</summary>
public sealed class Variants(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    public const int MostParts = 100;

    public async Task<Variant> FindAsync(long variantId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Variants.AsNoTracking().Include(v => v.Barcodes).Include(v => v.Parts).Include(v => v.Product)
            .FirstOrDefaultAsync(v => v.Id == variantId, ct) ?? throw CatalogBook.MissingVariant();
    }

    /// <summary>What a scanner read or somebody typed: a barcode or a SKU, exactly. Null where nothing has it.</summary>
    public async Task<Variant?> ByCodeAsync(string code, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogView);
        var readings = Barcode.Readings(code.Trim());
        var sku = Text.Folded(Text.Tidy(code));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.Barcodes.Where(b => readings.Contains(b.Code)).Select(b => (long?)b.VariantId).FirstOrDefaultAsync(ct)
            ?? await db.Variants.Where(v => v.SkuFolded == sku).Select(v => (long?)v.Id).FirstOrDefaultAsync(ct);
        return found is { } variantId ? await FindAsync(variantId, ct) : null;
    }

    public async Task<long> AddAsync(long productId, VariantDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        return await dbs.ChangeAsync(async db =>
        {
            var product = await CatalogBook.OpenAsync(db, productId, ct);
            var variant = product.AddVariant(details);
            await db.Variants.AddAsync(variant, ct);
            await CatalogBook.CloseAsync(db, product, Told(product), ct);
            return variant.Id;
        }, ct);
    }

    /// <summary>The version is the one the form was opened with. Prices that change are written into the history.</summary>
    public async Task ChangeAsync(long variantId, ulong version, VariantDetails details, string reason = "", CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        await dbs.ChangeAsync(async db =>
        {
            var (product, variant) = await CatalogBook.OpenVariantAsync(db, variantId, ct);
            db.ExpectVersion(variant, version);
            await RefuseOtherCountingAsync(db, variant, details, ct);
            var before = Prices.Of(variant);
            variant.Change(details);
            VariantAxes.Demand(product.Options, variant.OptionValues, variant.Sku);
            product.RefuseTwin(variant);
            await WriteDownPricesAsync(db, product, before, variant, reason, ct);
            if (db.ChangeTracker.HasChanges())
                await CatalogBook.CloseAsync(db, product, Told(product), ct);
        }, ct);
    }

    /// <summary>Only what was never used: rows of stock, prices and orders that point at it make the database refuse.</summary>
    public async Task DeleteAsync(long variantId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        await dbs.ChangeAsync(async db =>
        {
            var (product, variant) = await CatalogBook.OpenVariantAsync(db, variantId, ct);
            if (product.Variants.Count == 1)
                throw new BusinessRuleException("“{0}” is the last variant of “{1}”. Archive the product instead.", variant.Sku, product.Name);

            product.Variants.Remove(variant);
            db.Variants.Remove(variant);
            await CatalogBook.CloseAsync(db, product, Told(product), ct);
        }, ct);
    }

    /// <summary>What the variant is made of; without parts it is no kit any more.</summary>
    public async Task MakeKitAsync(long variantId, ulong version, IReadOnlyList<WantedPart> parts, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        // serializable: two people must not make kits of each other in the same moment
        await dbs.ChangeAsync(IsolationLevel.Serializable, async db =>
        {
            var (product, variant) = await CatalogBook.OpenVariantAsync(db, variantId, ct);
            db.ExpectVersion(variant, version);
            await CheckPartsAsync(db, variant, parts, ct);
            variant.MakeKitOf([.. parts.Select(p => new KitPart { KitVariantId = variantId, PartVariantId = p.VariantId, Quantity = p.Quantity })]);
            await CatalogBook.CloseAsync(db, product, Told(product), ct);
            return true;
        }, ct);
    }

    public async Task<IReadOnlyList<KitPartRow>> PartsOfAsync(long productId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (from part in db.KitParts
                      join kit in db.Variants on part.KitVariantId equals kit.Id
                      join variant in db.Variants on part.PartVariantId equals variant.Id
                      where kit.ProductId == productId
                      orderby variant.Sku
                      select new KitPartRow(part.KitVariantId, part.PartVariantId, variant.ProductId, variant.Sku, variant.Product.Name, part.Quantity, variant.Unit, variant.QuantityDecimals)).ToListAsync(ct);
    }

    private static async Task CheckPartsAsync(InventoryDb db, Variant kit, IReadOnlyList<WantedPart> parts, CancellationToken ct)
    {
        if (parts.Count > MostParts)
            throw Refused("A kit has at most {0} different parts.", MostParts);
        if (parts.Any(p => p.VariantId == kit.Id))
            throw Refused("“{0}” cannot be a part of itself.", kit.Sku);

        var keys = parts.Select(p => p.VariantId).ToList();
        var variants = await db.Variants.AsNoTracking().Where(v => keys.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        foreach (var part in parts)
        {
            var variant = variants.GetValueOrDefault(part.VariantId) ?? throw Refused("One of the parts is not here any more. Take it out and choose again.");
            if (parts.Count(p => p.VariantId == part.VariantId) > 1)
                throw Refused("“{0}” stands in the list twice. Enter it once, with the quantity of both.", variant.Sku);
            if (variant.IsKit)
                throw Refused("“{0}” is a kit itself. Enter the parts it is made of instead.", variant.Sku);
            if (part.Quantity is <= 0 or > 100_000)
                throw Refused("Enter how many of “{0}” are in the kit.", variant.Sku);
            if (decimal.Round(part.Quantity, variant.QuantityDecimals) != part.Quantity)
                throw Refused("“{0}” is counted with {1} decimals. Enter a quantity that it can have.", variant.Sku, variant.QuantityDecimals);
        }

        if (parts.Count == 0)
            return;
        if (await db.KitParts.AnyAsync(p => p.PartVariantId == kit.Id, ct))
            throw Refused("“{0}” is a part of another kit, so it cannot be a kit itself.", kit.Sku);
        if (await db.StockItems.Where(i => i.VariantId == kit.Id && i.OnHand != 0).SumAsync(i => (decimal?)i.OnHand, ct) is { } there && there != 0)
            throw Refused("There are {0} of “{1}” on hand as they are. Book them out first; then it can be a kit.", there, kit.Sku);
    }

    // what is counted in one way cannot be counted in another while it stands there
    private static async Task RefuseOtherCountingAsync(InventoryDb db, Variant variant, VariantDetails details, CancellationToken ct)
    {
        if (details.Tracking == variant.Tracking && details.QuantityDecimals >= variant.QuantityDecimals)
            return;

        var there = await db.StockItems.IgnoreQueryFilters().Where(i => i.VariantId == variant.Id && (i.OnHand != 0 || i.Reserved != 0)).Select(i => i.OnHand).ToListAsync(ct);
        if (there.Count > 0 && details.Tracking != variant.Tracking)
            throw new BusinessRuleException("There are {0} of it on hand, so the way it is tracked stays. Book them out first.", there.Sum()) { Field = nameof(VariantDetails.Tracking) };
        if (there.Exists(q => decimal.Round(q, details.QuantityDecimals) != q))
            throw new BusinessRuleException("A part of a unit is on hand, so its quantities need their decimals. Correct the stock first.") { Field = nameof(VariantDetails.QuantityDecimals) };
    }

    private async Task WriteDownPricesAsync(InventoryDb db, Product product, Prices before, Variant variant, string reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var change in PriceChange.Between(before, variant, actor.Actor, Text.Tidy(reason), now))
        {
            await db.PriceChanges.AddAsync(change, ct);
            if (change.Kind is PriceKind.Price or PriceKind.CompareAt)
                db.Outbox.Add(new PriceChanged(product.Id, variant.Id, variant.Sku, change.Kind, change.From, change.To).ToldOfProduct(product.Id, now));
        }
    }

    private Outbox.OutboxMessage Told(Product product) => new ProductChanged(product.Id, product.Name).ToldOfProduct(product.Id, clock.GetUtcNow());

    private static BusinessRuleException Refused(string sentence, params object[] arguments) => new(sentence, arguments) { Field = "Parts" };
}

public sealed record KitPartRow(long KitVariantId, long PartVariantId, long ProductId, string Sku, string Name, decimal Quantity, string Unit, int Decimals);
