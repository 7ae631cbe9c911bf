using System.Net;
using System.Net.Security;
using InventorySync.Domain.Mail;
using InventorySync.Integrations.Http;
using InventorySync.Integrations.Mail;

namespace InventorySync.Tests.Mail;

/// <summary>Mails go out encrypted, to the server that they are meant for and to no other.</summary>
public sealed class SmtpMailsTests(EncryptedSmtpInbox inbox, SmtpInbox plain) : IClassFixture<EncryptedSmtpInbox>, IClassFixture<SmtpInbox>
{
    private readonly SmtpMails _mails = new(new OutboundConnections(new OutboundAddresses(new OutboundSettings { AllowedInternal = ["127.0.0.1", "::1"] })));

    [Fact]
    public async Task A_server_that_cannot_prove_its_name_gets_neither_password_nor_mail_and_one_that_can_gets_both_encrypted()
    {
        var problem = await Assert.ThrowsAsync<MailNotSentException>(() => SendAsync(Settings));
        Assert.StartsWith("The certificate of “localhost” does not prove", problem.Message, StringComparison.Ordinal);
        Assert.Empty(inbox.Mails);

        Trust();
        try
        {
            await SendAsync(Settings);
        }
        finally
        {
            Distrust();
        }

        await Eventually.TrueAsync(() => Task.FromResult(inbox.Mails.Count == 1), "the mail arrived");
        var mail = inbox.Mails.Single();
        Assert.Equal((true, "shop", "Hello"), (mail.GetProperty("encrypted").GetBoolean(), mail.GetProperty("user").GetString(), mail.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task A_server_that_does_not_speak_encrypted_gets_nothing()
    {
        var problem = await Assert.ThrowsAsync<MailNotSentException>(() => SendAsync(Settings with { Port = plain.Port }));

        Assert.Equal("“localhost” does not speak encrypted there. Check the port and the encryption.", problem.Message);
        Assert.Empty(plain.Mails);
    }

    private SmtpSettings Settings => new() { Server = "localhost", Port = inbox.Port, From = "shop@shop.test", FromName = "Shop", User = "shop", Password = "secret" };

    private Task SendAsync(SmtpSettings settings) => _mails.SendAsync(new OutgoingMail("token", "ada@brook.test", "Hello", "Body"), settings);

#pragma warning disable SYSLIB0014 // the only door by which this client can be told of another root
    private void Trust() => ServicePointManager.ServerCertificateValidationCallback = (_, shown, _, errors) =>
        errors == SslPolicyErrors.None || shown?.GetCertHashString() == inbox.Certificate.GetCertHashString();

    private static void Distrust() => ServicePointManager.ServerCertificateValidationCallback = null;
#pragma warning restore SYSLIB0014
}
