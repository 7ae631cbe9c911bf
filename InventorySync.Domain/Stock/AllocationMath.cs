namespace InventorySync.Domain.Stock;

/// <summary>What the figure of a channel is made from.</summary>
public sealed record AllocationBasis(decimal OnHand, decimal Reserved, decimal ReservedForChannel, TurnoverClass Turnover, int Decimals)
{
    public decimal Available => Math.Max(0, OnHand - Reserved);
}

/// <summary>How much of a variant a channel may sell, and how that number came about.</summary>
public sealed record Allocation(decimal Sellable, decimal CartLimit, AllocationPolicy Policy, IReadOnlyList<Sentence> Steps);

/// <summary>available × share × (1 − buffer), rounded down; at least what is reserved for the channel and some more; never more than is available.</summary>
public static class AllocationMath
{
    public static Allocation Of(AllocationBasis basis, AllocationSettings figures)
    {
        List<Sentence> steps = [new("{0} on hand", basis.OnHand), new("{0} reserved", basis.Reserved)];
        var allowed = figures.Policy switch
        {
            AllocationPolicy.All => basis.Available,
            AllocationPolicy.FixedAmount => Math.Min(figures.FixedAmount, basis.Available),
            AllocationPolicy.Share => basis.Available * figures.Share / 100,
            _ => basis.Available * ShareOf(basis.Turnover, figures) / 100,
        };
        steps.Add(figures.Policy switch
        {
            AllocationPolicy.All => "all of it",
            AllocationPolicy.FixedAmount => new("fixed amount {0}", figures.FixedAmount),
            AllocationPolicy.Share => new("share {0} %", figures.Share),
            _ => Turnover(basis.Turnover, ShareOf(basis.Turnover, figures)),
        });
        if (figures.Buffer > 0)
            steps.Add(new("buffer {0} %", figures.Buffer));

        var sellable = Down(allowed * (100 - figures.Buffer) / 100, basis.Decimals);
        var least = Math.Min(basis.ReservedForChannel + figures.AboveReserved, basis.Available);
        if (least > sellable)
        {
            sellable = Down(least, basis.Decimals);
            steps.Add(new("at least {0} reserved here + {1}", basis.ReservedForChannel, figures.AboveReserved));
        }

        return new Allocation(sellable, Down(Math.Max(0, basis.OnHand) * figures.CartShare / 100, basis.Decimals), figures.Policy, steps);
    }

    public static decimal ShareOf(TurnoverClass turnover, AllocationSettings figures) => turnover switch
    {
        TurnoverClass.High => figures.HighShare,
        TurnoverClass.Medium => figures.MediumShare,
        _ => figures.LowShare,
    };

    /// <summary>The shop's figures with those of the nearer rules over them, from far to near.</summary>
    public static AllocationSettings Over(AllocationSettings shop, IEnumerable<AllocationFigures> nearer) => nearer.Aggregate(shop, (far, near) => far with
    {
        Policy = near.Policy ?? far.Policy,
        HighShare = near.HighShare ?? far.HighShare,
        MediumShare = near.MediumShare ?? far.MediumShare,
        LowShare = near.LowShare ?? far.LowShare,
        Share = near.Share ?? far.Share,
        FixedAmount = near.FixedAmount ?? far.FixedAmount,
        Buffer = near.Buffer ?? far.Buffer,
        CartShare = near.CartShare ?? far.CartShare,
        AboveReserved = near.AboveReserved ?? far.AboveReserved,
    });

    private static Sentence Turnover(TurnoverClass turnover, decimal share) => turnover switch
    {
        TurnoverClass.High => new("high turnover {0} %", share),
        TurnoverClass.Medium => new("medium turnover {0} %", share),
        _ => new("low turnover {0} %", share),
    };

    private static decimal Down(decimal quantity, int decimals)
    {
        var step = (decimal)Math.Pow(10, decimals);
        return Math.Floor(quantity * step) / step;
    }
}
