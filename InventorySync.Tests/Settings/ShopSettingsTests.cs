using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventorySync.Tests.Settings;

public sealed class ShopSettingsTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private ShopSettings Settings => _shop.Get<ShopSettings>();

    private SettingsSection Shop => Settings.Sections.Single(s => s.Type == typeof(ShopProfile));

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_new_shop_has_the_values_the_product_comes_with()
    {
        var profile = await Settings.GetAsync<ShopProfile>();

        Assert.Equal(("My shop", "USD", "UTC", "en"), (profile.Name, profile.Currency, profile.TimeZone, profile.Language));
    }

    [Fact]
    public async Task What_is_saved_holds_at_once_for_those_who_asked_before()
    {
        await Settings.GetAsync<ShopProfile>();

        await Settings.SaveAsync(new ShopProfile { Name = "Mama Mboga", Currency = "KES", Country = "KE", TimeZone = "Africa/Nairobi" }, expectedVersion: null);

        var profile = await Settings.GetAsync<ShopProfile>();
        Assert.Equal(("Mama Mboga", "KES", "en-KE"), (profile.Name, profile.Currency, profile.Culture.Name));
        Assert.Equal(new DateOnly(2026, 3, 3), profile.DayOf(new DateTimeOffset(2026, 3, 2, 21, 30, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_form_that_was_opened_before_somebody_else_saved_is_refused()
    {
        await Settings.SaveAsync(new ShopProfile { Name = "First" }, expectedVersion: null);
        var (_, version) = await Settings.ReadAsync<ShopProfile>();
        await Settings.SaveAsync(new ShopProfile { Name = "Second" }, version);

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Settings.SaveAsync(new ShopProfile { Name = "Third" }, version));
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Settings.SaveAsync(new ShopProfile { Name = "Third" }, expectedVersion: null));

        Assert.Equal("Second", (await Settings.GetAsync<ShopProfile>()).Name);
    }

    [Fact]
    public async Task Of_two_people_who_save_a_section_for_the_first_time_at_once_one_is_refused()
    {
        var attempts = Enumerable.Range(1, 8).Select(async n =>
        {
            await using var scope = _shop.As(BuiltInRoles.Owner);
            try
            {
                await scope.ServiceProvider.GetRequiredService<ShopSettings>().SaveAsync(new ShopProfile { Name = $"Shop {n}" }, expectedVersion: null);
                return true;
            }
            catch (ChangedMeanwhileException)
            {
                return false;
            }
        });

        Assert.Single(await Task.WhenAll(attempts), saved => saved);
    }

    [Fact]
    public async Task Every_change_is_kept_with_who_when_from_and_to_and_told_to_the_other_nodes()
    {
        await Settings.SaveAsync(new ShopProfile { Name = "Corner shop" }, expectedVersion: null);

        var change = Assert.Single(await Settings.HistoryAsync(Shop));
        Assert.Equal(("Olivia Owner", _shop.Clock.GetUtcNow()), (change.ActorName, change.At));
        Assert.Equal(("Name", "My shop", "Corner shop"), Assert.Single(change.Fields) is var f ? (f.Name, f.From, f.To) : default);
        await using var db = _shop.Db();
        var entry = await db.Audit.SingleAsync(e => e.SubjectKind == "Settings");
        Assert.Equal(("changed", "Shop", "Olivia Owner"), (entry.Action, entry.SubjectName, entry.ActorName));
        Assert.Equal("settings:shop", (await db.Outbox.SingleAsync(m => m.Kind == nameof(SettingsChanged))).Subject);
    }

    [Fact]
    public async Task A_save_without_a_difference_leaves_no_trace()
    {
        await Settings.SaveAsync(new ShopProfile { Name = "Corner shop" }, expectedVersion: null);
        var (same, version) = await Settings.ReadAsync<ShopProfile>();

        await Settings.SaveAsync(same, version);

        Assert.Single(await Settings.HistoryAsync(Shop));
    }

    [Fact]
    public async Task A_change_can_be_put_back_and_that_is_a_change_of_its_own()
    {
        await Settings.SaveAsync(new ShopProfile { Name = "Right", Currency = "EUR" }, expectedVersion: null);
        await Settings.SaveAsync(new ShopProfile { Name = "Wrong", Currency = "GBP" }, (await Settings.ReadAsync<ShopProfile>()).Version);
        var mistake = (await Settings.HistoryAsync(Shop))[0];

        await Settings.PutBackAsync(mistake.Id, (await Settings.ReadAsync<ShopProfile>()).Version);

        var profile = await Settings.GetAsync<ShopProfile>();
        Assert.Equal(("Right", "EUR"), (profile.Name, profile.Currency));
        Assert.Equal(3, (await Settings.HistoryAsync(Shop)).Count);
    }

    [Theory]
    [InlineData(nameof(ShopProfile.Name), "", "EUR", "UTC")]
    [InlineData(nameof(ShopProfile.Currency), "Shop", "XQX", "UTC")]
    [InlineData(nameof(ShopProfile.TimeZone), "Shop", "EUR", "Mars/Olympus")]
    public async Task A_value_that_cannot_be_is_refused_at_its_field(string field, string name, string currency, string zone)
    {
        var refused = await Assert.ThrowsAsync<InvalidInputException>(
            () => Settings.SaveAsync(new ShopProfile { Name = name, Currency = currency, TimeZone = zone }, expectedVersion: null));

        Assert.Equal(field, refused.Field);
        await using var db = _shop.Db();
        Assert.Empty(await db.Settings.ToListAsync());
    }

    [Fact]
    public async Task Who_lacks_the_permission_sees_no_section_and_changes_nothing()
    {
        await using var scope = _shop.As(BuiltInRoles.Viewer);
        var settings = scope.ServiceProvider.GetRequiredService<ShopSettings>();

        Assert.Empty(settings.Sections);
        await Assert.ThrowsAsync<ForbiddenException>(() => settings.SaveAsync(new ShopProfile { Name = "Mine" }, expectedVersion: null));
        await Assert.ThrowsAsync<ForbiddenException>(() => settings.HistoryAsync(Shop));
        Assert.Equal("My shop", (await settings.GetAsync<ShopProfile>()).Name);
    }

    [Fact]
    public async Task A_node_that_missed_the_news_is_right_again_within_a_minute()
    {
        await Settings.GetAsync<ShopProfile>();
        var otherNode = new ShopSettings(
            _shop.Get<IDbContextFactory<InventoryDb>>(), _shop.Get<CurrentActor>(), new SettingsCache(_shop.Clock, new LiveFeed(NullLogger<LiveFeed>.Instance)), _shop.Get<SettingsContent>(),
            _shop.Services.GetServices<SettingsSection>(), _shop.Clock);
        await otherNode.SaveAsync(new ShopProfile { Name = "New" }, expectedVersion: null);

        _shop.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("New", (await Settings.GetAsync<ShopProfile>()).Name);
    }

    [Fact]
    public async Task News_of_a_change_make_a_node_read_anew()
    {
        await Settings.GetAsync<ShopProfile>();
        await using (var db = _shop.Db())
        {
            db.Settings.Add(new StoredSettings { Section = "shop", Content = """{"name":"Changed elsewhere"}""", ChangedAt = _shop.Clock.GetUtcNow() });
            await db.SaveChangesAsync();
        }

        _shop.Get<LiveFeed>().Tell([OutboxMessage.Of(new SettingsChanged("shop"), "settings:shop", _shop.Clock.GetUtcNow())]);

        await Eventually.TrueAsync(async () => (await Settings.GetAsync<ShopProfile>()).Name == "Changed elsewhere", "the new name");
    }

    [Fact]
    public async Task A_secret_is_encrypted_in_the_database_and_hidden_in_every_history()
    {
        var section = new SettingsSection("mail", typeof(MailAccount), "Mail", "");
        var settings = new ShopSettings(
            _shop.Get<IDbContextFactory<InventoryDb>>(), _shop.Get<CurrentActor>(), new SettingsCache(_shop.Clock, new LiveFeed(NullLogger<LiveFeed>.Instance)), _shop.Get<SettingsContent>(), [section], _shop.Clock);

        await settings.SaveAsync(new MailAccount { Host = "mail.example", Password = "canary-7431" }, expectedVersion: null);

        Assert.Equal("canary-7431", (await settings.GetAsync<MailAccount>()).Password);
        await using var db = _shop.Db();
        var everything = string.Join("\n", [
            .. await db.Settings.Select(s => s.Content).ToListAsync(),
            .. await db.SettingsChanges.Select(c => c.Before + c.After).ToListAsync(),
            .. await db.Outbox.Select(m => m.Payload).ToListAsync(),
            .. (await db.Audit.ToListAsync()).SelectMany(e => e.Fields).Select(f => f.From + f.To)]);
        Assert.Contains("mail.example", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-7431", everything, StringComparison.Ordinal);
        var hidden = Assert.Single((await settings.HistoryAsync(section))[0].Fields, f => f.Name == nameof(MailAccount.Password));
        Assert.Equal((null, "•••"), (hidden.From, hidden.To));
    }

    [Fact]
    public async Task A_form_never_holds_a_secret_and_keeps_the_one_it_does_not_change()
    {
        var section = new SettingsSection("mail", typeof(MailAccount), "Mail", "");
        var settings = new ShopSettings(
            _shop.Get<IDbContextFactory<InventoryDb>>(), _shop.Get<CurrentActor>(), new SettingsCache(_shop.Clock, new LiveFeed(NullLogger<LiveFeed>.Instance)),
            _shop.Get<SettingsContent>(), [section], _shop.Clock);
        await settings.SaveAsync(new MailAccount { Password = "canary-7431" }, expectedVersion: null);

        var (form, version) = await settings.ReadAsync<MailAccount>();
        await settings.SaveAsync(form with { Port = 25 }, version);

        Assert.Equal(SettingsContent.Kept, form.Password);
        Assert.Equal(new MailAccount { Port = 25, Password = "canary-7431" }, await settings.GetAsync<MailAccount>());
        (form, version) = await settings.ReadAsync<MailAccount>();
        await settings.SaveAsync(form with { Password = "" }, version);
        Assert.Equal("", (await settings.GetAsync<MailAccount>()).Password);
    }

    [Fact]
    public void A_value_that_another_version_wrote_differently_falls_back_alone()
    {
        var content = new SettingsContent(new EphemeralDataProtectionProvider(), NullLogger<SettingsContent>.Instance);

        var read = (MailAccount)content.Read(typeof(MailAccount), """{"host":"mail.example","port":"many","password":"not encrypted","gone":1}""");

        Assert.Equal(new MailAccount { Host = "mail.example", Port = 587, Password = "" }, read);
    }

    private sealed record MailAccount
    {
        public string Host { get; init; } = "";

        public int Port { get; init; } = 587;

        [Secret]
        public string Password { get; init; } = "";
    }
}
