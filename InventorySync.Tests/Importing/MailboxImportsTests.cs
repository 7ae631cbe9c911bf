using System.Text;
using InventorySync.Data.Importing;
using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Settings;
using InventorySync.Integrations.Http;
using InventorySync.Integrations.Mail;
using InventorySync.Tests.Access;
using InventorySync.Tests.Catalog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventorySync.Tests.Importing;

/// <summary>Mails in a real mail server become imports.</summary>
public sealed class MailboxImportsTests(TestShop shop, MailServer server) : IClassFixture<TestShop>, IClassFixture<MailServer>, IAsyncLifetime
{
    private const string Supplier = "prices@supplier.test";

    private static int _mailboxes;

    private readonly string _user = $"shop{Interlocked.Increment(ref _mailboxes)}";
    private ServiceProvider _node = null!;
    private long _person;

    public async Task InitializeAsync()
    {
        _node = shop.NewNode(services => services
            .Replace(ServiceDescriptor.Singleton(new OutboundSettings { AllowedInternal = ["127.0.0.1", "::1"] }))
            .Replace(ServiceDescriptor.Singleton<IMailboxes>(p => new Pop3Mailboxes(p.GetRequiredService<OutboundConnections>(), server.Roots))));
        _person = (await shop.GivenPersonAsync($"Importer {_user}", BuiltInRoles.Owner)).Id;
        server.MakeMailbox(_user);
        // what another test left under way would be told here
        await using var db = shop.Db();
        await db.IdempotentCalls.ExecuteDeleteAsync();
        await db.BackgroundTasks.Where(t => t.State == Domain.Jobs.WorkState.Waiting).ExecuteDeleteAsync();
        await ChooseAsync();
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_table_in_a_mail_of_a_named_sender_is_imported_and_the_mail_is_removed()
    {
        var variant = await shop.GivenVariantOfAsync("Mailed", price: 3, sku: "MAIL-FIRST");
        await ChooseAsync(s => s with { Remove = true });
        await server.DeliverAsync(_user, "1.one.x", Mail(Supplier, "Prices for Monday", Csv("list.csv", "SKU,Price\nMAIL-FIRST,4\n")));

        await LookAsync();
        await WorkAsync();

        Assert.Equal(4m, (await shop.VariantAsync(variant.Id)).Price);
        Assert.Empty(server.MailsOf(_user));
        var run = Assert.Single(await RunsAsync("list.csv"));
        Assert.Equal(("prices", ImportState.Done), (run.Kind, run.State));
    }

    [Fact]
    public async Task A_mail_that_stays_in_the_mailbox_is_not_read_again_even_after_days()
    {
        await shop.GivenVariantOfAsync("Stays", price: 3, sku: "MAIL-2");
        await server.DeliverAsync(_user, "1.stays.x", Mail(Supplier, "prices", Csv("stays.csv", "SKU,Price\nMAIL-2,4\n")));

        for (var day = 0; day < 4; day++)
        {
            await LookAsync();
            await using var scope = _node.CreateAsyncScope();
            shop.Clock.Advance(TimeSpan.FromDays(1));
            await scope.ServiceProvider.GetRequiredService<Data.Api.IdempotentCalls>().ForgetOldAsync();
        }

        Assert.Single(await RunsAsync("stays.csv"));
        Assert.Equal(["1.stays.x"], server.MailsOf(_user));
    }

    [Fact]
    public async Task A_mail_whose_file_came_in_before_the_power_failed_is_removed_at_the_next_look_and_not_imported_twice()
    {
        await server.DeliverAsync(_user, "1.killed.x", Mail(Supplier, "prices", Csv("killed.csv", "SKU,Price\nMAIL-3,4\n")));
        await LookAsync();

        await ChooseAsync(s => s with { Remove = true });
        await LookAsync();

        Assert.Single(await RunsAsync("killed.csv"));
        Assert.Empty(server.MailsOf(_user));
    }

    [Fact]
    public async Task A_sender_that_nobody_named_is_refused_once_with_a_notification()
    {
        await server.DeliverAsync(_user, "1.stranger.x", Mail("\"prices@supplier.test\" <thief@elsewhere.test>", "prices", Csv("forged.csv", "SKU,Price\nMAIL-1,0.01\n")));

        await LookAsync();
        await LookAsync();

        Assert.Empty(await RunsAsync("forged.csv"));
        Assert.Equal(["A mail from thief@elsewhere.test was not read, because the settings of the mailbox do not name this sender."], await ToldAsync());
        Assert.Equal(["1.stranger.x"], server.MailsOf(_user));
    }

    [Fact]
    public async Task Nobody_is_let_in_while_no_sender_is_named_and_a_whole_company_when_its_domain_is()
    {
        await ChooseAsync(s => s with { Senders = "" });
        await server.DeliverAsync(_user, "1.nobody.x", Mail(Supplier, "prices", Csv("nobody.csv", "SKU,Price\nMAIL-1,5\n")));
        await LookAsync();
        Assert.Empty(await RunsAsync("nobody.csv"));

        await ChooseAsync(s => s with { Senders = "@supplier.test" });
        await server.DeliverAsync(_user, "2.domain.x", Mail("Anna <Anna@Supplier.test>", "prices", Csv("domain.csv", "SKU,Price\nMAIL-1,5\n")));
        await LookAsync();
        Assert.Single(await RunsAsync("domain.csv"));
    }

    [Fact]
    public async Task Two_tables_of_a_mail_are_two_imports_and_a_picture_is_none_and_what_cannot_be_read_is_told()
    {
        await server.DeliverAsync(_user, "1.two.x", Mail(Supplier, "This week",
            Part("image/png", "attachment; filename=logo.png", "base64", Convert.ToBase64String([1, 2, 3])),
            Csv("prices.csv", "SKU,Price\nMAIL-1,6\n"),
            Csv("weather.csv", "Weather,Wind\nsunny,strong\n"),
            Part("text/csv", "attachment; filename=quoted.csv", "quoted-printable", "SKU,Pri=\nce\nMAIL=2D1,7\n")));

        await LookAsync();
        await LookAsync();

        Assert.Equal("prices", Assert.Single(await RunsAsync("prices.csv")).Kind);
        Assert.Equal(["SKU", "Price"], Assert.Single(await RunsAsync("quoted.csv")).Headings);
        Assert.Empty(await RunsAsync("weather.csv"));
        Assert.Empty(await RunsAsync("logo.png"));
        Assert.StartsWith("“weather.csv” from prices@supplier.test was not imported: Say which column holds", Assert.Single(await ToldAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attachment;\n filename*0*=UTF-8''Preis%C3%BC;\n filename*1*=bersicht;\n filename*2=.csv")]
    [InlineData("attachment; filename*=iso-8859-1'de'Preis%FCbersicht.csv")]
    [InlineData("attachment; filename=\"=?utf-8?B?UHJlaXPD?= =?utf-8?B?vGJlcnNpY2h0LmNzdg==?=\"")]
    [InlineData("attachment; filename=\"=?iso-8859-1?Q?Preis=FCbersicht=2Ecsv?=\"")]
    [InlineData("attachment; filename=\"Preisübersicht.csv\"")]
    public async Task The_name_of_a_file_is_read_however_it_is_written(string disposition)
    {
        var before = (await RunsAsync("Preisübersicht.csv")).Count;
        await server.DeliverAsync(_user, "1.name.x", Mail(Supplier, "prices", Part("application/octet-stream", disposition, "base64", Convert.ToBase64String("SKU,Price\nMAIL-1,6\n"u8))));

        await LookAsync();

        Assert.Equal(before + 1, (await RunsAsync("Preisübersicht.csv")).Count);
    }

    [Fact]
    public async Task A_table_in_a_forwarded_mail_is_found()
    {
        var inner = Mail("somebody@else.test", "Fwd", Csv("inner.csv", "SKU,Price\nMAIL-1,6\n"), boundary: "inside");
        await server.DeliverAsync(_user, "1.forward.x", Mail(Supplier, "prices", $"Content-Type: message/rfc822\n\n{inner}"));

        await LookAsync();

        Assert.Single(await RunsAsync("inner.csv"));
    }

    [Fact]
    public async Task A_huge_mail_is_refused_without_being_fetched()
    {
        await ChooseAsync(s => s with { LargestMegabytes = 1 });
        await server.DeliverAsync(_user, "1.huge.x", Mail(Supplier, "Everything", Csv("huge.csv", "SKU,Price\n" + string.Concat(Enumerable.Repeat("MAIL-1,6\n", 130_000)))));

        await LookAsync();
        await LookAsync();

        Assert.Empty(await RunsAsync("huge.csv"));
        Assert.Equal(["The mail “Everything” from prices@supplier.test was not imported: It is larger than 1 MB."], await ToldAsync());
    }

    [Fact]
    public async Task Parts_within_parts_without_end_and_a_mail_without_a_table_are_refused()
    {
        var deep = new StringBuilder("From: prices@supplier.test\nSubject: Deep\nMIME-Version: 1.0\n");
        for (var depth = 0; depth < 40; depth++)
            deep.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n");
        await server.DeliverAsync(_user, "1.deep.x", deep.ToString());
        await server.DeliverAsync(_user, "2.plain.x", "From: prices@supplier.test\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n\nHello!\n");

        await LookAsync();

        Assert.Equal(
            ["The mail “Deep” from prices@supplier.test was not imported: It has too many parts within parts.",
             "The mail “Grüße” from prices@supplier.test was not imported: No table is attached to it. Tables are files of the kinds .csv, .tsv, .txt and .xlsx."],
            await ToldAsync());
    }

    [Fact]
    public async Task Where_somebody_shall_look_first_the_rows_are_checked_and_nothing_is_changed()
    {
        var variant = await shop.GivenVariantOfAsync("Asked", price: 3, sku: "MAIL-9");
        await ChooseAsync(s => s with { WithoutAsking = false });
        await server.DeliverAsync(_user, "1.ask.x", Mail(Supplier, "prices", Csv("ask.csv", "SKU,Price\nMAIL-9,4\n")));

        await LookAsync();
        await WorkAsync();

        Assert.Equal(ImportState.Ready, Assert.Single(await RunsAsync("ask.csv")).State);
        Assert.Equal(3m, (await shop.VariantAsync(variant.Id)).Price);
        Assert.Equal(["“ask.csv” came by mail from prices@supplier.test. Look at its rows, then import it."], await ToldAsync());
    }

    [Fact]
    public async Task Rows_that_were_wrong_are_told_when_the_import_has_ended()
    {
        await shop.GivenVariantOfAsync("Half", price: 3, sku: "MAIL-8");
        await server.DeliverAsync(_user, "1.half.x", Mail(Supplier, "prices", Csv("half.csv", "SKU,Price\nMAIL-8,4\nNOBODY,5\n")));

        await LookAsync();
        Assert.Empty(await ToldAsync());
        await WorkAsync();
        await LookAsync();
        await LookAsync();

        Assert.Equal(["“half.csv” came by mail: 1 rows were wrong; the others came in."], await ToldAsync());
    }

    [Fact]
    public async Task A_wrong_password_is_said_in_words_and_told_once()
    {
        await ChooseAsync(s => s with { Password = "wrong" });

        var refused = await Assert.ThrowsAsync<MailboxException>(LookAsync);
        await Assert.ThrowsAsync<MailboxException>(LookAsync);

        Assert.StartsWith("“localhost” does not accept the user name or the password of the mailbox", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["The mailbox for imports does not let us in any more. Enter its password anew in the settings."], await ToldAsync());
    }

    [Theory]
    [InlineData(MailboxSecurity.Encrypted)]
    [InlineData(MailboxSecurity.EncryptedAfterGreeting)]
    [InlineData(MailboxSecurity.NotEncrypted)]
    public async Task The_mailbox_can_be_tried_with_every_encryption(MailboxSecurity security)
    {
        await ChooseAsync(s => s with { Security = security, Port = security == MailboxSecurity.Encrypted ? server.EncryptedPort : server.Port });
        await server.DeliverAsync(_user, "1.try.x", Mail(Supplier, "prices"));

        Assert.Equal("Signed in: 1 mails lie there.", (await TryAsync()).ToString());
    }

    [Fact]
    public async Task A_server_that_cannot_prove_its_name_gets_no_password()
    {
        await ChooseAsync(s => s with { Server = "127.0.0.1" });

        Assert.StartsWith("The certificate of “127.0.0.1” does not prove", (await Assert.ThrowsAsync<MailboxException>(TryAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_own_network_is_closed_unless_it_was_opened_and_a_wrong_port_is_said()
    {
        await using var closed = shop.NewNode();
        await using var scope = closed.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Test");
        var inside = await Assert.ThrowsAsync<MailboxException>(() => scope.ServiceProvider.GetRequiredService<MailboxTrial>().TryAsync());
        Assert.Contains("own network", inside.Message, StringComparison.Ordinal);

        await ChooseAsync(s => s with { Port = server.Port });
        Assert.Contains("does not speak encrypted there", (await Assert.ThrowsAsync<MailboxException>(TryAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_kept_unreadable_and_never_shown_again()
    {
        await using var db = shop.Db();
        Assert.DoesNotContain($"\"{MailServer.Password}\"", (await db.Settings.SingleAsync(s => s.Section == "import-mailbox")).Content, StringComparison.Ordinal);

        Assert.Equal(SettingsContent.Kept, (await shop.Get<ShopSettings>().ReadAsync<MailboxSettings>()).Value.Password);
    }

    [Fact]
    public async Task Addresses_that_are_none_and_a_mailbox_without_password_are_refused()
    {
        Assert.Equal(nameof(MailboxSettings.Senders), (await Assert.ThrowsAsync<InvalidInputException>(() => ChooseAsync(s => s with { Senders = "supplier" }))).Field);
        Assert.Equal(nameof(MailboxSettings.Password), (await Assert.ThrowsAsync<InvalidInputException>(() => ChooseAsync(s => s with { Password = "" }))).Field);
        Assert.Equal(nameof(MailboxSettings.Server), (await Assert.ThrowsAsync<InvalidInputException>(() => ChooseAsync(s => s with { Server = "https://mail.test" }))).Field);
    }

    private async Task ChooseAsync(Func<MailboxSettings, MailboxSettings>? change = null)
    {
        await using var scope = Acting();
        var settings = scope.ServiceProvider.GetRequiredService<ShopSettings>();
        var chosen = new MailboxSettings { Server = "localhost", Port = server.EncryptedPort, User = _user, Password = MailServer.Password, Senders = Supplier, WithoutAsking = true };
        await settings.SaveAsync(change is null ? chosen : change(chosen), (await settings.ReadAsync<MailboxSettings>()).Version);
    }

    private async Task LookAsync()
    {
        await using var scope = Acting();
        await scope.ServiceProvider.GetRequiredService<MailboxImports>().LookAsync();
    }

    private async Task<Sentence> TryAsync()
    {
        await using var scope = Acting();
        return await scope.ServiceProvider.GetRequiredService<MailboxTrial>().TryAsync();
    }

    private AsyncServiceScope Acting()
    {
        var scope = _node.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Mailbox");
        return scope;
    }

    private async Task WorkAsync()
    {
        await using var db = shop.Db();
        foreach (var taskId in await db.BackgroundTasks.Where(t => t.State == Domain.Jobs.WorkState.Waiting).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync())
            await shop.WorkAsync(taskId);
    }

    private async Task<IReadOnlyList<ImportRun>> RunsAsync(string name)
    {
        await using var db = shop.Db();
        return await db.ImportRuns.AsNoTracking().Where(r => r.Name == name).ToListAsync();
    }

    private async Task<IReadOnlyList<string>> ToldAsync()
    {
        await using var db = shop.Db();
        return [.. (await db.Notifications.AsNoTracking().Where(n => n.PersonId == _person).OrderBy(n => n.Id).ToListAsync()).Select(n => n.Said.ToString())];
    }

    private static string Mail(string from, string subject, params string[] parts) => Mail(from, subject, string.Join("\n--cut\n", parts), "cut");

    private static string Mail(string from, string subject, string parts, string boundary) =>
        $"From: {from}\nTo: shop@shop.test\nSubject: {subject}\nMIME-Version: 1.0\nContent-Type: multipart/mixed;\n boundary=\"{boundary}\"\n\nFor old programs.\n--{boundary}\nContent-Type: text/plain\n\n.Good morning\n--{boundary}\n{parts}\n--{boundary}--\n";

    private static string Csv(string name, string content) =>
        Part("text/csv", $"attachment; filename=\"{name}\"", "base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(content), Base64FormattingOptions.InsertLineBreaks));

    private static string Part(string type, string disposition, string encoding, string content) =>
        $"Content-Type: {type}\nContent-Disposition: {disposition}\nContent-Transfer-Encoding: {encoding}\n\n{content}";
}
