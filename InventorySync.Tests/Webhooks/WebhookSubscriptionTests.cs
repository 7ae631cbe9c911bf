using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Webhooks;

public sealed class WebhookSubscriptionTests(WebhookShop hooks) : IClassFixture<WebhookShop>
{
    [Theory]
    [InlineData("", "such as https")]
    [InlineData("example.com/hook", "whole address")]
    [InlineData("ftp://example.com/hook", "whole address")]
    [InlineData("https://user:word@example.com/hook", "user name")]
    [InlineData("https://example.com/hook#part", "#")]
    [InlineData("https://10.0.0.8/hook", "own network")]
    [InlineData("https://192.168.7.1/hook", "own network")]
    [InlineData("https://[::1]/hook", "own network")]
    [InlineData("http://198.41.0.4/hook", "https://")]
    [InlineData("https://no-such-host.invalid/hook", "not known")]
    public async Task An_address_that_cannot_work_is_refused_when_it_is_entered(string url, string words)
    {
        var refused = await Assert.ThrowsAnyAsync<BusinessRuleException>(() => Subscriptions.CreateAsync(new() { Name = "Other", Url = url, Events = ["location.created"] }));

        Assert.Equal(nameof(SubscriptionDetails.Url), refused.Field);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_event_is_refused()
    {
        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => Subscriptions.CreateAsync(new() { Name = "Other", Url = hooks.Other.Address.ToString(), Events = ["location.exploded"] }));

        Assert.Equal(nameof(SubscriptionDetails.Events), refused.Field);
    }

    [Fact]
    public async Task Nobody_subscribes_to_what_he_may_not_see()
    {
        await using var scope = hooks.Node.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = new Actor(ActorKind.Person, "Ina") { Permissions = new HashSet<string> { Permissions.WebhooksManage } };

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => scope.ServiceProvider.GetRequiredService<WebhookSubscriptions>()
            .CreateAsync(new() { Name = "Other", Url = hooks.Other.Address.ToString(), Events = ["location.created"] }));

        Assert.Contains("may not see", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_stands_nowhere_in_the_database()
    {
        var webhook = await hooks.GivenWebhookAsync("/secret");

        var stored = await hooks.SubscriptionAsync(webhook.Id);
        Assert.DoesNotContain(webhook.Secret, stored.Secret, StringComparison.Ordinal);
        Assert.DoesNotContain(webhook.Secret[6..], stored.Secret, StringComparison.Ordinal);
        await using var db = hooks.Shop.Db();
        var entry = await db.Audit.SingleAsync(e => e.SubjectId == webhook.Id && e.Action == "created");
        Assert.Equal("•••", entry.Fields.Single(f => f.Name == nameof(WebhookSubscription.Secret)).To);
    }

    [Fact]
    public async Task Sending_never_gets_in_the_way_of_somebody_who_edits()
    {
        var webhook = await hooks.GivenWebhookAsync("/edited");
        var opened = await Subscriptions.FindAsync(webhook.Id);
        await hooks.Shop.GivenLocationAsync("While editing");
        await hooks.SendAsync();

        await Subscriptions.ChangeAsync(webhook.Id, opened.Version, new() { Name = "Renamed", Url = opened.Url, Events = opened.Events });

        Assert.Equal("Renamed", (await hooks.SubscriptionAsync(webhook.Id)).Name);
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Subscriptions.ChangeAsync(webhook.Id, opened.Version, new() { Name = "Too late", Url = opened.Url, Events = opened.Events }));
    }

    [Fact]
    public async Task A_deleted_webhook_takes_its_deliveries_along()
    {
        var webhook = await hooks.GivenWebhookAsync("/deleted");
        await hooks.Shop.GivenLocationAsync("Before deletion");
        await hooks.SendAsync();
        Assert.Single(await hooks.DeliveriesAsync(webhook.Id));

        await Subscriptions.DeleteAsync(webhook.Id);

        Assert.Empty(await hooks.DeliveriesAsync(webhook.Id));
    }

    [Fact]
    public async Task Old_deliveries_are_forgotten_after_the_days_of_the_settings()
    {
        var webhook = await hooks.GivenWebhookAsync("/old");
        await hooks.Shop.GivenLocationAsync("Old event");
        await hooks.SendAsync();
        hooks.Shop.Clock.Advance(TimeSpan.FromDays(29));
        await hooks.Get<Deliveries>().ForgetOldAsync();
        Assert.Single(await hooks.DeliveriesAsync(webhook.Id));

        hooks.Shop.Clock.Advance(TimeSpan.FromDays(2));
        await hooks.Get<Deliveries>().ForgetOldAsync();

        Assert.Empty(await hooks.DeliveriesAsync(webhook.Id));
    }

    [Fact]
    public void Every_public_event_has_an_example_with_data()
    {
        var events = hooks.Node.GetRequiredService<PublicEvents>().All;

        Assert.NotEmpty(events);
        Assert.All(events, e =>
        {
            Assert.Matches("^[a-z]+\\.[a-z]+$", e.Name);
            Assert.Contains("\"data\": {", e.ExampleBody(hooks.Shop.Clock.GetUtcNow()), StringComparison.Ordinal);
            Assert.Contains(Permissions.All, p => p.Name == e.Permission);
        });
        Assert.Equal(events.Count, events.Select(e => e.Name).Distinct().Count());
    }

    private WebhookSubscriptions Subscriptions => hooks.Get<WebhookSubscriptions>();
}
