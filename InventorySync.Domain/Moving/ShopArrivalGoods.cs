using InventorySync.Domain.Catalog;
using InventorySync.Domain.Files;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Moving;

/// <summary>The goods of a shop that arrives, and what stands of them where.</summary>
public sealed partial class ShopArrival
{
    public const string PicturePurpose = "picture of a shop that moved";

    private const int StockLines = 2000;

    private async Task ProductsAsync(InventoryDb db, IArrivingPackage package, Action<long> came, CancellationToken ct)
    {
        await using var variants = new MovedRows(package.Rows(ShopTables.Variants, ct));
        await using var barcodes = new MovedRows(package.Rows(ShopTables.Barcodes, ct));
        await using var pictures = new MovedRows(package.Rows(ShopTables.Pictures, ct));
        var count = 0;
        var told = 0L;
        await foreach (var row in package.Rows(ShopTables.Products, ct))
        {
            await ProductAsync(db, package, row, variants, barcodes, pictures, ct);
            if (++count % Batch != 0)
                continue;
            await SaveAsync(db, ct);
            var now = count + variants.Taken + barcodes.Taken + pictures.Taken;
            came(now - told);
            told = now;
        }

        foreach (var rest in new[] { variants, barcodes, pictures })
        {
            if (await rest.PeekAsync() is { } left)
                throw left.Wrong("{0}.csv, row {1}: the row is not in the order of its product, or names one that is not there. Nothing was imported.");
        }

        await SaveAsync(db, ct);
        came(count + variants.Taken + barcodes.Taken + pictures.Taken - told);
    }

    private async Task ProductAsync(InventoryDb db, IArrivingPackage package, MovedRow row, MovedRows variants, MovedRows barcodes, MovedRows pictures, CancellationToken ct)
    {
        var product = row.Made(() => Product.Create(DetailsOf(row), [.. row.Lines("options").Select(OptionOf)], row.At("created")));
        var key = row.Text("product");
        var brand = row.Text("brand");
        var shown = new List<(Variant Variant, int Position)>();
        var arriving = await variants.TakeWhileAsync("product", key);
        foreach (var one in arriving)
        {
            var codes = await barcodes.TakeWhileAsync("sku", one.Text("sku"));
            var variant = one.Made(() => product.AddVariant(VariantOf(one) with { Barcodes = [.. codes.Select(c => c.Text("code"))] }));
            variant.FoldForSearch(product.Name, brand);
            if (one.WholeOrNone("picture") is { } position)
                shown.Add((variant, position));
        }

        foreach (var picture in await pictures.TakeWhileAsync("product", key))
            product.Pictures.Add(await PictureAsync(db, package, picture, ct));
        if (row.AtOrNone("archived") is { } archived)
            product.Archive(archived);
        await AddAsync(db, product, key, ct);
        foreach (var (variant, one) in product.Variants.Zip(arriving))
        {
            db.Entry(variant).Property(v => v.PublicId).CurrentValue = one.Text("label");
            _variants[variant.Sku] = variant.Id;
        }

        foreach (var (variant, position) in shown)
            variant.PictureId = product.Pictures.Find(p => p.Position == position)?.Id;
        var summary = new ProductSummary(product.Id);
        summary.Tell(product, brand);
        await db.ProductSummaries.AddAsync(summary, ct);
    }

    private ProductDetails DetailsOf(MovedRow row) => new()
    {
        Name = row.Text("name"),
        Description = row.Text("description"),
        Status = row.Choice<ProductStatus>("status"),
        CategoryId = row.TextOrNone("category") is null ? null : row.Known("category", _categories).Id,
        BrandId = row.TextOrNone("brand") is null ? null : row.Known("brand", _brands),
        Tags = row.Lines("tags"),
        Specifications = [.. row.Lines("specifications").Select(l => l.Split('\t', 2)).Select(s => new Specification { Name = s[0], Value = s.Length > 1 ? s[1] : "" })],
        WarrantyMonths = row.WholeOrNone("warranty months"),
        TaxClass = row.Text("tax class"),
    };

    private static ProductOption OptionOf(string line) => line.Split('\t') is [var name, .. var values] ? new ProductOption { Name = name, Values = [.. values] } : new ProductOption();

    private static VariantDetails VariantOf(MovedRow row) => new()
    {
        Sku = row.Text("sku"),
        OptionValues = row.Lines("values"),
        Price = row.Number("price"),
        CompareAtPrice = row.NumberOrNone("former price"),
        Cost = row.NumberOrNone("cost"),
        FloorPrice = row.NumberOrNone("lowest price"),
        WeightGrams = row.NumberOrNone("weight g"),
        LengthMm = row.NumberOrNone("length mm"),
        WidthMm = row.NumberOrNone("width mm"),
        HeightMm = row.NumberOrNone("height mm"),
        Unit = row.Text("unit"),
        PackSize = row.Number("pack size"),
        QuantityDecimals = row.Whole("decimals"),
        Tracking = row.Choice<Tracking>("tracking"),
        Status = row.Choice<ProductStatus>("status"),
    };

    private async Task<Picture> PictureAsync(InventoryDb db, IArrivingPackage package, MovedRow row, CancellationToken ct)
    {
        var whole = await TakeInAsync(db, package, row.Text("file"), row.Text("name"), ct);
        var small = row.TextOrNone("small file") is { } path ? await TakeInAsync(db, package, path, row.Text("small name"), ct) : whole;
        return new Picture(whole, small, row.Whole("position"));
    }

    private async Task<string> TakeInAsync(InventoryDb db, IArrivingPackage package, string path, string name, CancellationToken ct)
    {
        await using var picture = await package.OpenAsync(path, ct);
        var stored = await files.TakeInAsync(PicturePurpose, new FileToStore(name, picture), ct);
        db.Files.Add(stored);
        return stored.PublicId;
    }

    private async Task<long> KitsAsync(InventoryDb db, IArrivingPackage package, CancellationToken ct)
    {
        await using var rows = new MovedRows(package.Rows(ShopTables.Kits, ct));
        while (await rows.PeekAsync() is { } first)
        {
            var kitId = first.Known("kit", _variants);
            var parts = await rows.TakeWhileAsync("kit", first.Text("kit"));
            var kit = await db.Variants.Include(v => v.Parts).SingleAsync(v => v.Id == kitId, ct);
            kit.MakeKitOf([.. parts.Select(p => new KitPart { KitVariantId = kitId, PartVariantId = p.Known("part", _variants), Quantity = p.Number("quantity") })]);
            var summary = await db.ProductSummaries.SingleAsync(s => s.ProductId == kit.ProductId, ct);
            db.Entry(summary).Property(s => s.HasKit).CurrentValue = true;
        }

        await SaveAsync(db, ct);
        return rows.Taken;
    }

    private async Task PricesAsync(InventoryDb db, IArrivingPackage package, Action<long> came, CancellationToken ct)
    {
        var count = 0;
        await foreach (var row in package.Rows(ShopTables.PriceHistory, ct))
        {
            await db.PriceChanges.AddAsync(PriceChange.Brought(row.Known("sku", _variants), row.Choice<PriceKind>("kind"), row.NumberOrNone("from"), row.NumberOrNone("to"), row.At("at"), row.Text("who"), row.Text("reason")), ct);
            if (++count % Batch != 0)
                continue;
            await SaveAsync(db, ct);
            came(Batch);
        }

        await SaveAsync(db, ct);
        came(count % Batch);
    }

    private async Task StockAsync(InventoryDb db, IArrivingPackage package, string key, Action<long> came, CancellationToken ct)
    {
        var lines = new List<StockLine>();
        var (command, count) = (0, 0);
        await foreach (var row in package.Rows(ShopTables.Stock, ct))
        {
            lines.AddRange(LinesOf(row));
            count++;
            if (lines.Count < StockLines)
                continue;
            await PostAsync();
        }

        if (lines.Count > 0)
            await PostAsync();

        async Task PostAsync()
        {
            await ledger.PostAsync(db, new StockCommand($"{key}:{++command}", MovementKind.Import, [.. lines]) { Reason = "Opening balance" }, ct);
            await SaveAsync(db, ct);
            came(count);
            (count, lines) = (0, []);
        }
    }

    private IEnumerable<StockLine> LinesOf(MovedRow row)
    {
        var location = row.Known("location", _locations);
        var (quantity, value) = (row.Number("quantity"), row.Number("value"));
        var bin = row.TextOrNone("bin") is not { } code ? (long?)null
            : _bins.TryGetValue(Place(location.Code, code), out var binId) ? binId : throw row.Unknown("bin");
        var line = new StockLine(row.Known("sku", _variants), location.Id, quantity) { BinId = bin };
        if (quantity > 0)
            return [line with { TotalCost = value }];

        // units that were sold before they came cost what one costs; a piece that comes and goes tells the ledger what that is
        return [line with { Quantity = 1, BinId = null, TotalCost = StockItem.Round(value / quantity) }, line with { Quantity = quantity - 1, BinId = null }];
    }
}
