using System.Buffers;
using System.Text;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Mail;

/// <summary>Lines of the POP3 protocol over a connection; none waits for ever, and none grows beyond its measure.</summary>
internal sealed class Pop3Lines(Stream stream, string server) : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int LongestAnswer = 8 * 1024;
    private const int EndOfText = 3;

    // of one connection: fifty of the largest mails; a server that goes on and on is left
    private const long MostReceived = 5L * 1024 * 1024 * 1024;

    private readonly byte[] _buffer = new byte[32 * 1024];
    private long _received;
    private int _next;
    private int _end;

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    public async Task SendAsync(string command, CancellationToken ct)
    {
        using var patience = Within(ct);
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), patience.Token);
            await stream.FlushAsync(patience.Token);
        }
        catch (Exception failure) when (IsLost(failure, ct))
        {
            throw Lost();
        }
    }

    public async Task<string> AnswerAsync(CancellationToken ct)
    {
        var line = new ArrayBufferWriter<byte>();
        if (!await LineAsync(line, LongestAnswer, ct))
            throw new MailboxException("“{0}” does not answer like a POP3 mail server. Check its name, the port and the encryption.", server);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    /// <summary>The lines up to the single dot, with doubled dots undone; null where there is more than the limit, of which nothing is kept.</summary>
    public async Task<byte[]?> TextAsync(long limit, CancellationToken ct)
    {
        var text = new ArrayBufferWriter<byte>();
        var line = new ArrayBufferWriter<byte>();
        var (seen, fits) = (0L, true);
        while (true)
        {
            line.ResetWrittenCount();
            fits &= await LineAsync(line, limit, ct) && (seen += line.WrittenCount + 2) <= limit + EndOfText;
            if (line.WrittenSpan is [(byte)'.'])
                return fits ? text.WrittenSpan.ToArray() : null;
            if (!fits)
            {
                text.ResetWrittenCount();
                continue;
            }

            text.Write(line.WrittenSpan is [(byte)'.', ..] ? line.WrittenSpan[1..] : line.WrittenSpan);
            text.Write("\r\n"u8);
        }
    }

    // false when the line is longer than that; its rest is passed over
    private async Task<bool> LineAsync(ArrayBufferWriter<byte> line, long limit, CancellationToken ct)
    {
        for (var fits = true; ;)
        {
            if (_next == _end)
                await FillAsync(ct);
            var found = Array.IndexOf(_buffer, (byte)'\n', _next, _end - _next);
            var read = _buffer.AsSpan(_next, (found < 0 ? _end : found) - _next);
            _next = found < 0 ? _end : found + 1;
            // a line break may be cut in two, so the sign before it is taken away at the end only
            fits &= line.WrittenCount + read.Length <= limit + 1;
            if (fits)
                line.Write(read);
            if (found >= 0)
                return TrimEnd(line) && fits;
        }
    }

    private static bool TrimEnd(ArrayBufferWriter<byte> line)
    {
        if (line.WrittenCount == 0 || line.WrittenSpan[^1] != (byte)'\r')
            return true;
        var kept = line.WrittenSpan[..^1].ToArray();
        line.ResetWrittenCount();
        line.Write(kept);
        return true;
    }

    private async Task FillAsync(CancellationToken ct)
    {
        using var patience = Within(ct);
        try
        {
            (_next, _end) = (0, await stream.ReadAsync(_buffer, patience.Token));
        }
        catch (Exception failure) when (IsLost(failure, ct))
        {
            throw Lost();
        }

        if (_end == 0 || (_received += _end) > MostReceived)
            throw Lost();
    }

    private static CancellationTokenSource Within(CancellationToken ct)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        return patience;
    }

    private static bool IsLost(Exception failure, CancellationToken ct) => failure is IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested);

    private MailboxException Lost() => new("The mail server “{0}” does not answer any more. It is asked again in five minutes.", server);
}
