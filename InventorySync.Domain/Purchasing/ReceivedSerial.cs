namespace InventorySync.Domain.Purchasing;

/// <summary>One piece that came with a number of its own.</summary>
public sealed class ReceivedSerial
{
    private ReceivedSerial()
    {
    }

    internal ReceivedSerial(long variantId, string number) => (VariantId, Number, NumberFolded) = (variantId, number, Fold(number));

    public long Id { get; private set; }

    public long ReceiptLineId { get; private set; }

    public long VariantId { get; private set; }

    /// <summary>As it stands on the piece.</summary>
    public string Number { get; private set; } = "";

    public string NumberFolded { get; private set; } = "";

    internal static string Fold(string number) => Text.Folded(number);
}
