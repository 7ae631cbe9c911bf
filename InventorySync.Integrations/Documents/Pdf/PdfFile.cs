using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace InventorySync.Integrations.Documents.Pdf;

/// <summary>The objects of a PDF, numbered as they are written, with the table of where each begins.</summary>
internal sealed class PdfFile : IDisposable
{
    private readonly MemoryStream _file = new();
    private readonly List<long> _places = [];

    public PdfFile() => Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");

    /// <summary>The number that the next object but so many gets.</summary>
    public int Next(int after = 0) => _places.Count + 1 + after;

    public int Add(string body)
    {
        _places.Add(_file.Length);
        Write(FormattableString.Invariant($"{_places.Count} 0 obj\n{body}\nendobj\n"));
        return _places.Count;
    }

    public int AddStream(byte[] content, string more = "")
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(content);
        _places.Add(_file.Length);
        Write(FormattableString.Invariant($"{_places.Count} 0 obj\n<</Filter/FlateDecode/Length {packed.Length}{more}>>stream\n"));
        packed.WriteTo(_file);
        Write("\nendstream\nendobj\n");
        return _places.Count;
    }

    public byte[] Finish(int catalog, int information)
    {
        var table = _file.Length;
        var lines = new StringBuilder().Append(CultureInfo.InvariantCulture, $"xref\n0 {_places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in _places)
            lines.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        lines.Append(CultureInfo.InvariantCulture, $"trailer<</Size {_places.Count + 1}/Root {catalog} 0 R/Info {information} 0 R>>\nstartxref\n{table}\n%%EOF");
        Write(lines.ToString());
        return _file.ToArray();
    }

    public static string Unicode(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    public static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _file.Dispose();

    private void Write(string text) => _file.Write(Encoding.Latin1.GetBytes(text));
}
