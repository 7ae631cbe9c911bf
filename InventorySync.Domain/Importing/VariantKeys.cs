using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>Which variants the rows of a file mean: by SKU, and where there is none by barcode.</summary>
internal sealed class VariantKeys
{
    private readonly Dictionary<string, long> _bySku;
    private readonly Dictionary<string, long> _byCode;

    private VariantKeys(Dictionary<string, long> bySku, Dictionary<string, long> byCode) => (_bySku, _byCode) = (bySku, byCode);

    public static async Task<VariantKeys> ReadAsync(InventoryDb db, IReadOnlyCollection<(string Sku, string Barcode)> wanted, CancellationToken ct)
    {
        var skus = wanted.Where(w => w.Sku.Length > 0).Select(w => Text.Folded(w.Sku)).Distinct().ToList();
        var codes = wanted.Where(w => w.Sku.Length == 0).SelectMany(w => Barcode.Readings(w.Barcode)).Distinct().ToList();
        return new VariantKeys(
            skus.Count == 0 ? [] : await db.Variants.Where(v => skus.Contains(v.SkuFolded)).Select(v => new { v.SkuFolded, v.Id }).ToDictionaryAsync(v => v.SkuFolded, v => v.Id, ct),
            codes.Count == 0 ? [] : await db.Barcodes.Where(b => codes.Contains(b.Code)).ToDictionaryAsync(b => b.Code, b => b.VariantId, ct));
    }

    public long? Find(string sku, string barcode) => sku.Length > 0
        ? Found(_bySku, Text.Folded(sku))
        : Barcode.Readings(barcode).Select(c => Found(_byCode, c)).FirstOrDefault(f => f is not null);

    public static Sentence Unknown(string sku, string barcode) => sku.Length > 0
        ? new Sentence("No variant has the SKU {0}. Create it first, or correct the SKU.", sku)
        : new Sentence("No variant has the barcode {0}. Create it first, or correct the barcode.", barcode);

    private static long? Found(Dictionary<string, long> keys, string key) => keys.TryGetValue(key, out var id) ? id : null;
}
