using InventorySync.Domain.Catalog;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Lists;
using InventorySync.Tests.Catalog;

namespace InventorySync.Tests.Importing;

/// <summary>The product files of other shop systems, in the layouts that their makers document.</summary>
public sealed class OtherShopsTests(TestShop shop) : IClassFixture<TestShop>
{
    private const string Shopify = """
        Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,SEO Description,Variant Image,Variant Weight Unit,Variant Tax Code,Cost per item,Status
        classic-tee,Classic Tee,<p>Soft.</p>,Acme,Apparel & Accessories > Clothing > Shirts & Tops,Shirts,"cotton, summer",true,Size,S,Color,Black,,,TEE-S-BLK,180,shopify,10,deny,manual,19.90,24.90,true,true,,https://cdn.example/tee.jpg,1,Tee,false,,,,g,,7.50,active
        classic-tee,,,,,,,,,M,,Black,,,TEE-M-BLK,185,shopify,4,deny,manual,19.90,,true,true,,,,,,,,,g,,7.50,
        classic-tee,,,,,,,,,,,,,,,,,,,,,,,,,https://cdn.example/tee-2.jpg,2,Back,,,,,,,,
        gift-card,Gift Wrap,,Acme,,Service,,false,Title,Default Title,,,,,,0,,,deny,manual,3.00,,false,true,,,,,false,,,,,,,draft
        """;

    private const string WooCommerce = """
        ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,"Is featured?","Visibility in catalog","Short description",Description,"Tax status","Tax class","In stock?",Stock,"Weight (kg)","Length (cm)","Sale price","Regular price",Categories,Tags,Images,Parent,Position,Brands,"Attribute 1 name","Attribute 1 value(s)","Attribute 1 visible","Attribute 1 global"
        44,variable,woo-vneck-tee,,"V-Neck T-Shirt",1,1,visible,Short,"This is a variable product.",taxable,,1,,0.5,24,,,"Clothing > Tshirts",,https://example.org/vneck.jpg,,0,Acme,Color,"Blue, Green",1,1
        45,simple,woo-album,4006381333931,Album,1,0,visible,,"Line one\nLine two",taxable,,1,,,,12,15,"Music, Clothing",pop,,,0,,Media,CD,1,0
        63,variation,woo-vneck-tee-blue,,"V-Neck T-Shirt - Blue",1,0,visible,,,taxable,parent,1,,,,,15,,,,woo-vneck-tee,0,,Color,Blue,,1
        64,variation,woo-vneck-tee-green,,"V-Neck T-Shirt - Green",1,0,visible,,,taxable,parent,1,,,,18,20,,,,id:44,0,,Color,Green,,1
        70,grouped,woo-logo,,"Logo Collection",1,0,visible,,,taxable,,1,,,,,,Clothing,,,,0,,,,,
        """;

    [Fact]
    public async Task The_product_file_of_Shopify_is_known_by_its_headings_and_comes_in_as_it_is()
    {
        var run = await shop.ImportAsync(Shopify);

        Assert.Equal("shopify-products", run.Kind);
        Assert.Equal(0, run.Wrong);
        var tee = await ProductAsync("Classic Tee");
        Assert.Equal(["Size", "Color"], tee.Options.Select(o => o.Name));
        Assert.Equal(["S / Black", "M / Black"], tee.Variants.OrderBy(v => v.Id).Select(v => v.Title));
        Assert.Equal((19.90m, 24.90m, 7.50m, 180m), (tee.Variants[0].Price, tee.Variants[0].CompareAtPrice, tee.Variants[0].Cost, tee.Variants[0].WeightGrams));
        Assert.Equal(["cotton", "summer"], tee.Tags);
        var wrap = await ProductAsync("Gift Wrap");
        Assert.Equal((ProductStatus.Draft, "GIFT-CARD", 0), (wrap.Status, wrap.Variants.Single().Sku, wrap.Options.Count));
        Assert.Contains("Variant Inventory Qty", run.Unused);
        Assert.Contains(shop.Get<Imports>().KindOf(run).NotesFor(run.Headings), n => n.Text.StartsWith("Pictures are not fetched", StringComparison.Ordinal));
        Assert.Equal((0, 0, 0), (await shop.CheckedAsync(Shopify)) is var again ? (again.New, again.Changed, again.Wrong) : default);
    }

    [Fact]
    public async Task The_product_file_of_WooCommerce_comes_in_with_variations_that_stand_far_below_their_product()
    {
        var run = await shop.ImportAsync(WooCommerce);

        Assert.Equal("woocommerce-products", run.Kind);
        Assert.Equal((4, 1), (run.New, run.Wrong));
        var neck = await ProductAsync("V-Neck T-Shirt");
        Assert.Equal(["Blue", "Green"], neck.Variants.OrderBy(v => v.Id).Select(v => v.Title));
        Assert.Equal((18m, 20m), neck.Variants.Where(v => v.Sku == "woo-vneck-tee-green").Select(v => (v.Price, v.CompareAtPrice!.Value)).Single());
        var album = await ProductAsync("Album");
        Assert.Equal((12m, 15m, "4006381333931"), (album.Variants[0].Price, album.Variants[0].CompareAtPrice, album.Variants[0].Barcodes.Single().Code));
        Assert.Equal("Line one\nLine two", album.Description);
        Assert.Equal("“grouped” products are a page of the website only: there is nothing to keep in stock.", (await shop.RowsAsync(run)).Single(r => r.Outcome == RowOutcome.Wrong).Problem!.ToString());
        Assert.Equal((0, 0, 1), (await shop.CheckedAsync(WooCommerce)) is var again ? (again.New, again.Changed, again.Wrong) : default);
    }

    private async Task<Product> ProductAsync(string name) =>
        await shop.ProductAsync((await shop.Get<ProductList>().PageAsync(new ListRequest { Filters = [new ListFilter("name", FilterOperator.Is, name)] })).Rows.Single().Id);
}
