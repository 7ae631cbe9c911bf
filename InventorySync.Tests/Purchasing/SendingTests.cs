using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Mail;
using InventorySync.Domain.Purchasing;
using InventorySync.Integrations.Http;
using InventorySync.Integrations.Mail;
using InventorySync.Tests.Access;
using InventorySync.Tests.Mail;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;

namespace InventorySync.Tests.Purchasing;

/// <summary>Orders go to suppliers by a real mail server, once each.</summary>
public sealed class SendingTests(TestShop shop, SmtpInbox inbox) : IClassFixture<TestShop>, IClassFixture<SmtpInbox>, IAsyncLifetime
{
    private ServiceProvider _node = null!;

    public async Task InitializeAsync()
    {
        _node = shop.NewNode(services =>
        {
            services.AddSingleton<IWebHostEnvironment>(new Site());
            services.Replace(ServiceDescriptor.Singleton<IMailSender>(new SmtpMails(new OutboundConnections(new OutboundAddresses(new OutboundSettings { AllowedInternal = ["127.0.0.1"] })))));
        });
        await shop.SetAsync<SmtpSettings>(s => s with { Server = "127.0.0.1", Port = inbox.Port, Encrypted = false, From = "buying@shop.test", User = "shop", Password = "secret" });
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task An_order_is_mailed_with_its_paper_and_is_sent_then()
    {
        var order = await GivenApprovedAsync();

        await MailAsync(order);
        await Task.WhenAll(SendDueAsync(), SendDueAsync(), SendDueAsync());

        var mail = Of(order).Single();
        Assert.Equal(("buying@shop.test", "My shop", "shop"), (mail.GetProperty("from").GetString(), mail.GetProperty("fromName").GetString(), mail.GetProperty("user").GetString()));
        Assert.Equal("orders@mill.test", mail.GetProperty("to")[0].GetString());
        var file = mail.GetProperty("files")[0];
        Assert.Equal(($"{order.Number}.pdf", "application/pdf", "%PDF-"), (file.GetProperty("name").GetString(), file.GetProperty("type").GetString(), file.GetProperty("begins").GetString()));
        var after = await shop.PurchaseAsync(order.Id);
        Assert.Equal((PurchaseState.Sent, "orders@mill.test"), (after.State, after.SentTo));
    }

    [Fact]
    public async Task A_second_click_sends_nothing_more()
    {
        var order = await GivenApprovedAsync();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            await using var scope = shop.As(BuiltInRoles.Manager);
            return await Record.ExceptionAsync(() => scope.Get<Sending>().MailAsync(order.Id, Details(order)));
        }));
        await SendDueAsync();
        await SendDueAsync();

        Assert.Single(Of(order));
    }

    [Fact]
    public async Task An_address_that_takes_no_mails_is_told_and_not_tried_again()
    {
        var order = await GivenApprovedAsync();
        await MailAsync(order, "nobody@mill.test");

        await SendDueAsync();

        var mail = (await shop.Get<PurchaseOrders>().MailsAsync(order.Id)).Single();
        Assert.Equal((PurchaseMailState.Failed, "The mail server does not take mails to nobody@mill.test. Check the address."), (mail.State, mail.Problem));
        Assert.Equal(PurchaseState.Approved, (await shop.PurchaseAsync(order.Id)).State);
    }

    [Fact]
    public async Task A_server_that_is_away_is_asked_again_later_with_the_same_message()
    {
        var order = await GivenApprovedAsync();
        await MailAsync(order);
        await shop.SetAsync<SmtpSettings>(s => s with { Port = 1 });
        await SendDueAsync();
        var waiting = (await shop.Get<PurchaseOrders>().MailsAsync(order.Id)).Single();
        Assert.Equal((PurchaseMailState.Waiting, 1), (waiting.State, waiting.Attempts));
        // the server is back, and so is the node, which had remembered where it was
        await DisposeAsync();
        await InitializeAsync();
        await SendDueAsync();
        Assert.Empty(Of(order));

        await using (var db = shop.Db())
            await db.PurchaseMails.Where(m => m.Id == waiting.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, shop.Clock.GetUtcNow()));
        await SendDueAsync();

        Assert.Contains(waiting.MessageToken, Of(order).Single().GetProperty("messageId").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_said_by_the_test_mail()
    {
        await using var scope = _node.CreateAsyncScope();
        var mails = scope.ServiceProvider.GetRequiredService<IMailSender>();
        var settings = new SmtpSettings { Server = "127.0.0.1", Port = inbox.Port, Encrypted = false, From = "buying@shop.test", User = "shop", Password = "wrong" };

        var problem = await Assert.ThrowsAsync<MailNotSentException>(() => mails.SendAsync(new OutgoingMail("t", "a@b.test", "s", "b"), settings));

        Assert.Contains("refuses the user name or the password", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_mail_server_an_order_is_marked_as_sent_by_hand()
    {
        var order = await GivenApprovedAsync();
        await shop.SetAsync<SmtpSettings>(s => s with { Server = "" });
        try
        {
            var refusal = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Sending>().MailAsync(order.Id, Details(order)));
            await shop.Get<Sending>().MarkSentAsync(order.Id);

            Assert.Contains("Settings, Outgoing mail", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(PurchaseState.Sent, (await shop.PurchaseAsync(order.Id)).State);
        }
        finally
        {
            await shop.SetAsync<SmtpSettings>(s => s with { Server = "127.0.0.1" });
        }
    }

    [Fact]
    public async Task The_paper_names_supplier_goods_and_sum()
    {
        var order = await GivenApprovedAsync();
        await using var scope = As();

        var (file, name) = await scope.ServiceProvider.GetRequiredService<IPurchasePaper>().WriteAsync(order.Id);

        Assert.Equal($"{order.Number}.pdf", name);
        var path = Path.Combine(RunFolder.New("paper").FullName, name);
        await File.WriteAllBytesAsync(path, file);
        using var reader = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("pdftotext", ["-layout", path, "-"]) { RedirectStandardOutput = true })!;
        var text = await reader.StandardOutput.ReadToEndAsync();
        Assert.Contains(order.Number, text, StringComparison.Ordinal);
        Assert.Contains(order.Lines[0].Sku, text, StringComparison.Ordinal);
        Assert.Contains("$20.00", text, StringComparison.Ordinal);
        Assert.Contains("Please deliver to", text, StringComparison.Ordinal);
    }

    private async Task<PurchaseOrder> GivenApprovedAsync()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync(cost: 4);
        var orderId = await shop.Get<PurchaseOrders>().CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 5)));
        await shop.Get<Approving>().SubmitAsync(orderId);
        return await shop.PurchaseAsync(orderId);
    }

    private Task MailAsync(PurchaseOrder order, string to = "orders@mill.test") => shop.Get<Sending>().MailAsync(order.Id, Details(order) with { To = to });

    private static PurchaseMailDetails Details(PurchaseOrder order) => new() { To = "orders@mill.test", Subject = $"Order {order.Number}", Body = "Please confirm – grüße." };

    private IEnumerable<System.Text.Json.JsonElement> Of(PurchaseOrder order) => inbox.Mails.Where(m => m.GetProperty("subject").GetString() == $"Order {order.Number}");

    private async Task SendDueAsync()
    {
        await using var scope = As();
        await scope.ServiceProvider.GetRequiredService<PurchasePost>().SendDueAsync();
    }

    private AsyncServiceScope As()
    {
        var scope = _node.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Mails");
        return scope;
    }

    /// <summary>The site as far as its fonts are concerned.</summary>
    private sealed class Site : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = Repository.File("InventorySync.Web/wwwroot");

        public IFileProvider WebRootFileProvider { get; set; } = new PhysicalFileProvider(Repository.File("InventorySync.Web/wwwroot"));

        public string ApplicationName { get; set; } = "InventorySync";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = "";

        public string EnvironmentName { get; set; } = "Test";
    }
}
