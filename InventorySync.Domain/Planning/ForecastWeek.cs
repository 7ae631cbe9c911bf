namespace InventorySync.Domain.Planning;

/// <summary>What was foreseen for a week, kept until it is over and compared with what was sold then.</summary>
public sealed class ForecastWeek
{
    private ForecastWeek()
    {
    }

    public ForecastWeek(VariantForecast forecast, SalesClass sales)
    {
        (VariantId, GroupId, From, Method, Class) = (forecast.VariantId, forecast.GroupId, forecast.From, forecast.Method, sales);
        var figures = forecast.Figures;
        (Foreseen, Low80, High80) = ((decimal)figures.Mean[0], (decimal)figures.Low80[0], (decimal)figures.High80[0]);
    }

    public long Id { get; private set; }

    public long VariantId { get; private set; }

    public long GroupId { get; private set; }

    public DateOnly From { get; private set; }

    public string Method { get; private set; } = "";

    public SalesClass Class { get; private set; }

    public decimal Foreseen { get; private set; }

    public decimal Low80 { get; private set; }

    public decimal High80 { get; private set; }

    /// <summary>What was sold; null while the week is not over.</summary>
    public decimal? Sold { get; private set; }

    /// <summary>What was sold in the week before: the guess that needs no forecast.</summary>
    public decimal? SoldBefore { get; private set; }

    /// <summary>The shelf was empty on a day, so what was sold is no measure.</summary>
    public bool OutOfStock { get; private set; }

    internal void Compare(decimal sold, decimal before, bool outOfStock) => (Sold, SoldBefore, OutOfStock) = (sold, before, outOfStock);
}

/// <summary>How close the forecasts of a week came, by method and class.</summary>
public sealed class ForecastScore
{
    private ForecastScore()
    {
    }

    public ForecastScore(DateOnly from, string method, SalesClass sales) => (From, Method, Class) = (from, method, sales);

    public long Id { get; private set; }

    public DateOnly From { get; private set; }

    public string Method { get; private set; } = "";

    public SalesClass Class { get; private set; }

    public int Variants { get; private set; }

    public decimal Foreseen { get; private set; }

    public decimal Sold { get; private set; }

    /// <summary>Sum of how far each forecast was off.</summary>
    public decimal Off { get; private set; }

    /// <summary>The same for "as last week".</summary>
    public decimal OffAsLastWeek { get; private set; }

    /// <summary>In how many cases the sales lay in the 80 % band.</summary>
    public int InBand { get; private set; }

    internal void Take(IReadOnlyCollection<ForecastWeek> weeks)
    {
        Variants = weeks.Count;
        (Foreseen, Sold) = (weeks.Sum(w => w.Foreseen), weeks.Sum(w => w.Sold!.Value));
        Off = weeks.Sum(w => Math.Abs(w.Foreseen - w.Sold!.Value));
        OffAsLastWeek = weeks.Sum(w => Math.Abs(w.SoldBefore!.Value - w.Sold!.Value));
        InBand = weeks.Count(w => w.Low80 <= w.Sold && w.Sold <= w.High80);
    }
}
