namespace InventorySync.Domain.Catalog;

public enum Symbology
{
    Ean13,
    UpcA,
    Ean8,
    Code128,
}

/// <summary>A code that a scanner reads. It leads to one variant only.</summary>
public sealed class Barcode
{
    public long Id { get; private set; }

    public long VariantId { get; internal set; }

    public string Code { get; private set; } = "";

    public Symbology Symbology { get; private set; }

    /// <summary>Takes the code as it was typed or scanned; its digits tell what it is, and a wrong check digit is refused.</summary>
    public static Barcode Of(string typed)
    {
        var code = typed.Trim();
        if (code.Length == 0)
            throw Refused("Enter the barcode.");
        if (code.Length > 80 || code.Any(c => c is < ' ' or > '~'))
            throw Refused("A barcode has up to 80 letters, digits and signs of the plain keyboard.");
        if (!code.All(char.IsAsciiDigit) || code.Length is not (8 or 12 or 13))
            return new Barcode { Code = code, Symbology = Symbology.Code128 };
        if (CheckDigit(code.AsSpan(0, code.Length - 1)) is var digit && digit != code[^1] - '0')
            throw Refused("The last digit of {0} should be {1}. Scan it again or correct the digits.", code, digit);

        return new Barcode { Code = code, Symbology = code.Length switch { 13 => Symbology.Ean13, 12 => Symbology.UpcA, _ => Symbology.Ean8 } };
    }

    /// <summary>What a scanner may report for this code: a UPC-A is an EAN-13 that begins with zero.</summary>
    public static IReadOnlyList<string> Readings(string code) => code.All(char.IsAsciiDigit) switch
    {
        true when code.Length == 12 => [code, "0" + code],
        true when code.Length == 13 && code[0] == '0' => [code, code[1..]],
        _ => [code],
    };

    /// <summary>Weights 3 and 1 alternate from the right.</summary>
    public static int CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
            sum += (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 3 : 1);
        return (10 - sum % 10) % 10;
    }

    private static BusinessRuleException Refused(string sentence, params object[] arguments) => new(sentence, arguments) { Field = "Barcode" };
}
