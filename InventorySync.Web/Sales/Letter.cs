using InventorySync.Domain.Settings;
using InventorySync.Integrations.Documents.Pdf;
using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Sales;

/// <summary>The shop's writing paper: its name above each page, its address and the number of the page below.</summary>
internal sealed class Letter
{
    public static readonly TextLook Title = new(18, Bold: true);
    public static readonly TextLook Plain = new(9.5);
    public static readonly TextLook Strong = new(9.5, Bold: true);
    public static readonly TextLook Small = new(8) { Ink = Ink.Gray };

    private const double Margin = 48;
    private const double Bottom = 770;
    private const double Foot = 796;
    private const double FactsWidth = 200;

    private readonly PdfCanvas _canvas;
    private readonly string _title;
    private readonly ShopProfile _shop;

    public Letter(DocumentFace face, string title, ShopProfile shop)
    {
        (_canvas, _title, _shop) = (new PdfCanvas(face.Fonts, title, shop.Language), title, shop);
        Page = new PageLayout(_canvas, Margin, Bottom);
        Next();
    }

    public PageLayout Page { get; }

    private string Sender => string.Join(" · ", Lines(_shop.Address).Prepend(_shop.Name));

    private double Right => _canvas.Width - Margin;

    public static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public void Next()
    {
        Page.NewPage(Margin);
        _canvas.Write(_shop.Name, Margin, Margin, new TextLook(10, Bold: true));
        _canvas.Write(_title, Right, Margin, Small with { Side = TextSide.Right });
        _canvas.Line(Margin, Margin + 8, Right, Margin + 8, 0.6, Ink.Rule);
        Page.MoveTo(Margin + 22);
    }

    /// <summary>To whom, from whom, and what the paper is about.</summary>
    public void Heads(IEnumerable<string> to, IEnumerable<(string Name, string Value)> facts)
    {
        var top = Page.Y + 8;
        Page.MoveTo(top);
        Page.Line(Sender, Small);
        Page.Down(4);
        foreach (var line in to)
            Page.Line(line, Plain);
        var lowest = Page.Y;
        Page.MoveTo(top + 10);
        foreach (var (name, value) in facts)
        {
            Page.Down(14);
            _canvas.Write(name, Right - FactsWidth, Page.Y, Small);
            _canvas.Write(value, Right, Page.Y, Strong with { Side = TextSide.Right });
        }

        Page.MoveTo(Math.Max(lowest, Page.Y) + 34);
    }

    /// <summary>The pages, numbered now that it is known how many there are.</summary>
    public byte[] Finish(IStringLocalizer<Texts> texts)
    {
        for (var number = 1; number <= _canvas.Pages; number++)
        {
            _canvas.GoTo(number);
            _canvas.Line(Margin, Foot, Right, Foot, 0.6, Ink.Rule);
            _canvas.Write(Sender, Margin, Foot + 14, Small);
            _canvas.Write(texts["Page {0} of {1}", number, _canvas.Pages], Right, Foot + 14, Small with { Side = TextSide.Right });
        }

        return _canvas.Save();
    }
}
