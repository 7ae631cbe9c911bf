using System.Globalization;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Mail;

/// <summary>The commands of POP3 (RFC 1939).</summary>
internal sealed class Pop3Mailbox(Pop3Lines lines, MailboxSettings settings) : IOpenMailbox
{
    private const int LongestHead = 256 * 1024;
    private const int LongestList = 16 * 1024 * 1024;
    private const int LongestQuote = 200;

    private readonly string _server = settings.Server.Trim();

    public ValueTask DisposeAsync() => lines.DisposeAsync();

    public async Task GreetAsync(CancellationToken ct)
    {
        var greeting = await lines.AnswerAsync(ct);
        if (!IsOk(greeting))
            throw new MailboxException("“{0}” does not answer like a POP3 mail server. Check its name, the port and the encryption.", _server);
    }

    public async Task BeginEncryptionAsync(CancellationToken ct)
    {
        if (!IsOk(await AskAsync("STLS", ct)))
            throw new MailboxException("“{0}” does not speak encrypted there. Check the port and the encryption.", _server);
    }

    public async Task SignInAsync(CancellationToken ct)
    {
        var answer = await AskAsync($"USER {settings.User}", ct);
        if (IsOk(answer))
            answer = await AskAsync($"PASS {settings.Password}", ct);
        if (IsOk(answer))
            return;

        throw answer switch
        {
            _ when answer.Contains("[IN-USE]", StringComparison.OrdinalIgnoreCase) => new MailboxException("The mailbox is open in another program just now. It is looked into again in five minutes."),
            _ when answer.Contains("[LOGIN-DELAY]", StringComparison.OrdinalIgnoreCase) || answer.Contains("[SYS/TEMP]", StringComparison.OrdinalIgnoreCase)
                => new MailboxException("“{0}” cannot let us in just now (“{1}”). It is asked again in five minutes.", _server, Quoted(answer)),
            _ => new MailboxException("“{0}” does not accept the user name or the password of the mailbox (“{1}”). Enter them anew in the settings.", _server, Quoted(answer)) { SignInRefused = true },
        };
    }

    public async Task<IReadOnlyList<WaitingMail>> WaitingAsync(CancellationToken ct = default)
    {
        var sizes = (await ListAsync("LIST", ct)).ToDictionary(l => l.Number, l => long.TryParse(l.Said.Split(' ')[0], CultureInfo.InvariantCulture, out var size) ? size : 0);
        return [.. (await ListAsync("UIDL", ct)).Select(l => new WaitingMail(l.Number, l.Said, sizes.GetValueOrDefault(l.Number)))];
    }

    public async Task<MailHead> HeadAsync(int number, CancellationToken ct = default)
    {
        var text = await TextAsync(string.Create(CultureInfo.InvariantCulture, $"TOP {number} 0"), LongestHead, ct);
        return MailReader.HeadOf(text ?? throw new UnreadableMailException("Its head is too long to be read."));
    }

    public async Task<ReadMail> ReadAsync(int number, CancellationToken ct = default)
    {
        var text = await TextAsync(string.Create(CultureInfo.InvariantCulture, $"RETR {number}"), settings.LargestBytes, ct);
        return MailReader.Read(text ?? throw new UnreadableMailException("It is larger than {0} MB.", settings.LargestMegabytes));
    }

    public Task RemoveAsync(int number, CancellationToken ct = default) => DemandAsync(string.Create(CultureInfo.InvariantCulture, $"DELE {number}"), ct);

    public Task CloseAsync(CancellationToken ct = default) => DemandAsync("QUIT", ct);

    private async Task<List<(int Number, string Said)>> ListAsync(string command, CancellationToken ct)
    {
        var text = await TextAsync(command, LongestList, ct) ?? throw Refused(command, "");
        var listed = new List<(int, string)>();
        foreach (var line in System.Text.Encoding.ASCII.GetString(text).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.IndexOf(' ') is var blank and > 0 && int.TryParse(line[..blank], CultureInfo.InvariantCulture, out var number))
                listed.Add((number, line[(blank + 1)..].Trim()));
        }

        return [.. listed.DistinctBy(l => l.Item1)];
    }

    private async Task<byte[]?> TextAsync(string command, long limit, CancellationToken ct)
    {
        await DemandAsync(command, ct);
        return await lines.TextAsync(limit, ct);
    }

    private async Task DemandAsync(string command, CancellationToken ct)
    {
        var answer = await AskAsync(command, ct);
        if (!IsOk(answer))
            throw Refused(command, answer);
    }

    private async Task<string> AskAsync(string command, CancellationToken ct)
    {
        await lines.SendAsync(command, ct);
        return await lines.AnswerAsync(ct);
    }

    private MailboxException Refused(string command, string answer) =>
        new("“{0}” refuses {1} (“{2}”).", _server, command.Split(' ')[0], Quoted(answer));

    private static bool IsOk(string answer) => answer.StartsWith("+OK", StringComparison.Ordinal);

    private static string Quoted(string answer)
    {
        var said = Text.Tidy(answer.StartsWith("-ERR", StringComparison.Ordinal) ? answer[4..] : answer);
        return said.Length > LongestQuote ? said[..LongestQuote] : said;
    }
}
