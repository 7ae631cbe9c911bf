using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using InventorySync.Domain.Mail;
using InventorySync.Integrations.Http;

namespace InventorySync.Integrations.Mail;

/// <summary>Sends mails by SMTP. The same addresses may be called as by everything else that calls out; unencrypted only inside the own network.</summary>
public sealed class SmtpMails(OutboundConnections connections) : IMailSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task SendAsync(OutgoingMail mail, SmtpSettings settings, CancellationToken ct = default)
    {
        var server = settings.Server.Trim();
        await DemandReachableAsync(settings, server, ct);
        using var message = Message(mail, settings);
        using var client = new SmtpClient(server, settings.Port) { EnableSsl = settings.Encrypted };
        if (settings.User.Length > 0)
            client.Credentials = new NetworkCredential(settings.User, settings.Password);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await client.SendMailAsync(message, patience.Token);
        }
        catch (Exception failure) when (Explain(failure, settings, server, mail.To, ct) is { } problem)
        {
            throw problem;
        }
    }

    private async Task DemandReachableAsync(SmtpSettings settings, string server, CancellationToken ct)
    {
        try
        {
            var addresses = await connections.AddressesAsync(server, ct);
            if (!settings.Encrypted && Array.Exists(addresses, OutboundAddresses.IsPublic))
                throw new MailNotSentException("“{0}” lies in the internet, where mails are never sent unencrypted. Switch the encryption on.", server) { ForGood = true };
        }
        catch (InternalAddressException inside)
        {
            throw new MailNotSentException(inside.Said) { ForGood = true };
        }
        catch (SocketException)
        {
            throw new MailNotSentException("There is no mail server called “{0}”. Check its name.", server);
        }
    }

    private static MailMessage Message(OutgoingMail mail, SmtpSettings settings)
    {
        var message = new MailMessage(new MailAddress(settings.From, settings.FromName, Encoding.UTF8), new MailAddress(mail.To))
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Body,
            BodyEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", $"<{mail.Token}@{message.From!.Host}>");
        foreach (var file in mail.Files)
            message.Attachments.Add(new Attachment(new MemoryStream(file.Content), file.Name, file.MediaType));
        return message;
    }

    private static MailNotSentException? Explain(Exception failure, SmtpSettings settings, string server, string to, CancellationToken ct) => failure switch
    {
        SmtpFailedRecipientException => new("The mail server does not take mails to {0}. Check the address.", to) { ForGood = true },
        SmtpException { InnerException: AuthenticationException } => new("The certificate of “{0}” does not prove that it is this server, so nothing was sent. Check the server's name.", server),
        SmtpException { InnerException: IOException or SocketException } => new("“{0}” does not answer at port {1}. Check the name, the port and the encryption.", server, settings.Port),
        SmtpException { StatusCode: SmtpStatusCode.MustIssueStartTlsFirst or SmtpStatusCode.ClientNotPermitted } => new("“{0}” refuses the user name or the password.", server) { ForGood = true },
        SmtpException refused when refused.Message.Contains("5.7", StringComparison.Ordinal) || refused.Message.Contains("uthenticat", StringComparison.Ordinal) => new("“{0}” refuses the user name or the password.", server) { ForGood = true },
        SmtpException refused when !settings.Encrypted || !refused.Message.Contains("secure", StringComparison.OrdinalIgnoreCase) => new("The mail server refused the mail: {0}", refused.Message) { ForGood = (int)refused.StatusCode is >= 550 and < 560 },
        SmtpException => new("“{0}” does not speak encrypted there. Check the port and the encryption.", server),
        OperationCanceledException when !ct.IsCancellationRequested => new("“{0}” does not answer at port {1}. Check the name, the port and the encryption.", server, settings.Port),
        _ => null,
    };
}
