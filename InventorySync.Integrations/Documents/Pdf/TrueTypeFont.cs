using System.Buffers.Binary;
using System.Text;

namespace InventorySync.Integrations.Documents.Pdf;

/// <summary>A TrueType font as a document needs it: which glyph a letter is, how wide it is, and the file with only the glyphs that were used.</summary>
public sealed class TrueTypeFont
{
    private const int TableEntry = 16;
    private const int FirstTable = 12;
    private const ushort MoreParts = 0x20;

    private static readonly string[] Kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    private readonly byte[] _data;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly Dictionary<int, ushort> _glyphs = [];
    private readonly int[] _places;
    private readonly ushort[] _widths;
    private readonly int _unitsPerEm;

    public TrueTypeFont(string name, byte[] data)
    {
        (Name, _data) = (name, data);
        for (var i = 0; i < Word(4); i++)
        {
            var entry = FirstTable + (i * TableEntry);
            _tables[Encoding.ASCII.GetString(data, entry, 4)] = (Long(entry + 8), Long(entry + 12));
        }

        _unitsPerEm = Word(At("head") + 18);
        Box = [.. Enumerable.Range(0, 4).Select(i => InThousandths(Signed(At("head") + 36 + (2 * i))))];
        (Ascent, Descent) = (InThousandths(Signed(At("hhea") + 4)), InThousandths(Signed(At("hhea") + 6)));
        var count = Word(At("maxp") + 4);
        _places = ReadPlaces(count);
        _widths = ReadWidths(count);
        ReadLetters();
    }

    public string Name { get; }

    public int Ascent { get; }

    public int Descent { get; }

    public IReadOnlyList<int> Box { get; }

    /// <summary>Glyph 0, an empty box, stands for letters that the font lacks.</summary>
    public ushort GlyphOf(Rune letter) => _glyphs.GetValueOrDefault(letter.Value);

    public int WidthOf(ushort glyph) => InThousandths(_widths[glyph]);

    public double WidthOf(string text) => text.EnumerateRunes().Sum(letter => (double)_widths[GlyphOf(letter)]) / _unitsPerEm;

    /// <summary>The font with these glyphs only; each keeps its number.</summary>
    public byte[] Subset(IEnumerable<ushort> used)
    {
        var (glyf, loca) = Outlines(WithParts(used));
        var tables = Kept.Where(_tables.ContainsKey).Select(name => (Name: name, Data: name switch
        {
            "glyf" => glyf,
            "loca" => loca,
            "head" => HeadWithLongPlaces(),
            _ => Table(name).ToArray(),
        })).ToList();
        return Assemble(tables);
    }

    private int[] ReadPlaces(int count)
    {
        var isLong = Word(At("head") + 50) == 1;
        return [.. Enumerable.Range(0, count + 1).Select(i => isLong ? Long(At("loca") + (4 * i)) : 2 * Word(At("loca") + (2 * i)))];
    }

    private ushort[] ReadWidths(int count)
    {
        var measured = Word(At("hhea") + 34);
        return [.. Enumerable.Range(0, count).Select(i => Word(At("hmtx") + (4 * Math.Min(i, measured - 1))))];
    }

    // the table of format 4 holds all letters of the basic plane
    private void ReadLetters()
    {
        var map = At("cmap");
        for (var i = 0; i < Word(map + 2); i++)
        {
            var table = map + Long(map + 8 + (8 * i));
            if (Word(table) != 4)
                continue;

            var segments = Word(table + 6) / 2;
            for (var s = 0; s < segments; s++)
                ReadSegment(table, segments, s);
            return;
        }
    }

    private void ReadSegment(int table, int segments, int segment)
    {
        var (end, start) = (Word(table + 14 + (2 * segment)), Word(table + 16 + (2 * segments) + (2 * segment)));
        var delta = Signed(table + 16 + (4 * segments) + (2 * segment));
        var rangeAt = table + 16 + (6 * segments) + (2 * segment);
        var range = Word(rangeAt);
        for (int letter = start; letter <= end && letter != 0xFFFF; letter++)
        {
            var glyph = range == 0 ? letter + delta : Word(rangeAt + range + (2 * (letter - start)));
            _glyphs[letter] = (ushort)(range != 0 && glyph != 0 ? glyph + delta : glyph);
        }
    }

    // "ä" is drawn as "a" and its dots: the parts come along
    private SortedSet<ushort> WithParts(IEnumerable<ushort> used)
    {
        var keep = new SortedSet<ushort>(used) { 0 };
        var open = new Queue<ushort>(keep);
        while (open.TryDequeue(out var glyph))
        {
            var at = At("glyf") + _places[glyph];
            if (_places[glyph + 1] == _places[glyph] || Signed(at) >= 0)
                continue;

            at += 10;
            ushort flags;
            do
            {
                flags = Word(at);
                if (keep.Add(Word(at + 2)))
                    open.Enqueue(Word(at + 2));
                at += 4 + ((flags & 1) != 0 ? 4 : 2) + ((flags & 8) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0);
            }
            while ((flags & MoreParts) != 0);
        }

        return keep;
    }

    private (byte[] Glyf, byte[] Loca) Outlines(SortedSet<ushort> keep)
    {
        using var glyf = new MemoryStream();
        var loca = new byte[4 * _places.Length];
        for (var glyph = 0; glyph < _places.Length - 1; glyph++)
        {
            BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(4 * glyph), (int)glyf.Length);
            if (keep.Contains((ushort)glyph))
                WritePadded(glyf, _data.AsSpan(At("glyf") + _places[glyph], _places[glyph + 1] - _places[glyph]));
        }

        BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(4 * (_places.Length - 1)), (int)glyf.Length);
        return (glyf.ToArray(), loca);
    }

    private byte[] HeadWithLongPlaces()
    {
        var head = Table("head").ToArray();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        return head;
    }

    private static byte[] Assemble(List<(string Name, byte[] Data)> tables)
    {
        using var file = new MemoryStream();
        var exponent = (int)Math.Log2(tables.Count);
        WriteLong(file, 0x00010000);
        foreach (var word in new[] { tables.Count, TableEntry << exponent, exponent, (tables.Count * TableEntry) - (TableEntry << exponent) })
            WriteWord(file, word);
        var offset = FirstTable + (TableEntry * tables.Count);
        foreach (var (name, data) in tables)
        {
            file.Write(Encoding.ASCII.GetBytes(name));
            WriteLong(file, Checksum(data));
            WriteLong(file, offset);
            WriteLong(file, data.Length);
            offset += (data.Length + 3) & ~3;
        }

        foreach (var (_, data) in tables)
            WritePadded(file, data);
        return file.ToArray();
    }

    private static uint Checksum(byte[] data)
    {
        var sum = 0u;
        for (var i = 0; i < data.Length; i++)
            sum += (uint)data[i] << (24 - (8 * (i % 4)));
        return sum;
    }

    private static void WritePadded(MemoryStream file, ReadOnlySpan<byte> data)
    {
        file.Write(data);
        while (file.Length % 4 != 0)
            file.WriteByte(0);
    }

    private static void WriteWord(MemoryStream file, int value)
    {
        file.WriteByte((byte)(value >> 8));
        file.WriteByte((byte)value);
    }

    private static void WriteLong(MemoryStream file, long value)
    {
        WriteWord(file, (int)(value >> 16));
        WriteWord(file, (int)value);
    }

    private ReadOnlySpan<byte> Table(string name) => _data.AsSpan(_tables[name].Offset, _tables[name].Length);

    private int At(string table) => _tables[table].Offset;

    private int InThousandths(int units) => units * 1000 / _unitsPerEm;

    private ushort Word(int at) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(at));

    private short Signed(int at) => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(at));

    private int Long(int at) => BinaryPrimitives.ReadInt32BigEndian(_data.AsSpan(at));
}

/// <summary>The two faces of the house's font.</summary>
public sealed record DocumentFonts(TrueTypeFont Regular, TrueTypeFont Bold);
