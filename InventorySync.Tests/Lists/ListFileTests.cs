using System.Globalization;
using System.Text;
using ExcelDataReader;
using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Places;
using InventorySync.Web;
using InventorySync.Web.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Lists;

public sealed class ListFileTests(TestShop shop) : IClassFixture<TestShop>
{
    private static readonly TimeZoneInfo Nairobi = TimeZoneInfo.FindSystemTimeZoneById("Africa/Nairobi");

    [Fact]
    public async Task A_file_holds_what_the_list_shows_in_its_order_and_nothing_that_is_filtered_out()
    {
        var location = await shop.GivenLocationAsync("Exported");
        await shop.Get<Bins>().MakeAsync(location, new BinPlan { Aisles = new() { From = "A", To = "B" }, Racks = new() { From = "1", To = "2" }, Levels = new() });

        var csv = await CsvAsync<BinList>(new ListRequest
        {
            Filters = [new ListFilter("locationId", FilterOperator.Is, $"{location}"), new ListFilter("code", FilterOperator.StartsWith, "B")],
            Sort = [new ListSort("code", Descending: true)],
            Take = 1,
        });

        Assert.Equal("Code,Room,Kind,State\r\nB-02,,Shelf,true\r\nB-01,,Shelf,true\r\n", csv);
    }

    [Fact]
    public async Task Columns_come_as_they_were_chosen()
    {
        await shop.Get<Locations>().CreateAsync(GivenPlaces.Details("Columns chosen") with { Code = "COLS", City = "Kiel", Kind = LocationKind.Online });

        var csv = await CsvAsync<LocationList>(new ListRequest { Filters = [new ListFilter("code", FilterOperator.Is, "COLS")] }, "kind,city,CODE,city");

        Assert.Equal("Kind,City,Code\r\nOnline,Kiel,COLS\r\n", csv);
    }

    [Fact]
    public async Task Times_are_those_of_the_reader_and_the_heading_says_so()
    {
        await shop.GivenLocationAsync("Audited export");

        var csv = await CsvAsync<AuditList>(new ListRequest { Filters = [new ListFilter("subject", FilterOperator.Is, "Audited export")] }, "at,subject");

        Assert.Equal("When (Africa/Nairobi),What\r\n2026-03-02 12:30:00,Audited export\r\n", csv);
    }

    [Fact]
    public async Task An_excel_file_says_the_same_with_numbers_as_numbers()
    {
        var location = await shop.Get<Locations>().CreateAsync(GivenPlaces.Details("Excel") with { Code = "XLS", Priority = 7, ServesOnlineOrders = true });
        await shop.GivenBinAsync(location, "1");

        using var file = new MemoryStream();
        await WriteAsync<LocationList>(file, new ListRequest { Filters = [new ListFilter("code", FilterOperator.Is, "XLS")] }, "name,priority,bins,servesOnlineOrders", ListFormat.Xlsx);

        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(file);
        Assert.Equal("Locations", reader.Name);
        reader.Read();
        Assert.Equal(["Name", "Priority", "Bins", "Online orders"], Enumerable.Range(0, 4).Select(reader.GetValue));
        reader.Read();
        Assert.Equal(["Excel", 7.0, 1.0, true], Enumerable.Range(0, 4).Select(reader.GetValue));
    }

    [Fact]
    public async Task A_column_that_the_list_has_not_is_refused_by_its_name() =>
        Assert.Contains("“weight”", (await Assert.ThrowsAsync<BusinessRuleException>(() => CsvAsync<BinList>(new ListRequest(), "code,weight"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Who_may_not_read_a_list_does_not_get_it_as_a_file()
    {
        await using var scope = shop.As(BuiltInRoles.Viewer);
        var audit = scope.ServiceProvider.GetRequiredService<AuditList>();

        await Assert.ThrowsAsync<ForbiddenException>(() =>
            scope.ServiceProvider.GetRequiredService<ListFile>().WriteAsync(Stream.Null, audit, new ListRequest(), audit.Columns, ListFormat.Csv, Nairobi, byteOrderMark: false));
    }

    [Fact]
    public void Every_list_of_the_product_can_be_had_as_a_file()
    {
        var registered = shop.Get<IEnumerable<NamedList>>().Select(l => l.GetType()).ToHashSet();
        var lists = new[] { typeof(NamedList).Assembly, typeof(ShopHost).Assembly }.SelectMany(a => a.GetTypes())
            .Where(t => t.IsSubclassOf(typeof(NamedList)) && !t.IsAbstract && t.Namespace?.EndsWith(".Dev", StringComparison.Ordinal) == false);

        Assert.Equal([], lists.Where(l => !registered.Contains(l)).Select(l => $"{l.Name} is not registered with AddList."));
    }

    [Fact]
    public void No_two_lists_have_one_name()
    {
        var names = shop.Get<IEnumerable<NamedList>>().Select(l => l.Name).ToList();

        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
    }

    private async Task<string> CsvAsync<TList>(ListRequest request, string? columns = null)
        where TList : NamedList
    {
        using var file = new MemoryStream();
        await WriteAsync<TList>(file, request, columns, ListFormat.Csv);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private async Task WriteAsync<TList>(Stream target, ListRequest request, string? columns, ListFormat format)
        where TList : NamedList
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var list = shop.Get<TList>();
        await shop.Get<ListFile>().WriteAsync(target, list, request, ListFile.ColumnsOf(list, columns), format, Nairobi, byteOrderMark: false);
        target.Position = 0;
    }
}
