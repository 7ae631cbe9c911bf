using System.Diagnostics;
using InventorySync.Domain.Sales;
using InventorySync.Tests.Stock;
using InventorySync.Web.Sales;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace InventorySync.Tests.Sales;

/// <summary>The papers as other programs read them: qpdf judges their build, pdftotext reads their words.</summary>
public sealed class OrderDocumentsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task An_invoice_shows_every_line_the_taxes_and_the_sums_of_the_order()
    {
        await shop.Get<Taxes>().CreateAsync(new TaxRateDetails { Country = "US", Percent = 19, ValidFrom = new DateOnly(2020, 1, 1) });
        var (lamp, _) = await shop.GivenLampsAsync(9);
        var orderId = await shop.GivenOrderAsync((lamp, 2), (lamp, 1));
        await shop.Get<Invoicing>().IssueAsync(orderId);
        var order = await shop.OrderAsync(orderId);

        var text = await ReadAsync(orderId, OrderDocument.Invoice);

        Assert.Contains(order.InvoiceNumber!, text, StringComparison.Ordinal);
        Assert.Contains("Carla Customer", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split(order.Lines[0].Sku).Length - 1);
        Assert.Contains("$30.00", text, StringComparison.Ordinal);
        Assert.Contains("$4.79", text, StringComparison.Ordinal); // 19 % in 30.00
        Assert.Contains("Please pay $30.00.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pick_list_leads_along_the_bins()
    {
        var (lamp, store) = await shop.GivenLampsAsync(0);
        var (near, far) = (await shop.GivenBinAsync(store, "A-01"), await shop.GivenBinAsync(store, "C-07"));
        await shop.PostAsync(Domain.Stock.MovementKind.Receipt, new Domain.Stock.StockLine(lamp, store, 2) { BinId = far, UnitCost = 1 }, new Domain.Stock.StockLine(lamp, store, 2) { BinId = near, UnitCost = 1 });
        var orderId = await shop.GivenOrderAsync((lamp, 3));

        var text = await ReadAsync(orderId, OrderDocument.PickList);

        Assert.True(text.IndexOf("A-01", StringComparison.Ordinal) is > 0 and var first && first < text.IndexOf("C-07", StringComparison.Ordinal), text);
        await shop.Get<Shipping>().ShipAsync(orderId, new ShipmentDetails(), SalesGoods.NextKey());
        await using var db = shop.Db();
        Assert.Equal([far], await db.BinStock.Where(b => b.VariantId == lamp).Select(b => b.BinId).ToListAsync());
    }

    [Theory]
    [InlineData(OrderDocument.PackingSlip)]
    [InlineData(OrderDocument.Receipt)]
    public async Task Packing_slip_and_receipt_name_what_is_in_the_parcel(OrderDocument kind)
    {
        var (lamp, _) = await shop.GivenLampsAsync(9);
        var orderId = await shop.GivenOrderAsync((lamp, 2));

        Assert.Contains((await shop.OrderAsync(orderId)).Lines[0].Name, await ReadAsync(orderId, kind), StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync(long orderId, OrderDocument kind)
    {
        await using var services = shop.NewNode(s => s.AddSingleton<IWebHostEnvironment>(new Site()));
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Domain.Access.CurrentActor>().Actor = Domain.Access.Actor.System("Test");
        var (file, _) = await scope.ServiceProvider.GetRequiredService<OrderDocuments>().WriteAsync(orderId, kind);
        var path = Path.Combine(RunFolder.New("papers").FullName, "paper.pdf");
        await File.WriteAllBytesAsync(path, file);
        Assert.Contains("No syntax or stream encoding errors", await RunAsync("qpdf", "--check", path), StringComparison.Ordinal);
        return await RunAsync("pdftotext", "-layout", path, "-");
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private sealed class Site : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = Repository.File("InventorySync.Web/wwwroot");

        public IFileProvider WebRootFileProvider { get; set; } = new PhysicalFileProvider(Repository.File("InventorySync.Web/wwwroot"));

        public string ApplicationName { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = "";

        public string EnvironmentName { get; set; } = "Test";
    }
}
