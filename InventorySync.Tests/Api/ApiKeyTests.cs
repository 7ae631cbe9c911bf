using System.Net;
using InventorySync.Domain.Access;
using InventorySync.Domain.Api;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using InventorySync.Tests.Access;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Api;

public sealed class ApiKeyTests(ApiShop api) : IClassFixture<ApiShop>
{
    [Fact]
    public async Task The_secret_is_shown_once_and_stands_nowhere_in_the_database()
    {
        var key = await api.Site.KeyAsync(Permissions.LocationsView);

        Assert.Matches("^isk_[0-9A-Za-z]{49}$", key.Secret);
        await using var db = api.Shop.Db();
        var stored = await db.ApiKeys.AsNoTracking().SingleAsync(k => k.Id == key.Id);
        Assert.Equal(key.Secret[..12], stored.Prefix);
        Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(key.Secret))), stored.Hash);
        var entry = await db.Audit.SingleAsync(e => e.SubjectKind == nameof(ApiKey) && e.SubjectId == key.Id);
        Assert.All(entry.Fields.Where(f => f.Name == nameof(ApiKey.Hash)), f => Assert.Equal("•••", f.To));
        Assert.DoesNotContain(entry.Fields, f => f.To?.Contains(key.Secret[12..], StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_from_that_moment_on()
    {
        var key = await api.Site.KeyAsync();
        using var caller = api.Site.Caller(key.Secret);
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("/api/probes")).StatusCode);

        await api.Shop.Get<ApiKeys>().RevokeAsync(key.Id);

        var refused = await caller.GetAsync("/api/probes");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("revoked", (await refused.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("Bearer error=\"invalid_token\"", refused.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_key_expires_on_its_day()
    {
        var key = await api.Shop.Get<ApiKeys>().CreateAsync(new() { Name = "Short", Scopes = [Permissions.LocationsView], Days = 30 });
        using var caller = api.Site.Caller(key.Secret);
        api.Shop.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("/api/probes")).StatusCode);

        api.Shop.Clock.Advance(TimeSpan.FromSeconds(1));

        var refused = await caller.GetAsync("/api/probes");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("expired", (await refused.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(ApiKeyState.Expired, (await RowAsync(key.Id)).State);
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_work_for_as_long_as_was_chosen()
    {
        var key = await api.Site.KeyAsync();
        var renewed = await api.Shop.Get<ApiKeys>().RotateAsync(key.Id, TimeSpan.FromHours(24));
        using var former = api.Site.Caller(key.Secret);
        using var present = api.Site.Caller(renewed.Secret);
        Assert.Equal(HttpStatusCode.OK, (await former.GetAsync("/api/probes")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await present.GetAsync("/api/probes")).StatusCode);

        api.Shop.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Equal(HttpStatusCode.Unauthorized, (await former.GetAsync("/api/probes")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await present.GetAsync("/api/probes")).StatusCode);
    }

    [Fact]
    public async Task A_rotation_at_once_ends_the_former_secret_at_once()
    {
        var key = await api.Site.KeyAsync();
        await api.Shop.Get<ApiKeys>().RotateAsync(key.Id, TimeSpan.Zero);
        using var former = api.Site.Caller(key.Secret);

        Assert.Equal(HttpStatusCode.Unauthorized, (await former.GetAsync("/api/probes")).StatusCode);
    }

    [Theory]
    [InlineData("isk_abc", "copied whole")]
    [InlineData("Bearer", "copied whole")]
    [InlineData("isk_0000000000000000000000000000000000000000000000000", "copied whole")]
    public async Task A_typing_error_is_told_from_a_foreign_key(string secret, string words)
    {
        using var caller = api.Site.Caller(secret);

        var refused = await caller.GetAsync("/api/probes");

        Assert.Contains(words, (await refused.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_well_formed_key_that_nobody_gave_out_is_unknown()
    {
        using var caller = api.Site.Caller(ApiKeySecret.New().Text);

        var refused = await caller.GetAsync("/api/probes");

        Assert.Contains("No such key", (await refused.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_the_way_to_one_is_told()
    {
        using var nobody = api.Site.Caller(null);

        var refused = await nobody.GetAsync("/api/probes");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
        Assert.Contains("isk_", (await refused.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_may_do_at_most_what_its_creator_may()
    {
        await using var scope = As(Permissions.ApiKeysManage, Permissions.LocationsView);

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => scope.ServiceProvider.GetRequiredService<ApiKeys>().CreateAsync(new() { Name = "Greedy", Scopes = [Permissions.LocationsEdit] }));

        Assert.Equal(nameof(NewApiKey.Scopes), refused.Field);
    }

    [Fact]
    public async Task Nobody_gets_the_secret_of_a_key_that_may_do_more_than_he_himself()
    {
        var key = await api.Site.KeyAsync();
        await using var scope = As(Permissions.ApiKeysManage);

        await Assert.ThrowsAsync<BusinessRuleException>(() => scope.ServiceProvider.GetRequiredService<ApiKeys>().RotateAsync(key.Id, TimeSpan.Zero));
    }

    [Fact]
    public async Task Only_those_with_the_permission_create_revoke_and_see_keys()
    {
        await using var scope = As(Permissions.LocationsView);
        var keys = scope.ServiceProvider.GetRequiredService<ApiKeys>();

        await Assert.ThrowsAsync<ForbiddenException>(() => keys.CreateAsync(new() { Name = "No", Scopes = [Permissions.LocationsView] }));
        await Assert.ThrowsAsync<ForbiddenException>(() => keys.RevokeAsync(1));
        await Assert.ThrowsAsync<ForbiddenException>(() => keys.RotateAsync(1, TimeSpan.Zero));
        await Assert.ThrowsAsync<ForbiddenException>(() => scope.ServiceProvider.GetRequiredService<ApiKeyList>().PageAsync(new ListRequest()));
    }

    [Fact]
    public async Task A_key_limited_to_a_location_sees_no_other()
    {
        var seen = await api.Shop.GivenLocationAsync("Seen by the key");
        var hidden = await api.Shop.GivenLocationAsync("Hidden from the key");
        var key = await api.Shop.Get<ApiKeys>().CreateAsync(new() { Name = "One place", Scopes = [Permissions.LocationsView], Locations = [seen] });
        using var caller = api.Site.Caller(key.Secret);

        var list = await (await caller.GetAsync("/api/probes")).JsonAsync();

        Assert.Equal("Seen by the key", Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync($"/api/probes/{hidden}")).StatusCode);
    }

    [Fact]
    public async Task Who_works_in_chosen_locations_gives_keys_for_those_only()
    {
        var mine = await api.Shop.GivenLocationAsync("Mine alone");
        var other = await api.Shop.GivenLocationAsync("Not mine");
        await using var scope = api.Shop.As(new Actor(ActorKind.Person, "Lea") { Permissions = new HashSet<string> { Permissions.ApiKeysManage, Permissions.LocationsView }, Locations = new HashSet<long> { mine } });
        var keys = scope.ServiceProvider.GetRequiredService<ApiKeys>();

        var whole = await keys.CreateAsync(new() { Name = "All that Lea sees", Scopes = [Permissions.LocationsView] });
        await Assert.ThrowsAsync<BusinessRuleException>(() => keys.CreateAsync(new() { Name = "More", Scopes = [Permissions.LocationsView], Locations = [other] }));

        await using var db = api.Shop.Db();
        Assert.Equal([mine], (await db.ApiKeys.SingleAsync(k => k.Id == whole.Id)).Locations);
    }

    [Fact]
    public async Task Use_is_noted_with_time_and_address_at_most_once_a_minute()
    {
        var key = await api.Site.KeyAsync();
        using var caller = api.Site.Caller(key.Secret);
        var first = api.Shop.Clock.GetUtcNow();
        for (var call = 0; call < 5; call++)
            await caller.GetAsync("/api/probes");
        Assert.Equal((1L, (DateTimeOffset?)first), await UseAsync(key.Id));

        api.Shop.Clock.Advance(TimeSpan.FromSeconds(61));
        await caller.GetAsync("/api/probes");

        Assert.Equal((6L, (DateTimeOffset?)first.AddSeconds(61)), await UseAsync(key.Id));
        Assert.Equal("127.0.0.1", (await RowAsync(key.Id)).LastUsedFrom);
    }

    [Fact]
    public async Task What_a_key_changes_is_written_down_under_its_name()
    {
        var key = await api.Shop.Get<ApiKeys>().CreateAsync(new() { Name = "Till at the door", Scopes = [Permissions.LocationsView, Permissions.LocationsEdit] });
        using var caller = api.Site.Caller(key.Secret);

        await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(caller, "/api/probes", Probes.Details("By key", "BYKEY"));

        await using var db = api.Shop.Db();
        var entry = await db.Audit.SingleAsync(e => e.SubjectName == "By key");
        Assert.Equal((ActorKind.ApiKey, key.Id, "Till at the door", "127.0.0.1"), (entry.ActorKind, entry.ActorId, entry.ActorName, entry.Address));
    }

    [Fact]
    public async Task People_are_told_once_a_week_before_a_key_in_use_expires()
    {
        var owner = await api.Shop.GivenPersonAsync("Olga Keys", BuiltInRoles.Owner);
        var used = await api.Shop.Get<ApiKeys>().CreateAsync(new() { Name = "Used and expiring", Scopes = [Permissions.LocationsView], Days = 30 });
        await api.Shop.Get<ApiKeys>().CreateAsync(new() { Name = "Never used", Scopes = [Permissions.LocationsView], Days = 30 });
        using var caller = api.Site.Caller(used.Secret);
        await caller.GetAsync("/api/probes");
        api.Shop.Clock.Advance(TimeSpan.FromDays(22));
        await api.Shop.Get<ExpiringKeys>().TellAsync();
        Assert.Empty(await NewsOfAsync(owner.Id));

        api.Shop.Clock.Advance(TimeSpan.FromDays(2));
        await api.Shop.Get<ExpiringKeys>().TellAsync();
        await api.Shop.Get<ExpiringKeys>().TellAsync();

        Assert.Equal(["Used and expiring"], Assert.Single(await NewsOfAsync(owner.Id)).Said.Arguments);
    }

    private async Task<List<Domain.Alerts.Notification>> NewsOfAsync(long personId)
    {
        await using var db = api.Shop.Db();
        return await db.Notifications.AsNoTracking().Where(n => n.PersonId == personId).ToListAsync();
    }

    private async Task<ApiKeyRow> RowAsync(long keyId) => (await api.Shop.Get<ApiKeyList>().PageAsync(new ListRequest { Take = 500 })).Rows.Single(r => r.Id == keyId);

    private async Task<(long Uses, DateTimeOffset? At)> UseAsync(long keyId)
    {
        var row = await RowAsync(keyId);
        return (row.Uses, row.LastUsedAt);
    }

    private AsyncServiceScope As(params string[] permissions) => api.Shop.As(new Actor(ActorKind.Person, "Ina") { Permissions = permissions.ToHashSet() });
}
