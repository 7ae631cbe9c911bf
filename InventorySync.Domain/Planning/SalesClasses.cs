namespace InventorySync.Domain.Planning;

/// <summary>By the value of what was sold: A makes the first 80 %, B the next 15 %, C the rest.</summary>
public enum SalesClass
{
    A,
    B,
    C,
}

public static class SalesClasses
{
    private const double AUpTo = 0.80;
    private const double BUpTo = 0.95;

    /// <summary>One belongs to the class in which its first coin lies; what sold nothing is C.</summary>
    public static IReadOnlyDictionary<TKey, SalesClass> Of<TKey>(IEnumerable<(TKey Key, decimal Value)> sales)
        where TKey : notnull, IComparable<TKey>
    {
        var sorted = sales.OrderByDescending(s => s.Value).ThenBy(s => s.Key).ToList();
        var total = (double)sorted.Where(s => s.Value > 0).Sum(s => s.Value);
        var (before, classes) = (0.0, new Dictionary<TKey, SalesClass>(sorted.Count));
        foreach (var (key, value) in sorted)
        {
            classes[key] = value <= 0 || before >= total * BUpTo ? SalesClass.C : before >= total * AUpTo ? SalesClass.B : SalesClass.A;
            before += (double)Math.Max(0, value);
        }

        return classes;
    }
}
