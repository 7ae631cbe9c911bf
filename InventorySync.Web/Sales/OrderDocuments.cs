using System.Globalization;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;
using InventorySync.Integrations.Documents.Pdf;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.Extensions.Localization;
using static InventorySync.Web.Sales.Letter;

namespace InventorySync.Web.Sales;

public enum OrderDocument
{
    Invoice,
    PackingSlip,
    PickList,
    Receipt,
}

/// <summary>Writes an order's papers, in the language and the numbers of the shop, whoever prints them.</summary>
public sealed class OrderDocuments(Orders orders, OrderBoard board, ShopSettings settings, DocumentFace face, IStringLocalizer<Texts> texts)
{
    private const double ReceiptWidth = 226.77; // 80 mm, the paper of a till
    private const double ReceiptMargin = 12;

    /// <summary>The file, and what it is called.</summary>
    public async Task<(byte[] File, string Name)> WriteAsync(long orderId, OrderDocument kind, CancellationToken ct = default)
    {
        var order = await orders.FindAsync(orderId, ct);
        if (kind == OrderDocument.Invoice && order.InvoiceNumber is null)
            throw new NotFoundException("No invoice is written for order {0} yet. Write it on the page of the order.", order.Number);

        var (shop, sales) = (await settings.GetAsync<ShopProfile>(), await settings.GetAsync<SalesSettings>());
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (shop.Culture, shop.Culture);
        return kind switch
        {
            OrderDocument.Invoice => (Invoice(order, shop, sales), $"{order.InvoiceNumber}.pdf"),
            OrderDocument.PackingSlip => (PackingSlip(order, shop), $"packing-slip-{order.Number}.pdf"),
            OrderDocument.PickList => (PickList(order, shop, await board.PickAsync(orderId, ct)), $"pick-list-{order.Number}.pdf"),
            _ => (Receipt(order, shop, sales), $"receipt-{order.Number}.pdf"),
        };
    }

    private byte[] Invoice(Order order, ShopProfile shop, SalesSettings sales)
    {
        var letter = new Letter(face, texts["Invoice {0}", order.InvoiceNumber!], shop);
        var page = letter.Page;
        letter.Heads(AddressLines(order.Billing.IsEmpty ? order.Shipping : order.Billing, order),
        [
            (texts["Invoice"], order.InvoiceNumber!),
            (texts["Date"], Day(order.InvoicedAt ?? order.PlacedAt, shop)),
            (texts["Order"], order.Number),
            .. order.ShippedAt is { } sent ? new[] { (texts["Sent"].Value, Day(sent, shop)) } : [],
        ]);
        page.Line(texts["Invoice {0}", order.InvoiceNumber!], Title);
        page.Down(12);
        page.Table(
            [new(texts["Goods"], 0.44), new(texts["Quantity"], 0.11, TextSide.Right), new(texts["Price"], 0.14, TextSide.Right), new(texts["Discount"], 0.11, TextSide.Right), new(texts["Tax"], 0.08, TextSide.Right), new(texts["Total"], 0.12, TextSide.Right)],
            order.Lines.Where(l => l.Quantity > l.Cancelled).OrderBy(l => l.Position).Select(l => (IReadOnlyList<string>)
                [$"{l.Name} ({l.Sku})", Units(l.Quantity - l.Cancelled), Amount(l.UnitPrice, order), l.Discount > 0 ? Amount(-l.Discount, order) : "", $"{MoneyFormat.Of(l.TaxPercent, 4)} %", Amount(l.Amount, order)]),
            letter.Next);
        Sums(page, order, letter.Next);
        page.Down(24);
        page.Keep(90, letter.Next);
        page.Line(Paid(order), Plain);
        if (sales.TaxNumber.Length > 0)
            page.Line(texts["Tax number: {0}", sales.TaxNumber], Small);
        page.Down(8);
        page.Paragraph(sales.DocumentEnd, Plain);
        return letter.Finish(texts);
    }

    private byte[] PackingSlip(Order order, ShopProfile shop)
    {
        var letter = new Letter(face, texts["Packing slip {0}", order.Number], shop);
        var page = letter.Page;
        letter.Heads(AddressLines(order.Shipping.IsEmpty ? order.Billing : order.Shipping, order), [(texts["Order"], order.Number), (texts["Date"], Day(order.PlacedAt, shop)), (texts["Number on the channel"], order.ExternalNumber ?? "–")]);
        page.Line(texts["Packing slip"], Title);
        page.Down(12);
        page.Table(
            [new(texts["Goods"], 0.5), new(texts["SKU"], 0.26), new(texts["Ordered"], 0.12, TextSide.Right), new(texts["Sent"], 0.12, TextSide.Right)],
            order.Lines.Where(l => l.Quantity > l.Cancelled).OrderBy(l => l.Position).Select(l => (IReadOnlyList<string>)[l.Name, l.Sku, Units(l.Quantity - l.Cancelled), l.Shipped > 0 ? Units(l.Shipped) : Units(l.Reserved)]),
            letter.Next);
        foreach (var shipment in order.Shipments.Where(s => s.TrackingNumber.Length > 0))
        {
            page.Down(6);
            page.Line($"{shipment.Carrier} {shipment.TrackingNumber}", Plain);
        }

        if (order.Note.Length > 0)
        {
            page.Down(10);
            page.Keep(40, letter.Next);
            page.Paragraph(order.Note, Plain);
        }

        return letter.Finish(texts);
    }

    private byte[] PickList(Order order, ShopProfile shop, IReadOnlyList<PickLine> lines)
    {
        var letter = new Letter(face, texts["Pick list {0}", order.Number], shop);
        var page = letter.Page;
        page.Line(texts["Pick list {0}", order.Number], Title);
        page.Line($"{order.CustomerName} · {Day(order.PlacedAt, shop)}", Small);
        page.Down(12);
        if (lines.Count == 0)
            page.Line(texts["Nothing is held for this order."], Plain);
        foreach (var location in lines.GroupBy(l => l.Location))
        {
            page.Keep(60, letter.Next);
            page.Line(location.Key, new TextLook(12, Bold: true));
            page.Down(6);
            page.Table(
                [new(texts["Bin"], 0.16), new(texts["SKU"], 0.24), new(texts["Goods"], 0.38), new(texts["Quantity"], 0.14, TextSide.Right), new("", 0.08, TextSide.Right)],
                location.Select(l => (IReadOnlyList<string>)[l.Bin.Length > 0 ? l.Bin : "–", l.Sku, l.Name, $"{Units(l.Quantity)} {l.Unit}", "[  ]"]),
                letter.Next);
            page.Down(14);
        }

        return letter.Finish(texts);
    }

    // drawn twice: the first time tells how long the paper is
    private byte[] Receipt(Order order, ShopProfile shop, SalesSettings sales)
    {
        var measured = Till(order, shop, sales, height: 20_000);
        return Till(order, shop, sales, measured.Y + (2 * ReceiptMargin)).Canvas.Save();
    }

    private (PdfCanvas Canvas, double Y) Till(Order order, ShopProfile shop, SalesSettings sales, double height)
    {
        var canvas = new PdfCanvas(face.Fonts, texts["Receipt {0}", order.Number], shop.Language, (ReceiptWidth, height));
        var page = new PageLayout(canvas, ReceiptMargin, height);
        var middle = Plain with { Side = TextSide.Middle };
        page.NewPage(ReceiptMargin);
        page.Line(shop.Name, new TextLook(13, Bold: true) { Side = TextSide.Middle });
        foreach (var line in Lines(shop.Address))
            page.Line(line, Small with { Side = TextSide.Middle });
        if (sales.TaxNumber.Length > 0)
            page.Line(texts["Tax number: {0}", sales.TaxNumber], Small with { Side = TextSide.Middle });
        page.Down(8);
        page.Line(texts["Receipt {0}", order.Number], Strong);
        page.Line(TimeZoneInfo.ConvertTime(order.PlacedAt, shop.Zone).ToString("g", CultureInfo.CurrentCulture), Small);
        page.Down(6);
        page.Rule();
        foreach (var line in order.Lines.OrderBy(l => l.Position))
        {
            page.Paragraph(line.Name, Plain);
            var y = page.Y;
            page.Line($"{Units(line.Quantity)} × {Amount(line.UnitPrice, order)}{(line.Discount > 0 ? $" − {Amount(line.Discount, order)}" : "")}", Small);
            page.MoveTo(y);
            page.Line(Amount(line.Amount, order), Plain with { Side = TextSide.Right });
        }

        page.Down(4);
        page.Rule();
        Sums(page, order, () => { });
        foreach (var payment in order.Payments)
            page.Sum(texts[Forms.ChoiceText.Of(payment.Method)], Amount(payment.Amount, order), strong: false, () => { });
        page.Down(14);
        foreach (var line in page.Wrapped(sales.DocumentEnd, ReceiptWidth - (2 * ReceiptMargin), middle))
            page.Line(line, middle);
        return (canvas, page.Y);
    }

    private void Sums(PageLayout page, Order order, Action next)
    {
        page.Down(6);
        if (order.Discount > 0)
            page.Sum(texts["Discount"], Amount(-Math.Min(order.Discount, order.Subtotal + order.ShippingCost), order), strong: false, next);
        if (order.ShippingCost > 0)
            page.Sum(texts["Shipping"], Amount(order.ShippingCost, order), strong: false, next);
        foreach (var rate in order.Sums().Rates)
        {
            var name = order.PricesIncludeTax ? texts["Tax {0} % in {1}", MoneyFormat.Of(rate.TaxPercent, 4), Amount(rate.Net + rate.Tax, order)] : texts["Tax {0} % on {1}", MoneyFormat.Of(rate.TaxPercent, 4), Amount(rate.Net, order)];
            page.Sum(name, Amount(rate.Tax, order), strong: false, next);
        }

        page.Sum(texts["Total"], Amount(order.Total, order), strong: true, next);
    }

    private string Paid(Order order) => order.PaymentState switch
    {
        PaymentState.Paid => texts["Paid in full. Thank you."],
        PaymentState.Unpaid => texts["Please pay {0}.", Amount(order.Due, order)],
        PaymentState.PartlyPaid => texts["Paid: {0}. Still due: {1}.", Amount(order.Paid, order), Amount(order.Due, order)],
        _ => texts["Paid: {0}. Given back: {1}.", Amount(order.Paid, order), Amount(order.Refunded, order)],
    };

    private static IEnumerable<string> AddressLines(PostalAddress address, Order order)
    {
        var lines = address.Lines().ToList();
        if (string.IsNullOrEmpty(address.Name) && order.CustomerName.Length > 0)
            lines.Insert(0, order.CustomerName);
        return string.IsNullOrEmpty(address.Country) ? lines : lines.Append(Countries.NameOf(address.Country));
    }

    private static string Amount(decimal amount, Order order) => MoneyFormat.Of(new Money(amount, order.Currency));

    private static string Units(decimal quantity) => MoneyFormat.Of(quantity);

    private static string Day(DateTimeOffset at, ShopProfile shop) => shop.DayOf(at).ToString("d", CultureInfo.CurrentCulture);
}
