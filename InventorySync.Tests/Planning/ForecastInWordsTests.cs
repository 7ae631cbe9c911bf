using System.Text.Json;
using Bunit;
using InventorySync.Domain.Access;
using InventorySync.Domain.Assistant;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;
using InventorySync.Domain.Planning;
using InventorySync.Domain.Sales;
using InventorySync.Tests.Purchasing;
using InventorySync.Tests.Stock;
using InventorySync.Web.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Planning;

/// <summary>A language model explains a forecast from the figures of its page, and only from them.</summary>
public sealed class ForecastInWordsTests(TestShop shop) : IClassFixture<TestShop>, IAsyncLifetime
{
    private ReceivingServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await ReceivingServer.StartAsync();
        await shop.SetAsync<LanguageModelSettings>(s => s with { On = true, Address = new Uri(_server.Address, "v1").ToString(), Model = "small", Key = "secret" });
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public void It_is_off_as_delivered() => Assert.False(new LanguageModelSettings().On);

    [Fact]
    public async Task Words_about_the_figures_of_the_page_are_shown()
    {
        var lamp = await GivenForecastAsync();
        Say("About 14 are expected in the next 7 days, so order soon.");

        Assert.True(await shop.Get<ForecastInWords>().IsOnAsync());
        Assert.Equal("About 14 are expected in the next 7 days, so order soon.", await shop.Get<ForecastInWords>().ExplainAsync(lamp, 0));

        var sent = JsonDocument.Parse(Assert.Single(_server.Calls).Body).RootElement.GetProperty("messages")[1].GetProperty("content").GetString()!;
        Assert.Contains("Expected in the next 7 days: 14", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("LAMP-", sent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_figure_that_is_not_ours_is_not_shown()
    {
        var lamp = await GivenForecastAsync();
        Say("Expect 9731 of them.");

        Assert.Equal("It named figures that are not ours, so it is not shown.", await RefusalAsync(lamp));
    }

    [Fact]
    public async Task A_long_answer_is_not_shown()
    {
        var lamp = await GivenForecastAsync();
        Say(new string('a', ForecastInWords.LongestAnswer + 1));

        Assert.Equal("The answer was too long, so it is not shown.", await RefusalAsync(lamp));
    }

    [Fact]
    public async Task Switched_off_nothing_is_sent()
    {
        var lamp = await GivenForecastAsync();
        await shop.SetAsync<LanguageModelSettings>(s => s with { On = false });

        Assert.False(await shop.Get<ForecastInWords>().IsOnAsync());
        Assert.Equal("The language model is switched off in the settings.", await RefusalAsync(lamp));
        Assert.Empty(_server.Calls);
    }

    [Fact]
    public async Task Who_may_not_see_the_forecast_gets_no_words_and_who_may_not_see_costs_sends_none()
    {
        var lamp = await GivenForecastAsync();
        await using var nobody = shop.As(new Actor(ActorKind.Person, "Nobody"));
        Assert.False(await nobody.ServiceProvider.GetRequiredService<ForecastInWords>().IsOnAsync());
        await Assert.ThrowsAnyAsync<BusinessRuleException>(() => nobody.ServiceProvider.GetRequiredService<ForecastInWords>().ExplainAsync(lamp, 0));
        Assert.Empty(_server.Calls);

        var view = await shop.Get<PlanningBoard>().OfVariantAsync(lamp, 0);
        Assert.DoesNotContain("Cost", ForecastInWords.FiguresOf(view, withCosts: false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_forecast_shows_the_answer_and_who_wrote_it()
    {
        await using var screen = new ShopScreen(shop);
        var page = ForecastOn(screen, await GivenForecastAsync());
        Say("About 14 are expected in the next 7 days, so order soon.");

        Explain(page)!.Click();

        page.WaitForAssertion(() => Assert.Equal("About 14 are expected in the next 7 days, so order soon.", page.Find(".said p").TextContent));
        Assert.Contains("Written by a language model", page.Find(".said footer").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task The_page_of_a_forecast_says_why_an_answer_is_not_shown_and_shows_the_next_one()
    {
        await using var screen = new ShopScreen(shop);
        var page = ForecastOn(screen, await GivenForecastAsync());
        Say("Expect 9731 of them.");

        Explain(page)!.Click();

        page.WaitForAssertion(() => Assert.Equal("It named figures that are not ours, so it is not shown.", page.Find("[role=alert]").TextContent));
        Assert.DoesNotContain("9731", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".said"));

        Say("About 14 are expected.");
        Explain(page)!.Click();
        page.WaitForAssertion(() => Assert.Equal("About 14 are expected.", page.Find(".said p").TextContent));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Switched_off_the_page_of_a_forecast_offers_no_words()
    {
        await shop.SetAsync<LanguageModelSettings>(s => s with { On = false });
        await using var screen = new ShopScreen(shop);

        Assert.Null(Explain(ForecastOn(screen, await GivenForecastAsync())));
    }

    [Fact]
    public async Task The_settings_page_tries_it()
    {
        Say("ready");

        Assert.Equal("“small” answers.", (await shop.Get<LanguageModelTrial>().TryAsync()).ToString());
    }

    [Fact]
    public async Task A_variant_without_promotions_of_its_own_learns_from_its_category_what_a_planned_day_will_do()
    {
        // two a day, and on one Saturday in four ten; the other lamp of the category has its first such Saturday ahead
        var category = await shop.Get<Categories>().CreateAsync(new CategoryDetails { Name = "Promoted lamps" });
        var ((known, store), (other, beside)) = (await shop.GivenLampsInPastAsync(2000), await shop.GivenLampsInPastAsync(2000));
        await using (var db = shop.Db())
            await db.Products.Where(p => p.Variants.Any(v => v.Id == known || v.Id == other)).ExecuteUpdateAsync(p => p.SetProperty(x => x.CategoryId, category));
        var today = DateOnly.FromDateTime(shop.Clock.GetUtcNow().UtcDateTime);
        var saturday = today.AddDays(((int)DayOfWeek.Saturday - (int)today.DayOfWeek + 7) % 7);
        var past = Enumerable.Range(1, 7).Select(i => saturday.AddDays(-28 * i)).ToHashSet();
        foreach (var day in past)
            await PromoteAsync(known, day);
        await shop.GivenSalesAsync(known, store, 30, day => past.Contains(day) ? 10 : 2);
        await shop.GivenSalesAsync(other, beside, 30, _ => 2);
        await PromoteAsync(other, saturday.AddDays(14));

        await shop.Get<PlanningNight>().RunAsync();

        var mean = (await shop.Get<Forecasts>().FindAsync(other, 0))!.Forecast.Figures.Mean;
        var promoted = (saturday.DayNumber + 14 - today.DayNumber) / 7;
        Assert.InRange(mean[0], 13, 15);
        Assert.InRange(mean[promoted], 18, 23);
        // the promotions of the past are no demand of the coming weeks
        Assert.All((await shop.Get<Forecasts>().FindAsync(known, 0))!.Forecast.Figures.Mean.Take(8), week => Assert.InRange(week, 13, 15.5));
    }

    private Task PromoteAsync(long variantId, DateOnly day) =>
        shop.Get<PriceBook>().CreatePromotionAsync(new PromotionDetails { Name = $"Saturday {day}", Kind = PromotionKind.Percentage, Value = 20, Scope = PromotionScope.Variant, ScopeId = variantId, From = day, Until = day, Stacking = Stacking.Alone });

    private static IRenderedComponent<ForecastOfVariant> ForecastOn(ShopScreen screen, long variantId)
    {
        var page = screen.Render<ForecastOfVariant>(with => with.Add(p => p.VariantId, variantId));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("h2"), h => h.TextContent == "The forecast"));
        return page;
    }

    private static AngleSharp.Dom.IElement? Explain(IRenderedComponent<ForecastOfVariant> page) =>
        page.FindAll("button").SingleOrDefault(b => b.TextContent.Contains("Explain in words", StringComparison.Ordinal));

    private void Say(string text) => _server.AnswerWith(200, JsonSerializer.Serialize(new { choices = new[] { new { message = new { content = text } } } }));

    private async Task<long> GivenForecastAsync()
    {
        var (lamp, store) = await shop.GivenLampsInPastAsync(130);
        await shop.GivenSalesAsync(lamp, store, 8, _ => 2);
        await shop.Get<PlanningNight>().RunAsync();
        return lamp;
    }

    private async Task<string> RefusalAsync(long lamp) => (await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<ForecastInWords>().ExplainAsync(lamp, 0))).Message;
}
