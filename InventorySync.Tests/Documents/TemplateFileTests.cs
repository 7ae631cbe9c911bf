using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using InventorySync.Integrations.Documents;
using Written = InventorySync.Tests.Importing.Sheets;
using InventorySync.Tests.Importing;

namespace InventorySync.Tests.Documents;

public sealed class TemplateFileTests
{
    private static readonly TemplateColumn[] Columns =
    [
        new("SKU", "The number by which the shop knows the variant.", Required: true, "LAMP-1"),
        new("Barcode", "Its figures, with the zeros in front.", Required: false, "0012345678905"),
        new("Price", "With tax, in the shop's currency.", Required: true, "19.90") { Format = SheetFormat.Money },
        new("Status", "Whether it is sold.", Required: false, "active") { Allowed = ["active", "draft", "\"quoted\" & more"] },
    ];

    [Fact]
    public async Task A_template_has_the_headings_and_a_sheet_that_explains_them()
    {
        var file = await WrittenAsync();

        var look = await Written.LookAsync(file);
        var explained = await Written.ReadAsync(file, look.Reading with { Sheet = "Erklärungen" });

        Assert.Equal(["Tabelle", "Erklärungen"], look.Sheets);
        Assert.Equal(["SKU", "Barcode", "Price", "Status"], look.Headings);
        Assert.Empty(look.FirstRows);
        Assert.Equal(["SKU", "The number by which the shop knows the variant.", "Ja", "LAMP-1", ""], explained[0].Texts());
        Assert.Equal(["Status", "Whether it is sold.", "Nein", "active", "active, draft, \"quoted\" & more"], explained[3].Texts());
    }

    [Fact]
    public async Task A_template_keeps_to_the_rules_of_the_format()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(await WrittenAsync()), isEditable: false);

        var faults = new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document);

        Assert.Equal([], faults.Select(f => $"{f.Part?.Uri} {f.Path?.XPath}: {f.Description}"));
        Assert.Equal(2, document.WorkbookPart!.WorksheetParts.Count());
    }

    [Fact]
    public async Task Codes_that_are_typed_in_stay_text_and_choices_are_offered()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(await WrittenAsync()), isEditable: false);
        var sheet = ((WorksheetPart)document.WorkbookPart!.GetPartById(document.WorkbookPart.Workbook.Sheets!.Elements<Sheet>().First().Id!)).Worksheet;

        var barcode = sheet.Descendants<Column>().ElementAt(1);
        var style = document.WorkbookPart.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ElementAt((int)barcode.Style!.Value);
        var choice = sheet.Descendants<DataValidation>().Single();

        Assert.Equal(49u, style.NumberFormatId!.Value); // "@", the format of text
        Assert.Equal(("D2:D1048576", "\"active,draft,\"\"quoted\"\" & more\""), (choice.SequenceOfReferences!.InnerText, choice.Formula1!.Text));
    }

    private static async Task<byte[]> WrittenAsync()
    {
        using var file = new MemoryStream();
        await TemplateFile.WriteAsync(file, Columns, new TemplateWords { Table = "Tabelle", Explanations = "Erklärungen", Yes = "Ja", No = "Nein" });
        return file.ToArray();
    }
}
