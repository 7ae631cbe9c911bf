using InventorySync.Domain.Channels;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Sales;
using InventorySync.Tests.Catalog;
using InventorySync.Tests.Importing;

namespace InventorySync.Tests.Channels;

public sealed class SalesHistoryTests(TestShop shop) : IClassFixture<TestShop>
{
    private static int _channels;

    [Fact]
    public async Task A_file_of_past_sales_becomes_history_and_moves_no_stock()
    {
        var (channelId, channel) = await ChannelAsync();
        var tea = await shop.GivenVariantOfAsync("Tea sold before");

        var run = await shop.ImportAsync($"Kanal;Bestellnummer;Datum;SKU;Menge\n{channel};1001;14.03.2025;{tea.Sku};3\n{channel};1002;15.03.2025 17:30;{tea.Sku};-1\n", "sales-history");

        Assert.Equal(new ImportCounts(2, 0, 0, 0), run.Counts);
        await using var db = shop.Db();
        var sales = await db.PastSales.Where(p => p.ChannelId == channelId).OrderBy(p => p.At).ToListAsync();
        Assert.Equal([("1001", 3m), ("1002", -1m)], sales.Select(s => (s.OrderId, s.Quantity)));
        Assert.Equal(new DateTime(2025, 3, 14), sales[0].At.Date);
        Assert.False(await db.StockMovements.AnyAsync(m => m.VariantId == tea.Id));
    }

    [Fact]
    public async Task Given_twice_it_changes_nothing_and_given_corrected_it_is_corrected()
    {
        var (channelId, channel) = await ChannelAsync();
        var tea = await shop.GivenVariantOfAsync("Tea told twice");
        await shop.ImportAsync($"Channel,Order,Date,SKU,Quantity\n{channel},1,2025-03-14,{tea.Sku},3\n", "sales-history");

        var again = await shop.CheckedAsync($"Channel,Order,Date,SKU,Quantity\n{channel},1,2025-03-14,{tea.Sku},3\n", "sales-history");
        Assert.Equal(new ImportCounts(0, 0, 1, 0), again.Counts);

        var corrected = await shop.ImportAsync($"Channel,Order,Date,SKU,Quantity\n{channel},1,2025-03-15,{tea.Sku},4\n", "sales-history");
        Assert.Equal(new ImportCounts(0, 1, 0, 0), corrected.Counts);
        Assert.Equal((4m, 15), await OnlyAsync(channelId));
        await using (var db = shop.Db())
            Assert.Single(await db.Outbox.Where(m => m.Kind == nameof(PastSalesCorrected)).ToListAsync(), m => m.Read<PastSalesCorrected>().VariantIds.Contains(tea.Id));

        await shop.UndoneAsync(corrected.Id);
        Assert.Equal((3m, 14), await OnlyAsync(channelId));
    }

    [Fact]
    public async Task Taken_back_it_is_gone()
    {
        var (channelId, channel) = await ChannelAsync();
        var tea = await shop.GivenVariantOfAsync("Tea taken back");
        var run = await shop.ImportAsync($"Channel,Order,Date,SKU,Quantity\n{channel},1,2025-03-14,{tea.Sku},3\n{channel},2,2025-03-14,{tea.Sku},3\n", "sales-history");

        await shop.UndoneAsync(run.Id);

        await using var db = shop.Db();
        Assert.False(await db.PastSales.AnyAsync(p => p.ChannelId == channelId));
    }

    [Fact]
    public async Task What_cannot_be_history_says_why()
    {
        var (channelId, channel) = await ChannelAsync();
        var tea = await shop.GivenVariantOfAsync("Tea refused");
        await shop.Get<Orders>().TakeAsync(new IncomingOrder
        {
            ChannelId = channelId, ExternalId = "77", ExternalNumber = "77", Currency = "EUR", PlacedAt = shop.Clock.GetUtcNow(), UpdatedAt = shop.Clock.GetUtcNow(),
            Lines = [new IncomingLine { ExternalId = "1", Name = "Tea", Sku = tea.Sku, Quantity = 1, UnitPrice = 5 }],
        });
        var tomorrow = shop.Clock.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var run = await shop.CheckedAsync($"""
            Channel,Order,Date,SKU,Quantity
            Nowhere,1,2025-03-14,{tea.Sku},3
            {channel},2,2025-03-14,NOBODY,3
            {channel},3,{tomorrow},{tea.Sku},3
            {channel},4,2025-03-14,{tea.Sku},0
            {channel},77,2025-03-14,{tea.Sku},1
            {channel},5,2025-03-14,{tea.Sku},2
            {channel},5,2025-03-14,{tea.Sku},2
            {channel},6,2025-03-14,{tea.Sku},2,surplus
            """, "sales-history");

        Assert.Equal(
        [
            "No channel is called “Nowhere”. Add it under Channels first, or correct the name.",
            "No variant has the SKU NOBODY. Create it first, or correct the SKU.",
            "This day is still to come. A history holds what was sold already.",
            "Enter how many were sold: up to 10000000, with a minus where they came back, and not zero.",
            "Order 77 stands among your orders already, so it would count twice.",
            "This row has 6 cells, but there are 5 headings. Perhaps a text with the separator in it stands without quotation marks.",
        ], (await shop.RowsAsync(run)).Where(r => r.Problem is not null && r.Id != 8).Select(r => r.Problem!.ToString()));
        Assert.Equal(new ImportCounts(1, 0, 0, 7), run.Counts);
    }

    private async Task<(decimal Quantity, int Day)> OnlyAsync(long channelId)
    {
        await using var db = shop.Db();
        var sale = await db.PastSales.SingleAsync(p => p.ChannelId == channelId);
        return (sale.Quantity, sale.At.Day);
    }

    private async Task<(long Id, string Name)> ChannelAsync()
    {
        var name = $"Old shop {Interlocked.Increment(ref _channels)}";
        return (await shop.Get<SalesChannels>().CreateAsync(new ChannelDetails { Name = name }), name);
    }
}
