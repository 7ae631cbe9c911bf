using InventorySync.Domain.Common;

namespace InventorySync.Integrations.Documents;

/// <summary>A part of a workbook while it is unpacked: stops what grows beyond all measure, and markup without an end, before anything of it is kept.</summary>
internal sealed class GuardedStream(Stream part, long mostBytes, int longestPiece) : Stream
{
    private long _read;
    private long _sinceBracket;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = part.Read(buffer);
        if ((_read += read) > mostBytes)
            throw new BusinessRuleException("This workbook becomes far larger when it is unpacked than a workbook should, so it was not read. Save it anew in your spreadsheet program, or raise the limits in the settings under “Files with tables”.");
        Watch(buffer[..read]);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            part.Dispose();
        base.Dispose(disposing);
    }

    // a text or tag of a hundred megabytes would be gathered in memory by the XML reader before anybody could look at it
    private void Watch(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.IndexOfAny((byte)'<', (byte)'>');
        if (_sinceBracket + (first < 0 ? bytes.Length : first) > longestPiece)
            throw new InvalidDataException("A piece of markup has no end.");
        _sinceBracket = first < 0 ? _sinceBracket + bytes.Length : bytes.Length - bytes.LastIndexOfAny((byte)'<', (byte)'>') - 1;
    }
}
