using System.Collections.Concurrent;
using System.Globalization;

namespace InventorySync.Web.Shared;

/// <summary>Money and quantities as people read them: the sign and the separators of the language, the decimals of the currency.</summary>
public static class MoneyFormat
{
    private static readonly ConcurrentDictionary<string, string> Symbols = new();

    public static string Of(Money money, CultureInfo? culture = null)
    {
        culture ??= CultureInfo.CurrentCulture;
        var decimals = Currencies.DecimalsOf(money.Currency);
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencySymbol = SymbolOf(money.Currency, culture);
        format.CurrencyDecimalDigits = decimals;
        // some cultures write money with other separators than numbers, so that €1,234.50 would stand beside 1.234 pieces
        (format.CurrencyDecimalSeparator, format.CurrencyGroupSeparator) = (format.NumberDecimalSeparator, format.NumberGroupSeparator);
        // "KES 12" must not run together as "KES12"
        if (format.CurrencySymbol.Length > 1 && char.IsLetter(format.CurrencySymbol[^1]) && format.CurrencyPositivePattern == 0)
        {
            format.CurrencyPositivePattern = 2;
            format.CurrencyNegativePattern = 9;
        }

        return money.Rounded().Amount.ToString("C", format);
    }

    public static string Of(decimal quantity, int decimals = 3, CultureInfo? culture = null) =>
        quantity.ToString(decimals == 0 ? "#,0" : "#,0." + new string('#', decimals), culture ?? CultureInfo.CurrentCulture);

    // only where the sign is the language's own or known to all; "$" alone would say nothing of whose dollars
    private static string SymbolOf(string currency, CultureInfo culture) => Symbols.GetOrAdd($"{currency}/{culture.Name}", _ =>
        !culture.IsNeutralCulture && culture.Name.Length > 0 && new RegionInfo(culture.Name).ISOCurrencySymbol == currency
            ? culture.NumberFormat.CurrencySymbol
            : currency switch { "EUR" => "€", "GBP" => "£", "JPY" => "JP¥", _ => currency });
}
