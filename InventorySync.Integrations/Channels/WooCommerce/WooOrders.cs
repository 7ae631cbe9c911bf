using System.Globalization;
using InventorySync.Domain.Sales;

namespace InventorySync.Integrations.Channels.WooCommerce;

/// <summary>Orders of WooCommerce in our words.</summary>
internal static class WooOrders
{
    /// <summary>Whether it is an order yet: what waits for its payment, or whose payment failed, takes no goods and may still be given up or paid.</summary>
    public static bool Counts(WooOrder order) =>
        order.Status is not ("pending" or "failed" or "checkout-draft" or "auto-draft" or "draft") && order.LineItems.Any(l => l.Quantity > 0);

    public static IncomingOrder Incoming(WooOrder order, IReadOnlyList<WooRefund> refunds)
    {
        var changed = WooJson.Time(order.DateModifiedGmt) ?? WooJson.Time(order.DateCreatedGmt) ?? default;
        var touched = refunds.Select(r => WooJson.Time(r.DateCreatedGmt)).OfType<DateTimeOffset>().Append(changed).Max();
        var extra = Extra(order);
        return ChannelOrders.Fitting(new IncomingOrder
        {
            ExternalId = order.Id.ToString(CultureInfo.InvariantCulture),
            ExternalNumber = $"#{order.Number}",
            PlacedAt = WooJson.Time(order.DateCreatedGmt) ?? changed,
            UpdatedAt = ChannelOrders.Told(touched, Rank(order.Status) * 100 + Math.Min(99, refunds.Count)),
            Currency = order.Currency,
            PricesIncludeTax = order.PricesIncludeTax,
            ShippingCost = extra.Cost,
            ShippingTax = extra.Tax,
            Discount = extra.Discount,
            Paid = order.DatePaidGmt is null ? 0 : order.Total,
            Refunded = order.DatePaidGmt is null ? 0 : -order.Refunds.Sum(r => r.Total),
            CancelledAt = order.Status is "cancelled" or "trash" ? changed : null,
            CustomerName = ChannelOrders.Joined(" ", order.Billing?.FirstName, order.Billing?.LastName),
            Email = order.Billing?.Email,
            Phone = order.Billing?.Phone,
            Note = order.CustomerNote,
            Billing = AddressOf(order.Billing),
            Shipping = AddressOf(order.Shipping),
            Lines = [.. order.LineItems.Where(l => l.Quantity > 0).Select(l => LineOf(order, l, refunds))],
        });
    }

    private static IncomingLine LineOf(WooOrder order, WooLine line, IReadOnlyList<WooRefund> refunds)
    {
        var (before, after) = order.PricesIncludeTax ? (line.Subtotal + line.SubtotalTax, line.Total + line.TotalTax) : (line.Subtotal, line.Total);
        var (price, discount) = ChannelOrders.Priced(line.Quantity, Math.Max(before, after), after);
        var sent = SentAt(order);
        var cancelled = Math.Min(line.Quantity, Back(line, refunds.Where(r => sent is null || WooJson.Time(r.DateCreatedGmt) < sent)));
        var returned = sent is null ? 0 : Math.Min(line.Quantity - cancelled, Back(line, refunds.Where(r => WooJson.Time(r.DateCreatedGmt) >= sent)));
        // given back as a whole before it was sent: nothing of it is to be sent any more
        if (order.Status == "refunded" && sent is null)
            cancelled = line.Quantity;
        return new IncomingLine
        {
            ExternalId = line.Id.ToString(CultureInfo.InvariantCulture),
            GoodsId = line.ProductId == 0 ? null : WooChannel.Key(line.ProductId, line.VariationId),
            Sku = line.Sku,
            Name = WooJson.Plain(line.Name),
            Quantity = line.Quantity,
            UnitPrice = price,
            Discount = discount,
            Tax = line.TotalTax,
            TaxPercent = PercentOf(order, line),
            Cancelled = cancelled,
            Sent = sent is null ? 0 : line.Quantity - cancelled,
            Returned = returned,
            Restocked = Math.Clamp((line.MetaData.FirstOrDefault(m => m.Key == "_restock_refunded_items")?.Number ?? 0) - cancelled, 0, returned),
        };
    }

    /// <summary>WooCommerce knows no parcels: an order that is completed was sent.</summary>
    private static DateTimeOffset? SentAt(WooOrder order) => WooJson.Time(order.DateCompletedGmt) ?? (order.Status == "completed" ? WooJson.Time(order.DateModifiedGmt) : null);

    private static decimal Back(WooLine line, IEnumerable<WooRefund> refunds) =>
        refunds.SelectMany(r => r.LineItems).Where(l => l.MetaData.Any(m => m.Key == "_refunded_item_id" && m.Number == line.Id)).Sum(l => Math.Abs(l.Quantity));

    /// <summary>Fees stand beside the shipping; those below zero are discounts.</summary>
    private static (decimal Cost, decimal Tax, decimal Discount) Extra(WooOrder order)
    {
        var net = order.ShippingTotal + order.FeeLines.Sum(f => f.Total);
        var tax = order.ShippingTax + order.FeeLines.Sum(f => f.TotalTax);
        return net < 0 || tax < 0 ? (0, 0, Math.Max(0, -(net + tax))) : (order.PricesIncludeTax ? net + tax : net, tax, 0);
    }

    private static decimal? PercentOf(WooOrder order, WooLine line)
    {
        var rates = line.Taxes.Where(t => t.Total is not (null or 0)).Select(t => order.TaxLines.FirstOrDefault(r => r.RateId == t.Id)?.RatePercent).ToList();
        if (rates.Count > 0 && rates.TrueForAll(r => r is not null))
            return rates.Sum();
        return line.Total == 0 ? null : Math.Round(line.TotalTax / line.Total * 100, 2);
    }

    // how far an order has come, for two changes within one second
    private static int Rank(string status) => status switch
    {
        "on-hold" => 1,
        "processing" => 2,
        "completed" => 4,
        "cancelled" => 6,
        "refunded" => 7,
        "trash" => 8,
        _ => 3,
    };

    private static PostalAddress AddressOf(WooAddress? address) => address is null ? new() : new()
    {
        Name = ChannelOrders.Joined(" ", address.FirstName, address.LastName),
        Company = address.Company,
        Street = ChannelOrders.Joined(", ", address.Address1, address.Address2),
        PostalCode = address.Postcode,
        City = address.City,
        Region = address.State,
        Country = address.Country,
    };
}
