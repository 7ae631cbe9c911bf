using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>Works out what rows do to products and variants, on things in memory; nothing is written here.</summary>
internal sealed class GoodsPlan(ImportContext context, GoodsNames names, GoodsLook look)
{
    private readonly Dictionary<string, string> _codes = [];
    private readonly Dictionary<string, (GoodsRow Row, string Text)> _said = [];

    /// <summary>Products that come to be, with their variants.</summary>
    public List<Product> NewProducts { get; } = [];

    public List<(Product Product, Variant Variant, GoodsRow Row)> NewVariants { get; } = [];

    /// <summary>With how they were before.</summary>
    public Dictionary<Product, (ProductDetails Before, GoodsRow Row)> ChangedProducts { get; } = [];

    public Dictionary<Variant, (Product Product, VariantDetails Before, GoodsRow Row)> ChangedVariants { get; } = [];

    public HashSet<Product> Touched { get; } = [];

    public bool CountingChanges { get; private set; }

    public void Make(IReadOnlyList<GoodsRow> rows)
    {
        foreach (var row in rows)
        {
            row.Plan.Key = row.Sku.Length > 0 ? row.Sku : row.FoundBy;
            row.Plan.Name = row.Name.Value ?? "";
            if (row.Plan.Key.Length == 0 && look.Of(row) is { } found)
                row.Plan.Key = found.Variant.Sku;
        }

        foreach (var group in Groups(rows))
            Plan(group);
        foreach (var row in rows)
            row.Plan.Settle(isNew: row.Plan.Outcome == RowOutcome.New);
    }

    private static IEnumerable<List<GoodsRow>> Groups(IReadOnlyList<GoodsRow> rows)
    {
        var groups = new Dictionary<string, List<GoodsRow>>();
        foreach (var row in rows)
        {
            if (row.Group.Length == 0)
            {
                yield return [row];
                continue;
            }

            if (!groups.TryGetValue(row.Group, out var group))
                groups[row.Group] = group = [];
            group.Add(row);
        }

        foreach (var group in groups.Values)
            yield return group;
    }

    private void Plan(List<GoodsRow> group)
    {
        var good = group.FindAll(r => !r.Row.IsWrong);
        foreach (var row in good)
            Try(row, () => CheckCodes(row));
        good.RemoveAll(r => r.Row.IsWrong);
        if (good.Count == 0)
            return;

        var product = ProductOf(good);
        if (product is null)
            PlanNew(good);
        else
            PlanExisting(product, good);
    }

    private Product? ProductOf(List<GoodsRow> rows)
    {
        Product? product = null;
        GoodsRow? first = null;
        foreach (var row in rows.ToList())
        {
            var found = look.Of(row)?.Product ?? (row.ProductId is { } id ? look.Products.GetValueOrDefault(id) : null);
            if (found is null)
                continue;
            if (product is not null && found != product)
            {
                row.Row.Refuse("sku", new Sentence("{0} belongs to “{1}”, but {2} of the same product in row {3} belongs to “{4}”. Give both their own product.", row.Sku, found.Name, first!.Sku, first.Row.Number, product.Name));
                rows.Remove(row);
                continue;
            }

            (product, first) = (found, first ?? row);
        }

        return product ?? rows.Select(r => r.Name.Value is { Length: > 0 } name && r.FindsByName && look.ByName[name].Take(2).ToList() is [var only] ? look.Products.GetValueOrDefault(only) : null).FirstOrDefault(p => p is not null);
    }

    private void PlanNew(List<GoodsRow> rows)
    {
        foreach (var row in rows.Where(r => !context.MayCreate || r.OnlyChanges).ToList())
        {
            row.Row.Refuse("sku", row.Sku.Length > 0 ? new Sentence("No variant has the SKU {0}. Create it first, or correct the SKU.", row.Sku) : new Sentence("No variant has the barcode {0}. Create it first, or correct the barcode.", row.FoundBy));
            rows.Remove(row);
        }

        if (rows.Count == 0)
            return;
        Product? product = null;
        foreach (var row in rows)
            Try(row, () => product = Product.Create(Described(new ProductDetails(), rows), [], context.At), stop: product is not null);
        if (product is null)
            return;

        if (!AddAxes(product, rows))
            return;
        foreach (var row in rows.Where(r => !r.Row.IsWrong))
        {
            row.Plan.Name = product.Name;
            if (row.OnlyProduct)
                row.Plan.Outcome = RowOutcome.New;
            else
                Try(row, () => AddVariant(product, row));
        }

        if (product.Variants.Count == 0 && !rows.Exists(r => r.OnlyProduct && !r.Row.IsWrong))
            return;
        NewProducts.Add(product);
        Touched.Add(product);
    }

    private void PlanExisting(Product product, List<GoodsRow> rows)
    {
        var before = ProductDetails.Of(product);
        var archived = product.Archived;
        if (context.MayChange)
        {
            ChangeProduct(product, before, rows);
            Keep(product, archived, rows);
        }

        if (!AddAxes(product, rows))
            return;
        foreach (var row in rows.Where(r => !r.Row.IsWrong))
        {
            row.Plan.Name = product.Name;
            row.ProductId = product.Id;
            if (row.OnlyProduct)
                (row.Plan.ThingId, row.Plan.Mark) = (product.Id, GoodsUndo.OfProduct);
            else if (look.Of(row) is { } found)
                Try(row, () => ChangeVariant(product, found.Variant, row));
            else if (!context.MayCreate || row.OnlyChanges)
                row.Row.Refuse("sku", new Sentence("No variant has the SKU {0}. Create it first, or correct the SKU.", row.Sku));
            else
                Try(row, () => AddVariant(product, row));
        }
    }

    private void ChangeProduct(Product product, ProductDetails before, List<GoodsRow> rows)
    {
        var teller = rows[0];
        Try(teller, () =>
        {
            product.Change(Described(before, rows));
            var changes = GoodsField.Between(before, ProductDetails.Of(product), names).ToList();
            if (changes.Count == 0)
                return;
            teller.Plan.Changes.AddRange(changes);
            ChangedProducts[product] = (before, teller);
            Touched.Add(product);
        });
    }

    private void Keep(Product product, bool archived, List<GoodsRow> rows)
    {
        if (rows.Find(r => r.Archived.Given && !r.Row.IsWrong) is not { } row || row.Archived.Value == archived || row.Archived.Value is null)
            return;

        if (row.Archived.Value.Value)
            product.Archive(context.At);
        else
            product.Restore();
        row.Plan.Changes.Add(new ValueChange("Archived", archived ? "true" : "false", archived ? "false" : "true"));
        ChangedProducts.TryAdd(product, (ProductDetails.Of(product), row));
        Touched.Add(product);
    }

    /// <summary>What the rows of one product say of it. The first that says something counts; one that says something else is refused.</summary>
    private ProductDetails Described(ProductDetails details, List<GoodsRow> rows)
    {
        var described = details;
        var fresh = details.Name.Length == 0;
        _said.Clear();
        foreach (var row in rows.Where(r => !r.Row.IsWrong))
        {
            // a row that contradicts an earlier one of the same product
            foreach (var (field, text) in SaidBy(row))
            {
                if (!_said.TryAdd(field, (row, text)) && Text.Key(_said[field].Text) != Text.Key(text))
                    row.Row.Refuse(field, new Sentence("Row {0} of the same product says “{1}”; here stands “{2}”. Write the same in both, or leave it empty here.", _said[field].Row.Row.Number, Short(_said[field].Text), Short(text)));
            }

            if (row.Row.IsWrong)
                continue;
            if (row != rows[0])
                WithoutEmpty(row);
            described = row.Over(described, names.Category(context, row.Category.Value), names.Brand(context, row.Brand.Value));
        }

        if (fresh && described.Name.Length == 0 && rows.Find(r => r.Sku.Length > 0) is { } first)
            described = described with { Name = first.Sku };
        return described;
    }

    private static IEnumerable<(string Field, string Text)> SaidBy(GoodsRow row) => new (string Field, string? Text)[]
    {
        ("name", row.Name.Value), ("description", row.Description.Value), ("category", row.Category.Value), ("brand", row.Brand.Value), ("tags", row.Tags.Value),
        ("status", row.Status.Value?.ToString()), ("specifications", row.Specifications.Value), ("warranty", row.Warranty.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("taxClass", row.TaxClass.Value),
    }.Where(s => !string.IsNullOrEmpty(s.Text)).Select(s => (s.Field, s.Text!));

    // what the first row said is not taken away by an empty cell of the next
    private static void WithoutEmpty(GoodsRow row)
    {
        if (string.IsNullOrEmpty(row.Description.Value))
            row.Description = default;
        if (string.IsNullOrEmpty(row.Category.Value))
            row.Category = default;
        if (string.IsNullOrEmpty(row.Brand.Value))
            row.Brand = default;
        if (string.IsNullOrEmpty(row.Tags.Value))
            row.Tags = default;
        if (string.IsNullOrEmpty(row.Specifications.Value))
            row.Specifications = default;
        if (row.Status.Value is null)
            row.Status = default;
        if (row.Warranty.Value is null)
            row.Warranty = default;
        if (string.IsNullOrEmpty(row.TaxClass.Value))
            row.TaxClass = default;
    }

    /// <summary>The axes of the product with the values that the rows bring.</summary>
    private bool AddAxes(Product product, List<GoodsRow> rows)
    {
        var varied = rows.FindAll(r => !r.Row.IsWrong && r.Options.Count > 0);
        if (varied.Count == 0)
            return true;

        var axes = product.Options.Select(o => new ProductOption { Name = o.Name, Values = [.. o.Values] }).ToList();
        if (axes.Count == 0)
            axes = varied[0].Options.ConvertAll(o => new ProductOption { Name = o.Name });
        foreach (var row in varied)
        {
            if (!row.Options.Select(o => Text.Key(o.Name)).SequenceEqual(axes.Select(a => Text.Key(a.Name))))
            {
                row.Row.Refuse("option1", new Sentence("The options of the product are {0}; here they are {1}. Use the same ones in the same order.", string.Join(", ", axes.Select(a => a.Name)), string.Join(", ", row.Options.Select(o => o.Name))));
                continue;
            }

            for (var i = 0; i < axes.Count; i++)
            {
                if (!axes[i].Values.Contains(row.Options[i].Value, StringComparer.OrdinalIgnoreCase))
                    axes[i].Values.Add(row.Options[i].Value);
            }
        }

        var before = product.Options;
        try
        {
            product.SetAxes(axes);
        }
        catch (BusinessRuleException refusal)
        {
            varied.ForEach(r => r.Row.Refuse("", refusal.Said));
            return product.Id > 0 || product.Variants.Count > 0;
        }

        if (!ReferenceEquals(before, product.Options) && product.Id > 0)
        {
            ChangedProducts.TryAdd(product, (ProductDetails.Of(product), varied[0]));
            Touched.Add(product);
        }

        return true;
    }

    private void AddVariant(Product product, GoodsRow row)
    {
        if (row.Sku.Length == 0)
            throw new BusinessRuleException("Enter a SKU, the short code of your own for this variant.") { Field = "sku" };
        if (!row.Price.Given || row.Price.Value is null)
            throw new BusinessRuleException("A new variant has a price. Enter it, 0 where it costs nothing.") { Field = "price" };

        var variant = product.AddVariant(row.Over(new VariantDetails(), null));
        Claim(row, variant.Barcodes.Select(b => b.Code), null);
        row.Plan.Outcome = RowOutcome.New;
        NewVariants.Add((product, variant, row));
        Touched.Add(product);
    }

    private void ChangeVariant(Product product, Variant variant, GoodsRow row)
    {
        row.Plan.ThingId = variant.Id;
        row.Plan.Key = variant.Sku;
        if (!context.MayChange)
            return;

        var before = VariantDetails.Of(variant);
        var after = row.Over(before, variant);
        if (Same(before, after))
            return;

        RefuseOtherCounting(variant, before, after);
        var codes = variant.Barcodes.Select(b => b.Code).ToHashSet();
        try
        {
            variant.Change(after);
            VariantAxes.Demand(product.Options, variant.OptionValues, variant.Sku);
            product.RefuseTwin(variant);
            Claim(row, variant.Barcodes.Select(b => b.Code).Where(c => !codes.Contains(c)), variant.Id);
        }
        catch (BusinessRuleException)
        {
            variant.Change(before);
            throw;
        }

        var changes = GoodsField.Between(before, VariantDetails.Of(variant)).ToList();
        if (changes.Count == 0)
            return;
        row.Plan.Changes.AddRange(changes);
        ChangedVariants[variant] = (product, before, row);
        Touched.Add(product);
        CountingChanges |= before.Tracking != variant.Tracking;
    }

    private static bool Same(VariantDetails before, VariantDetails after) =>
        before with { Barcodes = after.Barcodes, OptionValues = after.OptionValues } == after
        && before.Barcodes.SequenceEqual(after.Barcodes) && before.OptionValues.SequenceEqual(after.OptionValues);

    private void RefuseOtherCounting(Variant variant, VariantDetails before, VariantDetails after)
    {
        if (after.Tracking == before.Tracking && after.QuantityDecimals >= before.QuantityDecimals)
            return;

        var there = look.OnHand[variant.Id].ToList();
        if (there.Count > 0 && after.Tracking != before.Tracking)
            throw new BusinessRuleException("There are {0} of it on hand, so the way it is tracked stays. Book them out first.", there.Sum()) { Field = "tracking" };
        if (there.Exists(q => decimal.Round(q, after.QuantityDecimals) != q))
            throw new BusinessRuleException("A part of a unit is on hand, so its quantities need their decimals. Correct the stock first.") { Field = "decimals" };
    }

    // the codes of a row are asked for before anything is changed, so that a refusal leaves no trace
    private void CheckCodes(GoodsRow row)
    {
        var own = look.Of(row)?.Variant.Id;
        foreach (var code in (row.Barcodes.Value ?? []).Concat(row.MoreBarcodes))
        {
            foreach (var reading in Barcode.Readings(Barcode.Of(code).Code))
            {
                if (look.ByCode.TryGetValue(reading, out var taken) && taken.VariantId != own)
                    throw new BusinessRuleException("The barcode {0} already leads to {1}. Take it away there first, or scan the right one.", code, taken.Sku) { Field = "barcode" };
            }
        }
    }

    private void Claim(GoodsRow row, IEnumerable<string> codes, long? variantId)
    {
        foreach (var reading in codes.SelectMany(Barcode.Readings))
        {
            if (!_codes.TryAdd(reading, row.Sku) && _codes[reading] != row.Sku)
                throw new BusinessRuleException("The barcode {0} already leads to {1}. Take it away there first, or scan the right one.", reading, _codes[reading]) { Field = "barcode" };
        }
    }

    private static void Try(GoodsRow row, Action action, bool stop = false)
    {
        if (stop || row.Row.IsWrong)
            return;
        try
        {
            action();
        }
        catch (BusinessRuleException refusal)
        {
            row.Row.Refuse(GoodsFields.KeyOf(refusal.Field), refusal.Said);
        }
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
