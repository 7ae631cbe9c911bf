using System.Buffers;

namespace InventorySync.Integrations.Documents;

/// <summary>Takes what a zip writes at once and sends it on without blocking a thread; a server's response accepts nothing else.</summary>
internal sealed class Spill(Stream target) : Stream
{
    private const int Full = 1 << 17;

    private readonly ArrayBufferWriter<byte> _waiting = new(Full * 2);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => _waiting.Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _waiting.Write(buffer);

    public override void Flush()
    {
    }

    public ValueTask DrainWhenFullAsync(CancellationToken ct) => _waiting.WrittenCount < Full ? ValueTask.CompletedTask : new ValueTask(DrainAsync(ct));

    public async Task DrainAsync(CancellationToken ct)
    {
        await target.WriteAsync(_waiting.WrittenMemory, ct);
        _waiting.ResetWrittenCount();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
