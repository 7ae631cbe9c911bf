using System.Globalization;
using System.Text;
using InventorySync.Data.Common;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Files;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Demo;

/// <summary>Two thousand things that a small shop for home and kitchen sells, with codes, prices, pictures and gift sets. The rules of the catalogue make each;
/// they are stored together, because one by one through the services would take minutes.</summary>
internal sealed class DemoCatalog(DemoSize size) : IDemoShare
{
    private const int Seed = 20_240_311;
    private const int MostColours = 5;
    private const int Sets = 24;

    public int Order => 30;

    public IEnumerable<DemoStep> Steps(DemoCalendar calendar)
    {
        yield return new DemoStep("catalogue: the goods", calendar.DaysAgo(757, 8), DemoPerson.Owner, (services, ct) => new Writer(services, size, calendar).WriteAsync(ct));
    }

    private sealed class Writer(IServiceProvider services, DemoSize size, DemoCalendar calendar)
    {
        private readonly Random _random = new(Seed);
        private readonly Dictionary<(string Drawing, string Colour), StoredContent> _drawn = [];
        private readonly List<(Product Product, DemoKind Kind, string Colour)> _made = [];
        private InventoryDb _db = null!;
        private int _codes;

        public async Task WriteAsync(CancellationToken ct)
        {
            var database = services.GetRequiredService<InventoryDatabase>();
            // without watchers: the goods were there when the shop opened, so nobody is told of each
            await using var quiet = new InventoryDatabase(database.Provider, database.ConnectionString, []);
            _db = quiet.Open(Actor.System("Demo shop"));
            await using var _ = _db;
            if (await _db.Products.AnyAsync(ct))
                return;

            await using var transaction = await _db.Database.BeginTransactionAsync(ct);
            var categories = await CategoriesAsync(ct);
            var brands = await BrandsAsync(ct);
            Make(categories, brands);
            _db.ChangeTracker.AutoDetectChangesEnabled = false;
            await DrawAsync(ct);
            var names = brands.ToDictionary(b => b.Id, b => b.Name);
            Fold(names);
            await _db.Products.AddRangeAsync(_made.Select(m => m.Product), ct);
            await SetsAsync(categories["Gift sets"], ct);
            await _db.SaveChangesAsync(ct);
            await SummariesAsync(names, ct);
            await PricesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        private async Task<Dictionary<string, Category>> CategoriesAsync(CancellationToken ct)
        {
            var all = new Dictionary<string, Category>();
            foreach (var name in DemoGoods.Kinds.Select(k => k.Category).Append("Gift sets").Distinct())
                all[name] = await CategoryAsync(name, null, ct);
            foreach (var kind in DemoGoods.Kinds)
            {
                if (!all.ContainsKey($"{kind.Category}/{kind.Group}"))
                    all[$"{kind.Category}/{kind.Group}"] = await CategoryAsync(kind.Group, all[kind.Category], ct);
            }

            await _db.SaveChangesAsync(ct);
            return all;
        }

        private async Task<Category> CategoryAsync(string name, Category? parent, CancellationToken ct)
        {
            var category = Category.Create(new CategoryDetails { Name = name });
            await _db.Categories.AddAsync(category, ct);
            category.MoveUnder(parent);
            return category;
        }

        private async Task<List<Brand>> BrandsAsync(CancellationToken ct)
        {
            var brands = DemoGoods.Brands.Select(name => Brand.Create(new BrandDetails { Name = name })).ToList();
            await _db.Brands.AddRangeAsync(brands, ct);
            await _db.SaveChangesAsync(ct);
            return brands;
        }

        // round after round over all kinds, until there are enough variants
        private void Make(Dictionary<string, Category> categories, List<Brand> brands)
        {
            for (var (round, variants) = (0, 0); variants < size.Variants - Sets; round++)
            {
                foreach (var kind in DemoGoods.Kinds)
                {
                    var product = MakeOne(kind, round, categories[$"{kind.Category}/{kind.Group}"].Id, brands[_random.Next(brands.Count)].Id, size.Variants - Sets - variants);
                    variants += product.Variants.Count;
                    if (variants >= size.Variants - Sets)
                        return;
                }
            }
        }

        private Product MakeOne(DemoKind kind, int round, long categoryId, long brandId, int most)
        {
            var series = DemoGoods.Series[(round + kind.Code[0]) % DemoGoods.Series.Length] + (round >= DemoGoods.Series.Length ? " II" : "");
            var first = _random.Next(DemoGoods.Colours.Length);
            var colours = kind.Coloured ? Enumerable.Range(0, 1 + _random.Next(MostColours)).Select(i => DemoGoods.Colours[(first + i) % DemoGoods.Colours.Length]).ToArray() : [];
            var axes = new List<ProductOption>();
            if (colours.Length > 1)
                axes.Add(new ProductOption { Name = "Colour", Values = [.. colours.Select(c => c.Name)] });
            if (kind.Sizes.Length > 1 && round % 3 != 2)
                axes.Add(new ProductOption { Name = kind.SizeName, Values = [.. kind.Sizes] });
            var combinations = VariantAxes.Combine(axes);
            if (combinations.Count > most)
                (axes, combinations) = ([], VariantAxes.Combine([]));

            var product = Product.Create(Details(kind, series, round, categoryId, brandId), axes, calendar.DaysAgo(757 - round * 9 % 400, 8));
            var price = Nice(kind.Low + (kind.High - kind.Low) * (decimal)_random.NextDouble());
            foreach (var values in combinations)
                product.AddVariant(VariantOf(kind, round, axes, values, price));
            _made.Add((product, kind, DemoGoods.Colours[first].Hex));
            return product;
        }

        private static ProductDetails Details(DemoKind kind, string series, int round, long categoryId, long brandId) => new()
        {
            Name = $"{char.ToUpperInvariant(kind.Noun[0])}{kind.Noun[1..]} {series}",
            Description = $"{char.ToUpperInvariant(kind.Noun[0])}{kind.Noun[1..]} of the series {series}, made in small batches.",
            Status = round % 23 == 22 ? ProductStatus.Discontinued : ProductStatus.Active,
            CategoryId = categoryId,
            BrandId = brandId,
            Tags = kind.Swing > 0.8 ? [kind.Peak == 12 ? "gift" : "season"] : round % 5 == 0 ? ["new"] : [],
            SpecificationText = kind.Specification,
            WarrantyMonths = kind.High > 30 ? 24 : null,
            TaxClass = kind.Category == "Tea and pantry" || kind.Code == "SED" ? "Reduced" : "Standard",
        };

        private VariantDetails VariantOf(DemoKind kind, int round, List<ProductOption> axes, IReadOnlyList<string> values, decimal price)
        {
            var bigger = axes.FindIndex(a => a.Name == kind.SizeName) is >= 0 and var at ? Array.IndexOf(kind.Sizes, values[at]) : 0;
            var own = Nice(price * (1 + 0.35m * bigger));
            return new VariantDetails
            {
                Sku = VariantAxes.SuggestedSku(string.Create(CultureInfo.InvariantCulture, $"{kind.Code}-{round + 1:000}"), values),
                OptionValues = values,
                Barcodes = [NextBarcode()],
                Price = own,
                CompareAtPrice = round % 11 == 10 ? Nice(own * 1.25m) : null,
                Cost = Math.Round(own * (0.36m + 0.16m * (decimal)_random.NextDouble()), 2),
                FloorPrice = Math.Round(own * 0.85m, 2),
                WeightGrams = kind.Grams + 40 * bigger,
                PackSize = own < 10 ? 12 : own < 30 ? 6 : 1,
            };
        }

        /// <summary>Numbers that begin with 2 are given by shops themselves, so none is anybody else's.</summary>
        private string NextBarcode()
        {
            var digits = string.Create(CultureInfo.InvariantCulture, $"20{40_000_000 + ++_codes * 37:0000000000}");
            return digits + Barcode.CheckDigit(digits).ToString(CultureInfo.InvariantCulture);
        }

        private async Task DrawAsync(CancellationToken ct)
        {
            foreach (var (product, kind, colour) in _made)
                product.Pictures.Add(await PictureAsync(product.Name, kind.Drawing, colour, product.CreatedAt, ct));
        }

        private async Task<Picture> PictureAsync(string name, string drawing, string colour, DateTimeOffset at, CancellationToken ct)
        {
            if (!_drawn.TryGetValue((drawing, colour), out var content))
            {
                await using var svg = new MemoryStream(Encoding.UTF8.GetBytes(DemoDrawings.Draw(drawing, colour)));
                _drawn[(drawing, colour)] = content = await services.GetRequiredService<IFileStore>().PutAsync(svg, Pictures.MaxBytes, ct);
            }

            var file = new StoredFile
            {
                Name = $"{drawing}.svg", ContentType = "image/svg+xml", Size = content.Size, Sha256 = content.Sha256, Purpose = Pictures.Purpose, StoredAt = at, StoredBy = DemoPerson.Owner.Name,
            };
            await _db.Files.AddAsync(file, ct);
            return new Picture(file.PublicId, file.PublicId, 1);
        }

        // sets of things from different shelves, cheaper than one by one
        private async Task SetsAsync(Category category, CancellationToken ct)
        {
            var parts = _made.Where(m => m.Product.Status == ProductStatus.Active).Select(m => m.Product.Variants[0]).ToList();
            for (var number = 1; number <= Math.Min(Sets, parts.Count / 4); number++)
            {
                var chosen = Enumerable.Range(0, 2 + number % 3).Select(i => parts[(number * 7 + i * 13) % parts.Count]).Distinct().ToList();
                var product = Product.Create(new ProductDetails { Name = $"Gift set No. {number}", Description = "Wrapped in a box with a ribbon.", CategoryId = category.Id, TagText = "gift", TaxClass = "Standard" }, [], calendar.DaysAgo(400 - number, 9));
                var set = product.AddVariant(new VariantDetails { Sku = string.Create(CultureInfo.InvariantCulture, $"SET-{number:000}"), Barcodes = [NextBarcode()], Price = Nice(chosen.Sum(p => p.Price) * 0.9m), Cost = chosen.Sum(p => p.Cost ?? 0) + 1.2m });
                var colour = DemoGoods.Colours[number % DemoGoods.Colours.Length].Hex;
                product.Pictures.Add(await PictureAsync(product.Name, "box", colour, product.CreatedAt, ct));
                set.FoldForSearch(product.Name, null);
                // the keys of the parts are known already, and those of the set with this
                await _db.Products.AddAsync(product, ct);
                set.MakeKitOf([.. chosen.Select(p => new KitPart { KitVariantId = set.Id, PartVariantId = p.Id, Quantity = 1 })]);
                await _db.KitParts.AddRangeAsync(set.Parts, ct);
                _db.Entry(set).DetectChanges();
                _made.Add((product, DemoGoods.Kinds[0], colour));
            }
        }

        private void Fold(Dictionary<long, string> brands)
        {
            foreach (var product in _made.Select(m => m.Product))
                product.Variants.ForEach(v => v.FoldForSearch(product.Name, brands[product.BrandId!.Value]));
        }

        private async Task SummariesAsync(Dictionary<long, string> brands, CancellationToken ct)
        {
            var summaries = new List<ProductSummary>();
            foreach (var product in _made.Select(m => m.Product))
            {
                var summary = new ProductSummary(product.Id);
                summary.Tell(product, product.BrandId is { } key ? brands[key] : null);
                summaries.Add(summary);
            }

            await BulkLoad.AddAsync(_db, summaries, ct);
        }

        // the prices of today are those of last January's list; before it they were a little lower
        private async Task PricesAsync(CancellationToken ct)
        {
            var manager = new Actor(ActorKind.Person, DemoPerson.Manager.Name) { PersonId = await _db.People.Where(p => p.DisplayName == DemoPerson.Manager.Name).Select(p => (long?)p.Id).FirstOrDefaultAsync(ct) };
            var changes = _made.SelectMany(m => m.Product.Variants.Where(v => v.Price > 5).SelectMany(v => PriceChange.Between(
                Prices.Of(v) with { Price = Nice(v.Price * 0.94m), Cost = Math.Round((v.Cost ?? 0) * 0.95m, 2) }, v, manager, "New price list", calendar.DaysAgo(298, 9)))).ToList();
            await BulkLoad.AddAsync(_db, changes, ct);
        }

        private static decimal Nice(decimal price) => price < 8 ? Math.Round(price * 10) / 10 : Math.Floor(price) + 0.90m;
    }
}
