using System.Globalization;
using System.Text;
using QRCoder;

namespace InventorySync.Integrations.Documents;

/// <summary>A QR code as the path of an SVG, one unit a module, with the quiet zone it needs around it.</summary>
public sealed record QrCode(int Modules, string Path)
{
    public static QrCode Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                var start = x;
                while (x < rows.Count && rows[y][x])
                    x++;
                if (x > start)
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
            }
        }

        return new QrCode(rows.Count, path.ToString());
    }
}
