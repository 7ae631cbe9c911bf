using InventorySync.Domain.Sales;

namespace InventorySync.Integrations.Channels;

/// <summary>What all channels need to describe an order as we take it.</summary>
internal static class ChannelOrders
{
    private const int Digits = 4;

    /// <summary>A price and a discount that together come to exactly these sums: the price is rounded up, and what that is too much goes off again.</summary>
    public static (decimal UnitPrice, decimal Discount) Priced(decimal quantity, decimal before, decimal after)
    {
        if (quantity <= 0 || before <= 0)
            return (0, 0);

        var factor = (decimal)Math.Pow(10, Digits);
        var unit = Math.Ceiling(before / quantity * factor) / factor;
        return (unit, Math.Max(0, Math.Round(quantity * unit, 2, MidpointRounding.AwayFromZero) - after));
    }

    /// <summary>Channels tell whole seconds. What happened later within one of them has to count as later: the more happened to an order, the later it is.</summary>
    public static DateTimeOffset Told(DateTimeOffset changedAt, int happened) => changedAt.AddMilliseconds(Math.Clamp(happened, 0, 999));

    /// <summary>An order is not refused because somebody has a long name or a mistyped address: what does not fit is cut, what cannot be is left out.</summary>
    public static IncomingOrder Fitting(IncomingOrder order) => order with
    {
        CustomerName = Cut(order.CustomerName, 120),
        Email = order.Email is { Length: <= 200 } email && new EmailAddressOrNothingAttribute().IsValid(email) ? email : null,
        Phone = Cut(order.Phone, 40),
        Note = Cut(order.Note, 2000),
        ExternalNumber = Cut(order.ExternalNumber, 60),
        Billing = Fitting(order.Billing),
        Shipping = Fitting(order.Shipping.IsEmpty ? order.Billing : order.Shipping),
        Parcels = [.. order.Parcels.Select(p => p with { Carrier = Cut(p.Carrier, 60), TrackingNumber = Cut(p.TrackingNumber, 80) })],
        Lines = [.. order.Lines.Select(l => l with { Name = string.IsNullOrWhiteSpace(l.Name) ? string.IsNullOrWhiteSpace(l.Sku) ? $"#{l.ExternalId}" : l.Sku : l.Name })],
    };

    public static string? Joined(string separator, params string?[] parts) =>
        string.Join(separator, parts.Where(p => !string.IsNullOrWhiteSpace(p)).Select(p => p!.Trim())) is { Length: > 0 } text ? text : null;

    private static PostalAddress Fitting(PostalAddress address) => new()
    {
        Name = Cut(address.Name, 120),
        Company = Cut(address.Company, 120),
        Street = Cut(address.Street, 200),
        PostalCode = Cut(address.PostalCode, 20),
        City = Cut(address.City, 100),
        Region = Cut(address.Region, 100),
        Country = address.Country is { Length: 2 } country ? country : null,
    };

    private static string? Cut(string? text, int most) => string.IsNullOrWhiteSpace(text) ? null : text.Length <= most ? text : text[..most];
}
