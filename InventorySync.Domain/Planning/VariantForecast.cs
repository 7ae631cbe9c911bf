using InventorySync.Domain.Forecasting;

namespace InventorySync.Domain.Planning;

/// <summary>The newest forecast of a variant, for the whole shop or for a location that is planned by itself.</summary>
public sealed class VariantForecast
{
    /// <summary>The group of everything the shop has and sells.</summary>
    public const long WholeShop = 0;

    private ForecastContent? _figures;

    private VariantForecast()
    {
    }

    public VariantForecast(long variantId, long groupId) => (VariantId, GroupId) = (variantId, groupId);

    public long Id { get; private set; }

    public long VariantId { get; private set; }

    /// <summary>Zero for the whole shop, otherwise the location.</summary>
    public long GroupId { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>The first day of its first week.</summary>
    public DateOnly From { get; private set; }

    public string Method { get; private set; } = "";

    public decimal? Mase { get; private set; }

    public decimal Bias { get; private set; }

    public decimal Confidence { get; private set; }

    /// <summary>Of the coming week, and of the coming thirteen.</summary>
    public decimal NextWeek { get; private set; }

    public decimal NextQuarter { get; private set; }

    public DemandDirection Direction { get; private set; }

    /// <summary>Change over the weeks looked back upon: 0.2 is a fifth more.</summary>
    public decimal Change { get; private set; }

    public decimal SeasonStrength { get; private set; }

    /// <summary>The first day of the strongest coming week, where the season has one, and how far it stands above the average.</summary>
    public DateOnly? Peak { get; private set; }

    public decimal? PeakAbove { get; private set; }

    /// <summary>Units sold in the last year.</summary>
    public decimal SoldInYear { get; private set; }

    public string Content { get; private set; } = "";

    public ForecastContent Figures => _figures ??= ForecastContent.Read(Content);

    internal void Take(Forecast forecast, WeeklyDemand demand, DateOnly today, DateTimeOffset at, ShortPromotions? promotions = null)
    {
        _figures = ForecastContent.Of(forecast, demand.Weekdays);
        if (promotions is not null)
            _figures = promotions.OnTop(_figures, today);
        (MadeAt, From, Content) = (at, today, _figures.ToJson());
        Method = forecast.Method;
        Mase = forecast.Error.Mase is { } mase ? Kept(mase) : null;
        (Bias, Confidence) = (Kept(forecast.Error.Bias), Kept(forecast.Confidence));
        var means = promotions is null ? forecast.Mean : _figures.Mean;
        (NextWeek, NextQuarter) = (Kept(means[0]), Kept(means.Take(13).Sum()));
        (Direction, Change) = (forecast.Factors.Direction, Kept(forecast.Factors.Change));
        SeasonStrength = Kept(forecast.Factors.SeasonStrength);
        SoldInYear = Kept(demand.SoldInYear);
        (Peak, PeakAbove) = (null, null);
        if (forecast.Factors is { Season: 52, Peaks: [var peak, ..] } factors)
            (Peak, PeakAbove) = (today.AddDays(7 * peak), Kept(factors.SeasonIndices[peak] - 1));
    }

    private static decimal Kept(double value) => Math.Round((decimal)Math.Clamp(double.IsFinite(value) ? value : 0, -1e12, 1e12), 4);
}
