using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>Everything that the shop has of the goods a chunk of rows names, read by a few questions.</summary>
internal sealed class GoodsLook
{
    public Dictionary<string, long> BySku { get; private set; } = [];

    public Dictionary<long, Product> Products { get; private set; } = [];

    public Dictionary<long, (Product Product, Variant Variant)> Variants { get; } = [];

    /// <summary>To which variant a code leads, and how that is called.</summary>
    public Dictionary<string, (long VariantId, string Sku)> ByCode { get; } = [];

    public ILookup<string, long> ByName { get; private set; } = Enumerable.Empty<(string, long)>().ToLookup(p => p.Item1, p => p.Item2);

    /// <summary>How many stand somewhere of each variant whose way of counting changes.</summary>
    public ILookup<long, decimal> OnHand { get; set; } = Enumerable.Empty<(long, decimal)>().ToLookup(p => p.Item1, p => p.Item2);

    public static async Task<GoodsLook> ReadAsync(ImportContext context, IReadOnlyList<GoodsRow> rows, CancellationToken ct)
    {
        var look = new GoodsLook();
        var db = context.Db;
        await look.FindAsync(db, rows, ct);
        var variantIds = look.BySku.Values.Concat(look.ByCode.Values.Select(c => c.VariantId)).Concat(rows.Select(r => r.VariantId).OfType<long>()).Distinct().ToList();
        var wanted = variantIds.Count == 0 ? [] : await db.Variants.Where(v => variantIds.Contains(v.Id)).Select(v => v.ProductId).Distinct().ToListAsync(ct);
        var productIds = wanted.Concat(look.ByName.SelectMany(g => g)).Concat(rows.Select(r => r.ProductId).OfType<long>()).Distinct().Order().ToList();
        if (productIds.Count == 0)
            return look;

        if (context.Writes)
        {
            await db.HoldAsync<Product>(productIds, ct);
            var all = await db.Variants.Where(v => productIds.Contains(v.ProductId)).Select(v => v.Id).ToListAsync(ct);
            await db.HoldAsync<Variant>(all, ct);
        }

        look.Products = await db.Products.AsNoTracking().Where(p => productIds.Contains(p.Id))
            .Include(p => p.Pictures).Include(p => p.Variants).ThenInclude(v => v.Barcodes).AsSplitQuery().ToDictionaryAsync(p => p.Id, ct);
        foreach (var product in look.Products.Values)
        {
            foreach (var variant in product.Variants)
                look.Variants[variant.Id] = (product, variant);
        }

        return look;
    }

    /// <summary>The variant a row is about, by its key, its SKU or a barcode.</summary>
    public (Product Product, Variant Variant)? Of(GoodsRow row)
    {
        var id = row.VariantId
            ?? (row.Sku.Length > 0 && BySku.TryGetValue(Text.Folded(row.Sku), out var bySku) ? bySku : (long?)null)
            ?? (row.FoundBy.Length > 0 ? Barcode.Readings(row.FoundBy).Select(c => ByCode.TryGetValue(c, out var found) ? found.VariantId : (long?)null).FirstOrDefault(f => f is not null) : null);
        return id is { } key && Variants.TryGetValue(key, out var pair) ? pair : null;
    }

    private async Task FindAsync(InventoryDb db, IReadOnlyList<GoodsRow> rows, CancellationToken ct)
    {
        var skus = rows.Where(r => r.Sku.Length > 0).Select(r => Text.Folded(r.Sku)).Distinct().ToList();
        if (skus.Count > 0)
            BySku = await db.Variants.Where(v => skus.Contains(v.SkuFolded)).Select(v => new { v.SkuFolded, v.Id }).ToDictionaryAsync(v => v.SkuFolded, v => v.Id, ct);

        var codes = rows.SelectMany(r => (r.Barcodes.Value ?? []).Concat(r.MoreBarcodes).Append(r.FoundBy)).Where(c => c.Length > 0).SelectMany(Barcode.Readings).Distinct().ToList();
        if (codes.Count > 0)
        {
            foreach (var found in await db.Barcodes.Where(b => codes.Contains(b.Code)).Join(db.Variants, b => b.VariantId, v => v.Id, (b, v) => new { b.Code, b.VariantId, v.Sku }).ToListAsync(ct))
                ByCode[found.Code] = (found.VariantId, found.Sku);
        }

        // a new variant of a product whose other variants the rows do not name
        var names = rows.Where(r => r.FindsByName && !string.IsNullOrEmpty(r.Name.Value) && (r.OnlyProduct || !BySku.ContainsKey(Text.Folded(r.Sku)))).Select(r => r.Name.Value!).Distinct().ToList();
        if (names.Count > 0)
            ByName = (await db.Products.Where(p => names.Contains(p.Name) && p.ArchivedAt == null).Select(p => new { p.Name, p.Id }).ToListAsync(ct)).ToLookup(p => p.Name, p => p.Id);
    }
}
