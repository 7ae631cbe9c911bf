using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InventorySync.Domain.Access;
using InventorySync.Domain.Places;
using InventorySync.Domain.Webhooks;
using InventorySync.Tests.Access;

namespace InventorySync.Tests.Webhooks;

public sealed class WebhookSendingTests(WebhookShop hooks) : IClassFixture<WebhookShop>
{
    [Fact]
    public async Task What_happens_in_the_shop_is_told_with_a_signature_that_proves_it()
    {
        var webhook = await hooks.GivenWebhookAsync("/signed");
        var locationId = await hooks.Shop.GivenLocationAsync("Harbour store");

        await hooks.SendAsync();

        var call = Assert.Single(hooks.CallsTo("/signed"));
        Assert.Equal("POST", call.Method);
        Assert.Equal("application/json; charset=utf-8", call.Headers["Content-Type"]);
        Assert.Equal("location.created", call.Headers["X-InventorySync-Event"]);
        Assert.Equal("1", call.Headers["X-InventorySync-Attempt"]);
        var body = JsonDocument.Parse(call.Body).RootElement;
        Assert.Equal(call.Headers["X-InventorySync-Event-Id"], body.GetProperty("id").GetString());
        Assert.Equal(("location.created", 1), (body.GetProperty("type").GetString(), body.GetProperty("schemaVersion").GetInt32()));
        Assert.Equal(("Harbour store", locationId), (body.GetProperty("data").GetProperty("name").GetString(), body.GetProperty("data").GetProperty("locationId").GetInt64()));
        Assert.Equal([SignatureBy(webhook.Secret, call)], SignaturesOf(call));
        Assert.Equal(hooks.Shop.Clock.GetUtcNow().ToUnixTimeSeconds(), TimeOf(call));
    }

    [Fact]
    public async Task Each_subscription_gets_only_the_events_it_chose_and_each_only_once()
    {
        var changes = await hooks.GivenWebhookAsync("/changes", "location.changed");
        var both = await hooks.GivenWebhookAsync("/both", "location.created", "location.changed");
        await hooks.Shop.GivenLocationAsync("Once only");
        await hooks.FollowAsync();
        await using var db = hooks.Shop.Db();
        var messages = await db.Outbox.AsNoTracking().Where(m => m.Payload.Contains("Once only")).ToListAsync();

        await hooks.Get<Deliveries>().EnqueueAsync(messages);
        await hooks.Get<Deliveries>().EnqueueAsync(messages);

        Assert.Empty(await hooks.DeliveriesAsync(changes.Id));
        Assert.Single(await hooks.DeliveriesAsync(both.Id));
    }

    [Fact]
    public async Task What_happened_before_somebody_subscribed_is_not_told()
    {
        await hooks.Shop.GivenLocationAsync("Long ago");
        hooks.Shop.Clock.Advance(TimeSpan.FromMinutes(1));
        var webhook = await hooks.GivenWebhookAsync("/late");

        await hooks.SendAsync();

        Assert.Empty(await hooks.DeliveriesAsync(webhook.Id));
    }

    [Fact]
    public async Task A_failed_delivery_is_tried_eight_times_within_about_a_day_with_the_body_it_had()
    {
        var webhook = await hooks.GivenWebhookAsync("/down");
        hooks.Other.Answer = AnswerAt("/down", 500);
        await hooks.Shop.GivenLocationAsync("Down");
        var started = hooks.Shop.Clock.GetUtcNow();

        await SendUntilNothingWaitsAsync(webhook.Id);

        var delivery = Assert.Single(await hooks.DeliveriesAsync(webhook.Id));
        Assert.Equal((DeliveryState.Failed, 8, 500), (delivery.State, delivery.Attempts, delivery.LastStatus));
        Assert.InRange(delivery.LastTryAt!.Value - started, TimeSpan.FromHours(20), TimeSpan.FromHours(28));
        var calls = hooks.CallsTo("/down");
        Assert.Equal(Enumerable.Range(1, 8).Select(n => n.ToString(CultureInfo.InvariantCulture)), calls.Select(c => c.Headers["X-InventorySync-Attempt"]));
        Assert.Single(calls.Select(c => c.Body).Distinct());
        Assert.Single(calls.Select(c => c.Headers["X-InventorySync-Delivery"]).Distinct());
        Assert.All(calls, c => Assert.Equal([SignatureBy(webhook.Secret, c)], SignaturesOf(c)));
    }

    [Fact]
    public async Task The_other_system_may_ask_for_more_patience()
    {
        var webhook = await hooks.GivenWebhookAsync("/busy");
        hooks.Other.Answer = http =>
        {
            http.Response.StatusCode = http.Request.Path == "/busy" ? 429 : 200;
            http.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        };
        await hooks.Shop.GivenLocationAsync("Busy");

        await hooks.SendAsync();

        var delivery = Assert.Single(await hooks.DeliveriesAsync(webhook.Id));
        Assert.Equal(hooks.Shop.Clock.GetUtcNow().AddHours(1), delivery.NextTryAt);
    }

    [Theory]
    [InlineData("/moved", 302, "another address")]
    [InlineData("/refused", 400, "answered 400")]
    public async Task A_redirect_or_refusal_is_a_failure_that_is_explained(string path, int status, string words)
    {
        var webhook = await hooks.GivenWebhookAsync(path);
        hooks.Other.Answer = http =>
        {
            http.Response.StatusCode = http.Request.Path == path ? status : 200;
            http.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        await hooks.Shop.GivenLocationAsync($"Not there {status}");

        await hooks.SendAsync();

        Assert.Contains(words, Assert.Single(await hooks.DeliveriesAsync(webhook.Id)).LastFailure!.ToString(), StringComparison.Ordinal);
        Assert.Empty(hooks.CallsTo("/elsewhere"));
    }

    [Fact]
    public async Task The_answers_beginning_is_kept_and_secrets_are_not()
    {
        var webhook = await hooks.GivenWebhookAsync("/talks");
        hooks.Other.Answer = async http =>
        {
            http.Response.Headers.SetCookie = "session=topsecret";
            http.Response.Headers["X-Trace"] = "abc";
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("thanks " + new string('x', 50_000)));
        };
        await hooks.Shop.GivenLocationAsync("Talks");

        await hooks.SendAsync();

        await using var db = hooks.Shop.Db();
        var delivery = Assert.Single(await hooks.DeliveriesAsync(webhook.Id));
        var attempt = await db.WebhookAttempts.SingleAsync(a => a.DeliveryId == delivery.Id);
        Assert.StartsWith("thanks xxx", attempt.ResponseBody, StringComparison.Ordinal);
        Assert.Equal(2048, attempt.ResponseBody.Length);
        Assert.Contains("X-Trace: abc", attempt.ResponseHeaders, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", attempt.ResponseHeaders, StringComparison.Ordinal);
        Assert.DoesNotContain(SignaturesOf(hooks.CallsTo("/talks").Single()).Single(), attempt.RequestHeaders, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_for_good_is_left_in_peace()
    {
        var webhook = await hooks.GivenWebhookAsync("/gone");
        hooks.Other.Answer = AnswerAt("/gone", 410);
        await hooks.Shop.GivenLocationAsync("Gone 1");
        await hooks.SendAsync();
        await hooks.Shop.GivenLocationAsync("Gone 2");
        await hooks.SendAsync();

        Assert.Equal(SubscriptionState.Gone, (await hooks.SubscriptionAsync(webhook.Id)).State);
        Assert.Single(hooks.CallsTo("/gone"));
        Assert.Equal(DeliveryState.Dropped, Assert.Single(await hooks.DeliveriesAsync(webhook.Id)).State);
        await using var db = hooks.Shop.Db();
        Assert.Equal(1, await db.Outbox.CountAsync(m => m.Kind == nameof(WebhookStopped) && m.Subject == $"webhook:{webhook.Id}"));
    }

    [Fact]
    public async Task A_receiver_that_fails_for_hours_is_stopped_and_what_happens_meanwhile_waits()
    {
        var owner = await hooks.Shop.GivenPersonAsync("Olga Owner", BuiltInRoles.Owner);
        var webhook = await hooks.GivenWebhookAsync("/broken");
        hooks.Other.Answer = AnswerAt("/broken", 503);
        for (var n = 0; n < 5; n++)
            await hooks.Shop.GivenLocationAsync($"Broken {n}");
        await hooks.SendAsync();
        Assert.Equal(SubscriptionState.Active, (await hooks.SubscriptionAsync(webhook.Id)).State);

        for (var hour = 0; hour < 8; hour++)
        {
            hooks.Shop.Clock.Advance(TimeSpan.FromHours(1));
            await hooks.SendAsync();
        }

        Assert.Equal(SubscriptionState.Failing, (await hooks.SubscriptionAsync(webhook.Id)).State);
        Assert.All(await hooks.DeliveriesAsync(webhook.Id), d => Assert.Equal(DeliveryState.Held, d.State));
        await using (var db = hooks.Shop.Db())
            Assert.Equal($"/integration/webhooks/{webhook.Id}", (await db.Notifications.SingleAsync(n => n.PersonId == owner.Id)).Href);
        await hooks.Shop.GivenLocationAsync("While stopped");
        hooks.Other.Answer = AnswerAt("/broken", 200);
        Assert.Equal(0, await hooks.SendAsync());

        await hooks.Get<WebhookSubscriptions>().ResumeAsync(webhook.Id, sendWhatWaited: true);
        await hooks.SendAsync();

        Assert.Equal(6, (await hooks.DeliveriesAsync(webhook.Id)).Count(d => d.State == DeliveryState.Delivered));
    }

    [Fact]
    public async Task After_a_change_of_the_secret_both_sign_for_a_day()
    {
        var webhook = await hooks.GivenWebhookAsync("/rotated");
        var renewed = await hooks.Get<WebhookSubscriptions>().RotateSecretAsync(webhook.Id);
        await hooks.Shop.GivenLocationAsync("Both secrets");
        await hooks.SendAsync();
        hooks.Shop.Clock.Advance(TimeSpan.FromHours(25));
        await hooks.Shop.GivenLocationAsync("New secret only");
        await hooks.SendAsync();

        var calls = hooks.CallsTo("/rotated");
        Assert.Equal([SignatureBy(renewed.Secret, calls[0]), SignatureBy(webhook.Secret, calls[0])], SignaturesOf(calls[0]));
        Assert.Equal([SignatureBy(renewed.Secret, calls[1])], SignaturesOf(calls[1]));
    }

    [Fact]
    public async Task A_failed_delivery_can_be_sent_again_alone_or_with_all_that_failed()
    {
        var webhook = await hooks.GivenWebhookAsync("/again");
        hooks.Other.Answer = AnswerAt("/again", 500);
        await hooks.Shop.GivenLocationAsync("Again 1");
        await hooks.Shop.GivenLocationAsync("Again 2");
        var since = hooks.Shop.Clock.GetUtcNow();
        await SendUntilNothingWaitsAsync(webhook.Id);
        hooks.Other.Answer = AnswerAt("/again", 200);
        var first = (await hooks.DeliveriesAsync(webhook.Id))[0];

        await hooks.Get<Deliveries>().ReplayAsync(first.Id);
        await hooks.SendAsync();
        var count = await hooks.Get<Deliveries>().ReplayFailedAsync(webhook.Id, since);
        await hooks.SendAsync();

        Assert.Equal(1, count);
        Assert.All(await hooks.DeliveriesAsync(webhook.Id), d => Assert.Equal((DeliveryState.Delivered, 9), (d.State, d.Attempts)));
    }

    [Fact]
    public async Task A_test_event_is_sent_at_once_even_while_paused_and_never_again()
    {
        var webhook = await hooks.GivenWebhookAsync("/tested");
        await hooks.Get<WebhookSubscriptions>().PauseAsync(webhook.Id);
        hooks.Other.Answer = AnswerAt("/tested", 418);

        var deliveryId = await hooks.Get<WebhookSending>().SendTestAsync(webhook.Id);

        var delivery = Assert.Single(await hooks.DeliveriesAsync(webhook.Id), d => d.Id == deliveryId);
        Assert.Equal((DeliveryState.Failed, 418), (delivery.State, delivery.LastStatus));
        Assert.Equal("webhook.test", Assert.Single(hooks.CallsTo("/tested")).Headers["X-InventorySync-Event"]);
        await using var db = hooks.Shop.Db();
        Assert.Equal(0, (await db.WebhookHealth.SingleAsync(h => h.SubscriptionId == webhook.Id)).FailuresInARow);
    }

    [Fact]
    public async Task What_is_paused_waits_and_is_sent_or_dropped_as_people_say()
    {
        var send = await hooks.GivenWebhookAsync("/paused-send");
        var drop = await hooks.GivenWebhookAsync("/paused-drop");
        var subscriptions = hooks.Get<WebhookSubscriptions>();
        await subscriptions.PauseAsync(send.Id);
        await subscriptions.PauseAsync(drop.Id);
        await hooks.Shop.GivenLocationAsync("Paused");
        await hooks.SendAsync();
        Assert.Empty(hooks.CallsTo("/paused-send"));

        await subscriptions.ResumeAsync(send.Id, sendWhatWaited: true);
        await subscriptions.ResumeAsync(drop.Id, sendWhatWaited: false);
        await hooks.SendAsync();

        Assert.Single(hooks.CallsTo("/paused-send"));
        Assert.Empty(hooks.CallsTo("/paused-drop"));
        Assert.Equal(DeliveryState.Dropped, Assert.Single(await hooks.DeliveriesAsync(drop.Id)).State);
    }

    private async Task SendUntilNothingWaitsAsync(long subscriptionId)
    {
        await hooks.FollowAsync();
        for (var round = 0; round < 20; round++)
        {
            var waiting = (await hooks.DeliveriesAsync(subscriptionId)).Where(d => d.State == DeliveryState.Waiting).ToList();
            if (waiting.Count == 0)
                return;
            var pause = waiting.Max(d => d.NextTryAt) - hooks.Shop.Clock.GetUtcNow();
            hooks.Shop.Clock.Advance(pause > TimeSpan.Zero ? pause : TimeSpan.Zero);
            await hooks.Get<WebhookSending>().SendDueAsync();
        }
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Task> AnswerAt(string path, int status) => http =>
    {
        http.Response.StatusCode = http.Request.Path == path ? status : 200;
        return Task.CompletedTask;
    };

    // as a receiver checks it, by the documents and not by the product's code
    private static string SignatureBy(string secret, ReceivedCall call)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes(TimeOf(call).ToString(CultureInfo.InvariantCulture) + "." + call.Body))).ToLowerInvariant();
    }

    private static List<string> SignaturesOf(ReceivedCall call) =>
        [.. call.Headers["X-InventorySync-Signature"].Split(',').Where(p => p.StartsWith("v1=", StringComparison.Ordinal)).Select(p => p[3..])];

    private static long TimeOf(ReceivedCall call) =>
        long.Parse(call.Headers["X-InventorySync-Signature"].Split(',').Single(p => p.StartsWith("t=", StringComparison.Ordinal))[2..], CultureInfo.InvariantCulture);
}
