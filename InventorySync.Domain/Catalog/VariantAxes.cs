namespace InventorySync.Domain.Catalog;

/// <summary>The axes along which the variants of a product differ, and the combinations they make.</summary>
public static class VariantAxes
{
    public const int MostAxes = 3;
    public const int MostVariants = 200;

    public static List<ProductOption> Checked(IReadOnlyList<ProductOption> axes)
    {
        var tidied = axes
            .Select(a => new ProductOption { Name = Text.Tidy(a.Name), Values = [.. a.Values.Select(Text.Tidy).Where(v => v.Length > 0).DistinctBy(Text.Key)] })
            .Where(a => a.Name.Length > 0 || a.Values.Count > 0).ToList();
        if (tidied.Count > MostAxes)
            throw Refused("A product has at most {0} options, such as size, colour and material.", MostAxes);
        if (tidied.Find(a => a.Name.Length is 0 or > 40) is not null)
            throw Refused("Give every option a name of at most 40 characters, such as “Size”.");
        if (tidied.Find(a => a.Values.Count == 0) is { } empty)
            throw Refused("Enter the values of “{0}”, such as S, M, L.", empty.Name);
        if (tidied.Find(a => a.Values.Exists(v => v.Length > 60)) is { } wordy)
            throw Refused("A value of “{0}” is longer than 60 characters. Shorten it.", wordy.Name);
        if (tidied.Select(a => Text.Key(a.Name)).Distinct().Count() < tidied.Count)
            throw Refused("Two options have the same name. Name them differently.");
        return tidied;
    }

    /// <summary>Every combination of the axes' values, the last axis changing first.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Combine(IReadOnlyList<ProductOption> axes)
    {
        var tidied = Checked(axes);
        var count = tidied.Aggregate(1L, (product, axis) => product * axis.Values.Count);
        if (count > MostVariants)
            throw Refused("These options make {0} variants; a product has at most {1}. Take out values, or make several products.", count, MostVariants);

        IEnumerable<IReadOnlyList<string>> combinations = [[]];
        foreach (var axis in tidied)
            combinations = combinations.SelectMany(before => axis.Values.Select(value => (IReadOnlyList<string>)[.. before, value]));
        return [.. combinations];
    }

    /// <summary>A SKU for a combination: the beginning, and short forms of its values: "TEA-RED-XL".</summary>
    public static string SuggestedSku(string beginning, IReadOnlyList<string> values)
    {
        var parts = values.Select(v => new string([.. Text.Folded(v).ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Take(8)])).Where(p => p.Length > 0);
        var sku = string.Join('-', parts.Prepend(beginning.Trim().ToUpperInvariant()).Where(p => p.Length > 0));
        return sku.Length > VariantDetails.LongestSku ? sku[..VariantDetails.LongestSku] : sku;
    }

    internal static void Demand(IReadOnlyList<ProductOption> axes, IReadOnlyList<string> values, string sku)
    {
        if (values.Count != axes.Count)
        {
            throw axes.Count == 0
                ? Refused("The product has no options, so {0} can have no values of its own.", sku)
                : Refused("{0} needs a value for each option: {1}.", sku, string.Join(", ", axes.Select(a => a.Name)));
        }

        for (var i = 0; i < axes.Count; i++)
        {
            if (!axes[i].Values.Contains(values[i], StringComparer.OrdinalIgnoreCase))
                throw Refused("“{0}” is not a value of “{1}”, but {2} has it. Keep the value, or change the variant first.", values[i], axes[i].Name, sku);
        }
    }

    internal static bool Same(IReadOnlyList<ProductOption> one, IReadOnlyList<ProductOption> other) =>
        one.Count == other.Count && one.Zip(other).All(pair => pair.First.Name == pair.Second.Name && pair.First.Values.SequenceEqual(pair.Second.Values));

    private static BusinessRuleException Refused(string sentence, params object[] arguments) => new(sentence, arguments) { Field = "Axes" };
}
