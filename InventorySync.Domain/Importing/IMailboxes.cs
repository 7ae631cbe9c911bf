namespace InventorySync.Domain.Importing;

/// <summary>A mail that lies in the mailbox. The uid is the server's name for it, which stays the same.</summary>
public sealed record WaitingMail(int Number, string Uid, long Size);

/// <summary>Who a mail says it is from, and what it is about.</summary>
public sealed record MailHead(string Sender, string Subject);

/// <summary>A table that came with a mail.</summary>
public sealed record AttachedTable(string Name, byte[] Content);

public sealed record ReadMail(MailHead Head, IReadOnlyList<AttachedTable> Tables);

/// <summary>Opens the mailbox that the settings name.</summary>
public interface IMailboxes
{
    Task<IOpenMailbox> OpenAsync(MailboxSettings settings, CancellationToken ct = default);
}

/// <summary>A mailbox in which somebody is signed in. What is removed goes when it is closed by <see cref="CloseAsync"/>, otherwise it stays.</summary>
public interface IOpenMailbox : IAsyncDisposable
{
    Task<IReadOnlyList<WaitingMail>> WaitingAsync(CancellationToken ct = default);

    Task<MailHead> HeadAsync(int number, CancellationToken ct = default);

    Task<ReadMail> ReadAsync(int number, CancellationToken ct = default);

    Task RemoveAsync(int number, CancellationToken ct = default);

    Task CloseAsync(CancellationToken ct = default);
}

/// <summary>The mailbox cannot be opened or read, in words that say what to do.</summary>
public sealed class MailboxException(string sentence, params object[] arguments) : BusinessRuleException(sentence, arguments)
{
    public MailboxException(Sentence said)
        : this(said.Text, [.. said.Arguments])
    {
    }

    /// <summary>Waiting does not help: somebody has to correct the user name or the password.</summary>
    public bool SignInRefused { get; init; }
}

/// <summary>One mail that cannot be read; the others can.</summary>
public sealed class UnreadableMailException(string sentence, params object[] arguments) : BusinessRuleException(sentence, arguments);
