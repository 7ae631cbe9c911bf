using InventorySync.Domain.Sales;

namespace InventorySync.Integrations.Channels.Shopify;

/// <summary>Orders of Shopify in our words, all sums in the shop's own currency.</summary>
internal static class ShopifyOrders
{
    public static async Task<IncomingOrder?> FindAsync(ShopifyClient shopify, string externalId, CancellationToken ct)
    {
        var gid = $"gid://shopify/Order/{externalId}";
        var order = (await shopify.AskPatientlyAsync<OrderAnswer>(ShopifyQueries.Order, new { Id = gid }, ct)).Order;
        if (order is null)
            return null;

        var lines = order.LineItems.Items.ToList();
        for (var after = order.LineItems.Next; after is not null;)
        {
            var more = (await shopify.AskPatientlyAsync<OrderAnswer>(ShopifyQueries.Order, new { Id = gid, After = after }, ct)).Order;
            lines.AddRange(more?.LineItems.Items ?? []);
            after = more?.LineItems.Next;
        }

        lines.RemoveAll(l => l.Quantity <= 0);
        return lines.Count == 0 ? null : Incoming(order, lines, await SentAsync(shopify, order, lines, ct), await RestockedAsync(shopify, order, lines, ct));
    }

    private static IncomingOrder Incoming(ShopOrder order, List<ShopLine> lines, Dictionary<string, int> sent, Dictionary<string, int> restocked)
    {
        var shipping = (order.ShippingLines?.Items ?? []).Where(s => !s.IsRemoved).ToList();
        var extra = (order.TotalTipReceivedSet?.Amount ?? 0) + (order.OriginalTotalDutiesSet?.Amount ?? 0) + (order.OriginalTotalAdditionalFeesSet?.Amount ?? 0);
        var tracking = order.Fulfillments.Where(f => f.Counts).SelectMany(f => f.TrackingInfo ?? []);
        return ChannelOrders.Fitting(new IncomingOrder
        {
            ExternalId = order.LegacyResourceId,
            ExternalNumber = order.Name,
            PlacedAt = order.ProcessedAt,
            UpdatedAt = ChannelOrders.Told(order.UpdatedAt, order.Fulfillments.Count * 20 + order.Refunds.Count * 20 + (order.CancelledAt is null ? 0 : 200) + lines.Count(l => l.Quantity != l.CurrentQuantity)),
            Currency = order.CurrencyCode,
            PricesIncludeTax = order.TaxesIncluded,
            ShippingCost = shipping.Sum(s => s.DiscountedPriceSet.Amount) + extra,
            ShippingTax = shipping.SelectMany(s => s.TaxLines).Sum(t => t.PriceSet.Amount),
            Paid = order.TotalReceivedSet?.Amount ?? 0,
            Refunded = order.TotalRefundedSet?.Amount ?? 0,
            CancelledAt = order.CancelledAt,
            CustomerName = order.BillingAddress?.Name ?? order.ShippingAddress?.Name,
            Email = order.Email,
            Phone = order.Phone ?? order.ShippingAddress?.Phone,
            Note = order.Note,
            Tags = order.Tags,
            Billing = AddressOf(order.BillingAddress),
            Shipping = AddressOf(order.ShippingAddress),
            Parcels = [.. tracking.Select(t => new IncomingParcel { Carrier = t.Company, TrackingNumber = t.Number, TrackingAddress = t.Url })],
            Lines = [.. lines.Select(l => LineOf(l, sent.GetValueOrDefault(l.Id), restocked.GetValueOrDefault(l.Id)))],
        });
    }

    private static IncomingLine LineOf(ShopLine line, int sent, int restocked)
    {
        // what was neither sent nor is still to be sent was taken off before
        var cancelled = Math.Max(0, line.Quantity - sent - line.UnfulfilledQuantity);
        var returned = Math.Clamp(line.Quantity - line.CurrentQuantity - cancelled, 0, sent);
        return new IncomingLine
        {
            ExternalId = ShopifyChannel.NumberOf(line.Id),
            GoodsId = line.Variant?.InventoryItem is { } item ? ShopifyChannel.NumberOf(item.Id) : null,
            Sku = line.Sku,
            Name = line.Name ?? "",
            Quantity = line.Quantity,
            UnitPrice = line.OriginalUnitPriceSet.Amount,
            Discount = line.DiscountAllocations.Sum(d => d.AllocatedAmountSet.Amount),
            Tax = line.TaxLines.Sum(t => t.PriceSet.Amount),
            TaxPercent = line.TaxLines.Count == 0 ? 0 : (decimal)line.TaxLines.Sum(t => t.RatePercentage ?? 0),
            Cancelled = cancelled,
            Sent = sent,
            Returned = returned,
            Restocked = Math.Min(restocked, returned),
        };
    }

    /// <summary>How many of each line were sent. Only where something was taken off or given back do the shipments have to be read for it.</summary>
    private static async Task<Dictionary<string, int>> SentAsync(ShopifyClient shopify, ShopOrder order, List<ShopLine> lines, CancellationToken ct)
    {
        if (lines.TrueForAll(l => l.Quantity == l.CurrentQuantity))
            return lines.ToDictionary(l => l.Id, l => l.Quantity - l.UnfulfilledQuantity);

        var sent = new Dictionary<string, int>();
        foreach (var shipment in order.Fulfillments.Where(f => f.Counts))
        {
            await foreach (var line in shopify.AllAsync<FulfillmentAnswer, LineCount>(ShopifyQueries.Fulfillment, after => new { shipment.Id, After = after }, a => a.Fulfillment?.FulfillmentLineItems, ct))
                sent[line.LineItem.Id] = sent.GetValueOrDefault(line.LineItem.Id) + (line.Quantity ?? 0);
        }

        return sent;
    }

    private static async Task<Dictionary<string, int>> RestockedAsync(ShopifyClient shopify, ShopOrder order, List<ShopLine> lines, CancellationToken ct)
    {
        var restocked = new Dictionary<string, int>();
        foreach (var refund in lines.TrueForAll(l => l.Quantity == l.CurrentQuantity) ? [] : order.Refunds)
        {
            await foreach (var line in shopify.AllAsync<RefundAnswer, RefundedLine>(ShopifyQueries.Refund, after => new { refund.Id, After = after }, a => a.Refund?.RefundLineItems, ct))
            {
                if (line is { RestockType: "RETURN" or "LEGACY_RESTOCK", Restocked: true })
                    restocked[line.LineItem.Id] = restocked.GetValueOrDefault(line.LineItem.Id) + line.Quantity;
            }
        }

        return restocked;
    }

    private static PostalAddress AddressOf(ShopAddress? address) => address is null ? new() : new()
    {
        Name = address.Name,
        Company = address.Company,
        Street = ChannelOrders.Joined(", ", address.Address1, address.Address2),
        PostalCode = address.Zip,
        City = address.City,
        Region = address.Province,
        Country = address.CountryCodeV2,
    };
}
