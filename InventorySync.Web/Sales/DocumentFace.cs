using InventorySync.Integrations.Documents.Pdf;

namespace InventorySync.Web.Sales;

/// <summary>The font of printed documents, read once from where the pages have theirs.</summary>
public sealed class DocumentFace(IWebHostEnvironment site)
{
    private readonly Lazy<DocumentFonts> _fonts = new(() => new DocumentFonts(Read(site, "Inter-Regular", "Inter_400Regular.ttf"), Read(site, "Inter-SemiBold", "Inter_600SemiBold.ttf")));

    public DocumentFonts Fonts => _fonts.Value;

    private static TrueTypeFont Read(IWebHostEnvironment site, string name, string file)
    {
        using var source = site.WebRootFileProvider.GetFileInfo($"lib/inter/documents/{file}").CreateReadStream();
        using var data = new MemoryStream();
        source.CopyTo(data);
        return new TrueTypeFont(name, data.ToArray());
    }
}
