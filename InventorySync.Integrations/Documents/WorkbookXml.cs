using System.Text;
using System.Xml;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Documents;

/// <summary>A part of a workbook as markup, read forward only. Document types are refused, and so is what only an attacker would write.</summary>
internal sealed class WorkbookXml : IDisposable
{
    private const int Deepest = 64;

    private readonly XmlReader _xml;
    private readonly int _longestText;
    private readonly char[] _chunk = new char[1024];
    private readonly StringBuilder _text = new();

    public WorkbookXml(Stream part, SheetSettings limits)
    {
        Names = new FewNames();
        _longestText = limits.LongestCell;
        _xml = XmlReader.Create(part, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CloseInput = true,
            NameTable = Names,
        });
    }

    public NameTable Names { get; }

    public XmlReader Reader => _xml;

    /// <summary>The name of the element without its prefix, for comparison by reference with what Names gave.</summary>
    public string Name => _xml.LocalName;

    public bool Opens => _xml.NodeType == XmlNodeType.Element;

    public bool Closes => _xml.NodeType == XmlNodeType.EndElement;

    public bool Step()
    {
        if (!_xml.Read())
            return false;
        if (_xml.Depth > Deepest)
            throw new InvalidDataException("The markup is nested too deep.");
        return true;
    }

    public string? Attribute(string name) => _xml.GetAttribute(name);

    /// <summary>Steps from element to element of this name.</summary>
    public bool StepTo(string name)
    {
        while (Step())
        {
            if (Opens && Name == name)
                return true;
        }

        return false;
    }

    /// <summary>The text of the element at hand. It is left at its end.</summary>
    public ReadOnlySpan<char> Text()
    {
        _text.Clear();
        if (_xml.IsEmptyElement)
            return [];

        var length = 0;
        var depth = _xml.Depth;
        while (Step() && _xml.Depth > depth)
        {
            if (_xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
                continue;
            length = Append(length);
        }

        if (_text.Length == 0)
            return _chunk.AsSpan(0, length);
        _text.Append(_chunk, 0, length);
        return _text.ToString();
    }

    // most texts fit into the first chunk and never touch the builder
    private int Append(int length)
    {
        while (true)
        {
            if (length == _chunk.Length)
            {
                _text.Append(_chunk, 0, length);
                length = 0;
                if (_text.Length > _longestText * 2L)
                    throw new CellTooLongException();
            }

            var read = _xml.ReadValueChunk(_chunk, length, _chunk.Length - length);
            if (read == 0)
                return length;
            length += read;
        }
    }

    public void Dispose() => _xml.Dispose();

    /// <summary>Markup has few names; a file that makes up new ones without end is stopped.</summary>
    private sealed class FewNames : NameTable
    {
        private const int Most = 20_000;

        private int _count;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        private string Counted(string name) => ++_count > Most ? throw new InvalidDataException("The markup has too many names.") : name;
    }
}

internal sealed class CellTooLongException : Exception;
