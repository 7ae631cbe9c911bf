using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Documents;

/// <summary>A file at hand: known by its contents, within its size, and to be read more than once.</summary>
internal sealed class SheetFile : IAsyncDisposable
{
    private const int HeadBytes = 1 << 16;

    private readonly Stream? _own;
    private readonly byte[] _head;

    private SheetFile(Stream content, Stream? own, byte[] head)
    {
        Content = content;
        _own = own;
        _head = head;
        Kind = FileSort.Of(head);
    }

    public Stream Content { get; }

    public SheetKind Kind { get; }

    public ReadOnlySpan<byte> Head => _head;

    public static async Task<SheetFile> OfAsync(Stream content, SheetSettings limits, CancellationToken ct)
    {
        var own = content.CanSeek ? null : await CopyAsync(content, limits, ct);
        try
        {
            var whole = own ?? content;
            whole.Position = 0;
            if (whole.Length > limits.LargestFile * 1_000_000L)
                throw SheetProblems.TooLarge(limits.LargestFile);
            var head = new byte[Math.Min(HeadBytes, whole.Length)];
            await whole.ReadExactlyAsync(head, ct);
            whole.Position = 0;
            return new SheetFile(whole, own, head);
        }
        catch
        {
            if (own is not null)
                await own.DisposeAsync();
            throw;
        }
    }

    public void Rewind() => Content.Position = 0;

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<Stream> CopyAsync(Stream content, SheetSettings limits, CancellationToken ct)
    {
        var copy = TemporaryFile.Create();
        try
        {
            var buffer = new byte[1 << 17];
            while (await content.ReadAsync(buffer, ct) is > 0 and var read)
            {
                if (copy.Position + read > limits.LargestFile * 1_000_000L)
                    throw SheetProblems.TooLarge(limits.LargestFile);
                await copy.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }
}
