using System.Globalization;
using System.Text;

namespace InventorySync.Integrations.Documents;

/// <summary>Cells that stand for those below them too: from one row of a column to another.</summary>
internal readonly record struct MergedRows(int Column, int First, int Last);

/// <summary>One pass over the bytes of a sheet: how many rows it has, and which cells are merged over several of them, which the format tells only at its end.</summary>
internal sealed class SheetScan
{
    private const int MostMerged = 100_000;
    private const int Overlap = 256;

    private static readonly byte[] RowTag = [.. "<row "u8];
    private static readonly byte[] PrefixedRowTag = [.. ":row "u8];
    private static readonly byte[] MergeTag = [.. "mergeCell "u8];

    private readonly List<MergedRows> _merged = [];

    public long Rows { get; private set; }

    /// <summary>In the order of their first rows.</summary>
    public IReadOnlyList<MergedRows> Merged => _merged;

    public static SheetScan Of(Stream sheet, CancellationToken ct)
    {
        var scan = new SheetScan();
        var buffer = new byte[1 << 17];
        var kept = 0;
        while (sheet.Read(buffer, kept, buffer.Length - kept) is > 0 and var read)
        {
            ct.ThrowIfCancellationRequested();
            var length = kept + read;
            // a tag that is cut by the end of this piece is looked at with the next one
            var whole = Math.Max(0, length - Overlap);
            scan.Look(buffer.AsSpan(0, length), whole);
            buffer.AsSpan(whole, length - whole).CopyTo(buffer);
            kept = length - whole;
        }

        scan.Look(buffer.AsSpan(0, kept), kept);
        scan._merged.Sort((a, b) => a.First.CompareTo(b.First));
        return scan;
    }

    private void Look(ReadOnlySpan<byte> bytes, int starts)
    {
        Rows += Count(bytes, RowTag, starts) + Count(bytes, PrefixedRowTag, starts);
        var at = 0;
        while (bytes[at..].IndexOf(MergeTag) is >= 0 and var found && at + found < starts)
        {
            at += found + MergeTag.Length;
            if (_merged.Count < MostMerged && MergedOf(bytes[at..Math.Min(bytes.Length, at + 120)]) is { } merged)
                _merged.Add(merged);
        }
    }

    private static int Count(ReadOnlySpan<byte> bytes, byte[] tag, int starts)
    {
        var (count, at) = (0, 0);
        while (bytes[at..].IndexOf(tag) is >= 0 and var found && at + found < starts)
        {
            count++;
            at += found + tag.Length;
        }

        return count;
    }

    private static MergedRows? MergedOf(ReadOnlySpan<byte> tag)
    {
        var text = Encoding.ASCII.GetString(tag);
        var from = text.IndexOf("ref=", StringComparison.Ordinal) + 5;
        var end = from < 5 || from > text.Length ? -1 : text.IndexOfAny(['"', '\''], from);
        if (end < 0 || text[from..end].Split(':') is not [var first, var last])
            return null;
        var (start, stop) = (CellPlace.Of(first), CellPlace.Of(last));
        return start is { } a && stop is { } b && b.Row > a.Row ? new MergedRows(a.Column, a.Row, b.Row) : null;
    }
}

/// <summary>Where a cell stands, out of what a sheet calls it: "C12" is column 2, row 12.</summary>
internal static class CellPlace
{
    private const int LastRow = 1_048_576;
    private const int LastColumn = 16_384;

    public static (int Column, int Row)? Of(ReadOnlySpan<char> name)
    {
        var (column, letters) = (0, 0);
        while (letters < name.Length && letters < 4 && char.IsAsciiLetter(name[letters]))
            column = (column * 26) + (char.ToUpperInvariant(name[letters++]) - 'A' + 1);
        return column is >= 1 and <= LastColumn && int.TryParse(name[letters..], NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row is >= 1 and <= LastRow
            ? (column - 1, row)
            : null;
    }
}
