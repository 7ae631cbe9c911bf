using InventorySync.Domain.Common;

namespace InventorySync.Integrations.Documents;

/// <summary>A part of a workbook while it is unpacked: stops what grows beyond all measure, and markup without an end, before anything of it is kept.</summary>
internal sealed class GuardedStream(Stream part, long mostBytes, int longestPiece) : ForwardStream(part)
{
    private long _sinceBracket;

    protected override void Look(ReadOnlySpan<byte> bytes, long soFar)
    {
        if (soFar > mostBytes)
            throw new BusinessRuleException("This workbook becomes far larger when it is unpacked than a workbook should, so it was not read. Save it anew in your spreadsheet program, or raise the limits in the settings under “Files with tables”.");
        Watch(bytes);
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
