using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Common;
using InventorySync.Tests.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Catalog;

public sealed class ProductsTests(TestShop shop) : IClassFixture<TestShop>
{
    private Products Products => shop.Get<Products>();

    private Variants Variants => shop.Get<Variants>();

    [Fact]
    public async Task A_product_with_options_is_created_with_all_its_variants()
    {
        ProductOption[] axes = [new() { Name = "Colour", Values = ["Red", "Blue"] }, new() { Name = "Size", Values = ["S", "M"] }];

        var id = await Products.CreateAsync(new NewProduct
        {
            Details = new ProductDetails { Name = "  T-shirt  basic ", TagText = "cotton, summer", WarrantyMonths = 24, SpecificationText = "Material: cotton" },
            Axes = axes,
            Variants = [.. VariantAxes.Combine(axes).Select(values => new VariantDetails { Sku = VariantAxes.SuggestedSku("SHIRT", values), OptionValues = values, Price = 19.90m })],
        });

        var product = await Products.FindAsync(id);
        Assert.Equal(("T-shirt basic", 24, 4), (product.Name, product.WarrantyMonths, product.Variants.Count));
        Assert.Equal(["cotton", "summer"], product.Tags);
        Assert.Equal("SHIRT-BLUE-M", product.Variants.Single(v => v.Title == "Blue / M").Sku);
        await using var db = shop.Db();
        var summary = await db.ProductSummaries.SingleAsync(s => s.ProductId == id);
        Assert.Equal((4, 19.90m, 19.90m, StockState.OutOfStock), (summary.Variants, summary.LowestPrice, summary.HighestPrice, summary.Stock));
        Assert.Equal(nameof(ProductCreated), (await db.Outbox.SingleAsync(m => m.Subject == $"product:{id}")).Kind);
    }

    [Fact]
    public async Task A_sku_belongs_to_one_variant_however_it_is_written()
    {
        await shop.GivenProductAsync("First", sku: "Taken-1");

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.GivenProductAsync("Second", sku: "TAKEN-1"));

        Assert.Equal(("Sku", "Another variant already has the SKU TAKEN-1. Choose a different one."), (refused.Field, refused.Message));
    }

    [Fact]
    public async Task A_barcode_that_is_taken_names_the_sku_that_has_it()
    {
        var owner = await shop.GivenVariantOfAsync("Owner of the code", sku: "CODED-1");
        await Variants.ChangeAsync(owner.Id, owner.Version, VariantDetails.Of(owner) with { Barcodes = ["036000291452"] });
        var other = await shop.GivenVariantOfAsync("Wants it too");

        // the same code as a scanner for EAN-13 reports it
        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => Variants.ChangeAsync(other.Id, other.Version, VariantDetails.Of(other) with { Barcodes = ["0036000291452"] }));

        Assert.Equal("The barcode 036000291452 already leads to CODED-1. Take it away there first, or scan the right one.", refused.Message);
        Assert.Equal(owner.Id, (await Variants.ByCodeAsync("0036000291452"))!.Id);
        Assert.Equal(owner.Id, (await Variants.ByCodeAsync(" coded-1 "))!.Id);
        Assert.Null(await Variants.ByCodeAsync("unknown"));
    }

    [Fact]
    public async Task A_price_that_changes_is_written_down_with_who_when_and_why()
    {
        var variant = await shop.GivenVariantOfAsync("Priced", price: 10);

        await Variants.ChangeAsync(variant.Id, variant.Version, VariantDetails.Of(variant) with { Price = 12.50m, Cost = 4 }, "New list of the supplier");
        await Variants.ChangeAsync(variant.Id, (await shop.VariantAsync(variant.Id)).Version, VariantDetails.Of(await shop.VariantAsync(variant.Id)) with { Unit = "box" });

        var history = await shop.Get<PriceHistory>().OfVariantAsync(variant.Id);
        Assert.Equal(
            [(PriceKind.Cost, null, 4m, "Olivia Owner", "New list of the supplier"), (PriceKind.Price, (decimal?)10m, 12.50m, "Olivia Owner", "New list of the supplier")],
            history.OrderBy(h => h.Kind.ToString(), StringComparer.Ordinal).Select(h => (h.Kind, h.From, h.To!.Value, h.ActorName, h.Reason)));
    }

    [Fact]
    public async Task The_history_of_prices_cannot_be_changed_by_anybody()
    {
        var variant = await shop.GivenVariantOfAsync("Written once", price: 10);
        await Variants.ChangeAsync(variant.Id, variant.Version, VariantDetails.Of(variant) with { Price = 11 });

        await using var db = shop.Db();
        await Assert.ThrowsAnyAsync<Exception>(() => db.PriceChanges.Where(c => c.VariantId == variant.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.To, 5m)));
        await Assert.ThrowsAnyAsync<Exception>(() => db.PriceChanges.Where(c => c.VariantId == variant.Id).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task New_values_add_their_variants_and_values_in_use_stay()
    {
        var id = await shop.GivenProductAsync("Grows", sku: "GROWS");
        ProductOption[] one = [new() { Name = "Size", Values = ["S", "M"] }];

        await Products.ChangeAxesAsync(id, (await shop.ProductAsync(id)).Version, one, [new VariantDetails { Sku = "x", OptionValues = ["S"] }, new VariantDetails { Sku = "GROWS-M", OptionValues = ["M"], Price = 10 }]);
        var grown = await shop.ProductAsync(id);
        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => Products.ChangeAxesAsync(id, grown.Version, [new ProductOption { Name = "Size", Values = ["S", "L"] }], []));

        Assert.Equal([("GROWS", "S"), ("GROWS-M", "M")], grown.Variants.OrderBy(v => v.Id).Select(v => (v.Sku, v.Title)));
        Assert.Equal("“M” is not a value of “Size”, but GROWS-M has it. Keep the value, or change the variant first.", refused.Message);
    }

    [Fact]
    public async Task Two_variants_never_have_the_same_values()
    {
        var id = await shop.GivenProductAsync("Single");

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => Variants.AddAsync(id, new VariantDetails { Sku = CatalogGoods.NewSku() }));

        Assert.Equal("Without options a product has one variant. Add an option such as size or colour first.", refused.Message);
    }

    [Fact]
    public async Task A_copy_is_a_draft_with_skus_of_its_own_and_without_barcodes()
    {
        var original = await shop.GivenVariantOfAsync("Copied", price: 7, sku: "COPIED");
        await Variants.ChangeAsync(original.Id, original.Version, VariantDetails.Of(original) with { Barcodes = ["96385074"] });

        var copy = await shop.ProductAsync(await Products.DuplicateAsync(original.ProductId));
        var again = await shop.ProductAsync(await Products.DuplicateAsync(original.ProductId));

        Assert.Equal(("Copied (copy)", ProductStatus.Draft), (copy.Name, copy.Status));
        Assert.Equal(("COPIED-COPY", 7m, 0), (copy.Variants[0].Sku, copy.Variants[0].Price, copy.Variants[0].Barcodes.Count));
        Assert.Equal("COPIED-COPY2", again.Variants[0].Sku);
    }

    [Fact]
    public async Task What_was_archived_is_told_once_and_comes_back()
    {
        var id = await shop.GivenProductAsync("Archived");

        await Products.ArchiveAsync(id);
        await Products.ArchiveAsync(id);
        Assert.True((await shop.ProductAsync(id)).Archived);
        await Products.RestoreAsync(id);

        Assert.False((await shop.ProductAsync(id)).Archived);
        await using var db = shop.Db();
        Assert.Equal([nameof(ProductCreated), nameof(ProductArchived), nameof(ProductRestored)], await db.Outbox.Where(m => m.Subject == $"product:{id}").OrderBy(m => m.Id).Select(m => m.Kind).ToListAsync());
    }

    [Fact]
    public async Task Who_saves_over_a_newer_version_is_told()
    {
        var id = await shop.GivenProductAsync("Versioned");
        var opened = await shop.ProductAsync(id);
        await Products.ChangeAsync(id, opened.Version, ProductDetails.Of(opened) with { Description = "mine" });

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Products.ChangeAsync(id, opened.Version, ProductDetails.Of(opened) with { Description = "yours" }));
    }

    [Fact]
    public async Task A_variant_that_was_used_is_not_deleted_and_the_last_one_neither()
    {
        ProductOption[] axes = [new() { Name = "Size", Values = ["S", "M", "L"] }];
        var id = await Products.CreateAsync(new NewProduct { Details = new() { Name = "Used" }, Axes = axes, Variants = [.. new[] { "S", "M", "L" }.Select(s => new VariantDetails { Sku = $"USED-{s}", OptionValues = [s] })] });
        var variants = (await shop.ProductAsync(id)).Variants.OrderBy(v => v.Id).ToList();
        await shop.GivenStockAsync(variants[0].Id, await StockGoods.GivenLocationAsync(shop), 1);

        await Variants.DeleteAsync(variants[1].Id);
        var used = await Assert.ThrowsAsync<BusinessRuleException>(() => Variants.DeleteAsync(variants[0].Id));
        await Variants.DeleteAsync(variants[2].Id);
        var last = await Assert.ThrowsAsync<BusinessRuleException>(() => Variants.DeleteAsync(variants[0].Id));

        Assert.Contains("is in use or has been used", used.Message, StringComparison.Ordinal);
        Assert.Contains("is the last variant of “Used”", last.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_there_keeps_its_way_of_counting()
    {
        var variant = await shop.GivenVariantOfAsync("Counted");
        await shop.GivenStockAsync(variant.Id, await StockGoods.GivenLocationAsync(shop), 3);

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => Variants.ChangeAsync(variant.Id, variant.Version, VariantDetails.Of(variant) with { Tracking = Tracking.Serial }));

        Assert.Equal("Tracking", refused.Field);
    }

    [Theory]
    [InlineData(BuiltInRoles.Viewer)]
    [InlineData(BuiltInRoles.Warehouse)]
    public async Task Who_may_only_look_changes_nothing(string role)
    {
        var variant = await shop.GivenVariantOfAsync($"Looked at by {role}");
        await using var scope = shop.As(role);
        var products = scope.ServiceProvider.GetRequiredService<Products>();
        var variants = scope.ServiceProvider.GetRequiredService<Variants>();

        var seen = await products.FindAsync(variant.ProductId);
        await Assert.ThrowsAsync<ForbiddenException>(() => products.CreateAsync(CatalogGoods.Plain("Forbidden")));
        await Assert.ThrowsAsync<ForbiddenException>(() => products.ChangeAsync(seen.Id, seen.Version, ProductDetails.Of(seen)));
        await Assert.ThrowsAsync<ForbiddenException>(() => products.ArchiveAsync(seen.Id));
        await Assert.ThrowsAsync<ForbiddenException>(() => variants.ChangeAsync(variant.Id, variant.Version, VariantDetails.Of(variant)));
        await Assert.ThrowsAsync<ForbiddenException>(() => variants.MakeKitAsync(variant.Id, variant.Version, []));
        await Assert.ThrowsAsync<ForbiddenException>(() => scope.ServiceProvider.GetRequiredService<BulkChanges>().ChangeProductsAsync([seen.Id], new BulkEdit { WarrantyMonths = 1 }));
    }
}
