using System.Text;
using System.Text.RegularExpressions;
using InventorySync.Domain.Access;
using InventorySync.Tests.Browser;
using Microsoft.Playwright;

namespace InventorySync.Tests.Importing;

/// <summary>The way of a person through an import, in a browser.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class ImportJourneyTests(BrowserFixture browser)
{
    private const string File = "Artikel-Nr.;Bezeichnung;Preis;Farbe des Kartons\nJOURNEY-1;Reisetasche;49,90;braun\nJOURNEY-2;Koffer;teuer;grau\nJOURNEY-3;Rucksack;89,00;blau\n";

    [Fact]
    public async Task A_file_is_dropped_its_columns_are_known_its_rows_are_checked_imported_and_taken_back()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/import");
        var page = window.Page;
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "journey.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(File) });
        await Assertions.Expect(page).ToHaveURLAsync(OneImport());
        await Assertions.Expect(page.GetByLabel("Meaning of Artikel-Nr.")).ToHaveValueAsync("sku");
        await Assertions.Expect(page.GetByLabel("Meaning of Preis")).ToHaveValueAsync("price");
        await Assertions.Expect(page.GetByText("These columns are left out: Farbe des Kartons")).ToBeVisibleAsync();
        Assert.Empty(await window.BarriersAsync());
        await window.PictureAsync("import-columns");

        await page.GetByRole(AriaRole.Button, new() { Name = "Check every row" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "2 rows would come in." })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByText("“teuer” is not a number.")).ToBeVisibleAsync();
        Assert.Empty(await window.BarriersAsync());
        await window.PictureAsync("import-checked");

        await page.GetByRole(AriaRole.Button, new() { Name = "Import 2 rows" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take back" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Empty(await window.BarriersAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await Assertions.Expect(page.GetByText("2 rows were taken back.").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        window.AssertNoProblems();
    }

    [GeneratedRegex(@"/import/\d+")]
    private static partial Regex OneImport();
}
