using System.Globalization;
using System.Text;
using InventorySync.Domain.Importing;
using Microsoft.Win32.SafeHandles;

namespace InventorySync.Integrations.Documents;

/// <summary>The texts that the cells of a workbook share, read only as far as they are asked for. Beyond the first megabytes they wait on the disk.</summary>
internal sealed class WorkbookTexts(Stream? part, SheetSettings limits) : IDisposable
{
    private const int MostInMemory = 4_000_000;

    private readonly WorkbookXml? _xml = part is null ? null : new WorkbookXml(part, limits);
    private readonly List<string> _first = [];
    private readonly StringBuilder _text = new();
    private TextFile? _rest;
    private long _letters;
    private int _count;

    public string this[int index]
    {
        get
        {
            while (_count <= index)
                Keep(Next() ?? throw new InvalidDataException("A cell names a text that is not there."));
            return index < _first.Count ? _first[index] : _rest!.Read(index - _first.Count);
        }
    }

    public void Dispose()
    {
        _xml?.Dispose();
        _rest?.Dispose();
    }

    private void Keep(string text)
    {
        if (_rest is null && (_letters += text.Length + 16) <= MostInMemory)
            _first.Add(text);
        else
            (_rest ??= new TextFile()).Add(text);
        _count++;
    }

    private string? Next() => _xml is not null && _xml.StepTo("si") ? RichText(_xml, _text, limits.LongestCell) : null;

    /// <summary>The runs of a text one after the other, without the reading that Japanese texts carry above them.</summary>
    internal static string RichText(WorkbookXml xml, StringBuilder into, int longest)
    {
        into.Clear();
        if (xml.Reader.IsEmptyElement)
            return "";

        var depth = xml.Reader.Depth;
        var aloud = 0;
        while (xml.Step() && xml.Reader.Depth > depth)
        {
            if (xml.Name == "rPh")
                aloud = xml.Opens && !xml.Reader.IsEmptyElement ? 1 : 0;
            else if (aloud == 0 && xml.Opens && xml.Name == "t")
                into.Append(xml.Text());
            if (into.Length > longest * 2L)
                throw new CellTooLongException();
        }

        return Unescaped(into.ToString());
    }

    /// <summary>Excel writes what XML cannot carry as _x000D_.</summary>
    internal static string Unescaped(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0)
            return text;

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && i + 6 < text.Length && text[i + 1] is 'x' or 'X' && text[i + 6] == '_' && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var letter))
            {
                plain.Append((char)letter);
                i += 6;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    /// <summary>Texts one after the other in a file that nobody else sees, with their places in a second one.</summary>
    private sealed class TextFile : IDisposable
    {
        private const int PlaceBytes = sizeof(long);

        private readonly FileStream _texts = TemporaryFile.Create();
        private readonly FileStream _places = TemporaryFile.Create();
        private readonly BlockReader _textReader;
        private readonly BlockReader _placeReader;
        private bool _unsaved;

        public TextFile()
        {
            _textReader = new BlockReader(_texts.SafeFileHandle);
            _placeReader = new BlockReader(_places.SafeFileHandle);
        }

        public void Add(string text)
        {
            _texts.Write(Encoding.UTF8.GetBytes(text));
            _places.Write(BitConverter.GetBytes(_texts.Position));
            _unsaved = true;
        }

        public string Read(int index)
        {
            if (_unsaved)
            {
                _texts.Flush();
                _places.Flush();
                _textReader.Forget();
                _placeReader.Forget();
                _unsaved = false;
            }

            var from = index == 0 ? 0 : Place(index - 1);
            var bytes = new byte[(int)(Place(index) - from)];
            _textReader.Read(from, bytes);
            return Encoding.UTF8.GetString(bytes);
        }

        public void Dispose()
        {
            _texts.Dispose();
            _places.Dispose();
        }

        private long Place(int index)
        {
            Span<byte> place = stackalloc byte[PlaceBytes];
            _placeReader.Read((long)index * PlaceBytes, place);
            return BitConverter.ToInt64(place);
        }
    }

    /// <summary>Cells name their texts mostly in order, so the block that was read last holds the next one too.</summary>
    private sealed class BlockReader(SafeFileHandle file)
    {
        private readonly byte[] _block = new byte[1 << 15];
        private long _from;
        private int _length;

        public void Forget() => _length = 0;

        public void Read(long from, Span<byte> into)
        {
            if (into.Length > _block.Length)
            {
                RandomAccess.Read(file, into, from);
                return;
            }

            if (from < _from || from + into.Length > _from + _length)
            {
                _from = from;
                _length = RandomAccess.Read(file, _block, from);
            }

            _block.AsSpan((int)(from - _from), into.Length).CopyTo(into);
        }
    }
}
