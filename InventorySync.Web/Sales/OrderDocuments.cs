using System.Globalization;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;
using InventorySync.Integrations.Documents.Pdf;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.Extensions.Localization;

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
    private const double Margin = 48;
    private const double Bottom = 770;
    private const double ReceiptWidth = 226.77; // 80 mm, the paper of a till
    private const double ReceiptMargin = 12;

    private static readonly TextLook Title = new(18, Bold: true);
    private static readonly TextLook Plain = new(9.5);
    private static readonly TextLook Strong = new(9.5, Bold: true);
    private static readonly TextLook Small = new(8) { Ink = Ink.Gray };

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
        var (canvas, page, next) = Begin(texts["Invoice {0}", order.InvoiceNumber!], shop);
        Heads(canvas, page, shop, order.Billing.IsEmpty ? order.Shipping : order.Billing, order,
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
            next);
        Sums(page, order, next);
        page.Down(24);
        page.Keep(90, next);
        page.Line(Paid(order), Plain);
        if (sales.TaxNumber.Length > 0)
            page.Line(texts["Tax number: {0}", sales.TaxNumber], Small);
        page.Down(8);
        page.Paragraph(sales.DocumentEnd, Plain);
        return Number(canvas, shop);
    }

    private byte[] PackingSlip(Order order, ShopProfile shop)
    {
        var (canvas, page, next) = Begin(texts["Packing slip {0}", order.Number], shop);
        Heads(canvas, page, shop, order.Shipping.IsEmpty ? order.Billing : order.Shipping, order, [(texts["Order"], order.Number), (texts["Date"], Day(order.PlacedAt, shop)), (texts["Number on the channel"], order.ExternalNumber ?? "–")]);
        page.Line(texts["Packing slip"], Title);
        page.Down(12);
        page.Table(
            [new(texts["Goods"], 0.5), new(texts["SKU"], 0.26), new(texts["Ordered"], 0.12, TextSide.Right), new(texts["Sent"], 0.12, TextSide.Right)],
            order.Lines.Where(l => l.Quantity > l.Cancelled).OrderBy(l => l.Position).Select(l => (IReadOnlyList<string>)[l.Name, l.Sku, Units(l.Quantity - l.Cancelled), l.Shipped > 0 ? Units(l.Shipped) : Units(l.Reserved)]),
            next);
        foreach (var shipment in order.Shipments.Where(s => s.TrackingNumber.Length > 0))
        {
            page.Down(6);
            page.Line($"{shipment.Carrier} {shipment.TrackingNumber}", Plain);
        }

        if (order.Note.Length > 0)
        {
            page.Down(10);
            page.Keep(40, next);
            page.Paragraph(order.Note, Plain);
        }

        return Number(canvas, shop);
    }

    private byte[] PickList(Order order, ShopProfile shop, IReadOnlyList<PickLine> lines)
    {
        var (canvas, page, next) = Begin(texts["Pick list {0}", order.Number], shop);
        page.Line(texts["Pick list {0}", order.Number], Title);
        page.Line($"{order.CustomerName} · {Day(order.PlacedAt, shop)}", Small);
        page.Down(12);
        if (lines.Count == 0)
            page.Line(texts["Nothing is held for this order."], Plain);
        foreach (var location in lines.GroupBy(l => l.Location))
        {
            page.Keep(60, next);
            page.Line(location.Key, new TextLook(12, Bold: true));
            page.Down(6);
            page.Table(
                [new(texts["Bin"], 0.16), new(texts["SKU"], 0.24), new(texts["Goods"], 0.38), new(texts["Quantity"], 0.14, TextSide.Right), new("", 0.08, TextSide.Right)],
                location.Select(l => (IReadOnlyList<string>)[l.Bin.Length > 0 ? l.Bin : "–", l.Sku, l.Name, $"{Units(l.Quantity)} {l.Unit}", "[  ]"]),
                next);
            page.Down(14);
        }

        return Number(canvas, shop);
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

    private (PdfCanvas Canvas, PageLayout Page, Action Next) Begin(string title, ShopProfile shop)
    {
        var canvas = new PdfCanvas(face.Fonts, title, shop.Language);
        var page = new PageLayout(canvas, Margin, Bottom);
        void Next()
        {
            page.NewPage(Margin);
            canvas.Write(shop.Name, Margin, Margin, new TextLook(10, Bold: true));
            canvas.Write(title, canvas.Width - Margin, Margin, Small with { Side = TextSide.Right });
            canvas.Line(Margin, Margin + 8, canvas.Width - Margin, Margin + 8, 0.6, Ink.Rule);
            page.MoveTo(Margin + 22);
        }

        Next();
        return (canvas, page, Next);
    }

    /// <summary>To whom, from whom, and what the paper is about.</summary>
    private static void Heads(PdfCanvas canvas, PageLayout page, ShopProfile shop, PostalAddress to, Order order, IReadOnlyList<(string Name, string Value)> facts)
    {
        var top = page.Y + 8;
        page.MoveTo(top);
        page.Line(string.Join(" · ", Lines(shop.Address).Prepend(shop.Name)), Small);
        page.Down(4);
        foreach (var line in AddressLines(to, order))
            page.Line(line, Plain);
        var lowest = page.Y;
        page.MoveTo(top + 10);
        foreach (var (name, value) in facts)
        {
            page.Down(14);
            canvas.Write(name, canvas.Width - Margin - 180, page.Y, Small);
            canvas.Write(value, canvas.Width - Margin, page.Y, Strong with { Side = TextSide.Right });
        }

        page.MoveTo(Math.Max(lowest, page.Y) + 34);
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

    /// <summary>The number of each page, when it is known how many there are.</summary>
    private byte[] Number(PdfCanvas canvas, ShopProfile shop)
    {
        for (var number = 1; number <= canvas.Pages; number++)
        {
            canvas.GoTo(number);
            canvas.Line(Margin, 796, canvas.Width - Margin, 796, 0.6, Ink.Rule);
            canvas.Write(string.Join(" · ", Lines(shop.Address).Prepend(shop.Name)), Margin, 810, Small);
            canvas.Write(texts["Page {0} of {1}", number, canvas.Pages], canvas.Width - Margin, 810, Small with { Side = TextSide.Right });
        }

        return canvas.Save();
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

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Amount(decimal amount, Order order) => MoneyFormat.Of(new Money(amount, order.Currency));

    private static string Units(decimal quantity) => MoneyFormat.Of(quantity);

    private static string Day(DateTimeOffset at, ShopProfile shop) => shop.DayOf(at).ToString("d", CultureInfo.CurrentCulture);
}
