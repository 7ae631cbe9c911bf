using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Purchasing;

/// <summary>What is kept by serial numbers or lots comes in with them.</summary>
internal static class ArrivingSerials
{
    public static async Task DemandAsync(InventoryDb db, List<(PurchaseLine Line, ArrivedLine Arrived)> arrived, CancellationToken ct)
    {
        var variantIds = arrived.Select(a => a.Line.VariantId).ToArray();
        var kept = await db.Variants.Where(v => variantIds.Contains(v.Id)).Select(v => new { v.Id, v.Tracking }).ToDictionaryAsync(v => v.Id, v => v.Tracking, ct);
        foreach (var (line, came) in arrived)
            Demand(line, came, kept[line.VariantId]);
    }

    /// <summary>Those that came before and were not taken back.</summary>
    public static async Task<IReadOnlyList<KnownSerial>> KnownAsync(InventoryDb db, List<(PurchaseLine Line, ArrivedLine Arrived)> arrived, CancellationToken ct)
    {
        var known = new List<KnownSerial>();
        foreach (var (line, came) in arrived.Where(a => a.Arrived.Serials.Count > 0))
        {
            var numbers = came.Serials.Select(ReceivedSerial.Fold).ToArray();
            known.AddRange(await (from serial in db.ReceivedSerials
                                  join brought in db.ReceiptLines on serial.ReceiptLineId equals brought.Id
                                  join receipt in db.Receipts on brought.ReceiptId equals receipt.Id
                                  where serial.VariantId == line.VariantId && numbers.Contains(serial.NumberFolded) && receipt.UndoneAt == null
                                  orderby serial.NumberFolded
                                  select new KnownSerial(line.Id, line.Sku, line.Name, serial.Number, receipt.Number)).ToListAsync(ct));
        }

        return known;
    }

    private static void Demand(PurchaseLine line, ArrivedLine came, Tracking kept)
    {
        if (kept == Tracking.Lot && came.Accepted > 0 && string.IsNullOrWhiteSpace(came.LotNumber))
            throw Refused(nameof(came.LotNumber), "“{0}” is kept by lots. Enter the lot that stands on the goods.", line.Name);
        if (kept != Tracking.Serial && came.Serials.Count > 0)
            throw Refused(nameof(came.Serials), "“{0}” is not kept by serial numbers. Leave them out, or change how it is tracked.", line.Name);
        if (kept != Tracking.Serial)
            return;
        if (came.Serials.GroupBy(ReceivedSerial.Fold).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Refused(nameof(came.Serials), "Serial number {0} of “{1}” was entered twice.", twice.First(), line.Name);
        if (came.Serials.Count != came.Accepted)
            throw Refused(nameof(came.Serials), "“{0}”: {1} came, with {2} serial numbers. Scan one for each piece.", line.Name, came.Accepted, came.Serials.Count);
    }

    private static BusinessRuleException Refused(string field, string sentence, params object[] arguments) => new(sentence, arguments) { Field = field };
}
