namespace InventorySync.Domain.Mail;

public sealed record MailFile(string Name, string MediaType, byte[] Content);

/// <summary>A mail that leaves the shop. The token names it to mail servers: the same at every attempt, so that a receiver can tell a repetition.</summary>
public sealed record OutgoingMail(string Token, string To, string Subject, string Body)
{
    public IReadOnlyList<MailFile> Files { get; init; } = [];
}

/// <summary>Hands mails to the mail server that the settings name.</summary>
public interface IMailSender
{
    Task SendAsync(OutgoingMail mail, SmtpSettings settings, CancellationToken ct = default);
}

/// <summary>The mail did not go out, in words that say what to do.</summary>
public sealed class MailNotSentException(string sentence, params object[] arguments) : BusinessRuleException(sentence, arguments)
{
    public MailNotSentException(Sentence said)
        : this(said.Text, [.. said.Arguments])
    {
    }

    /// <summary>Waiting does not help: the address, the sign-in or the settings are wrong.</summary>
    public bool ForGood { get; init; }
}
