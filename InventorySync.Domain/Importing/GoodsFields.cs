using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>The fields of goods with what other programs and languages call them, and the words their values are written in.</summary>
internal static class GoodsFields
{
    public static readonly ImportField Sku = new("sku", "SKU", "Your own short code of the variant. It finds what is there already.")
    {
        Needed = true,
        MayBeFixed = false,
        Example = "TEE-RED-M",
        Aliases = ["Variant SKU", "Article number", "Item number", "Item code", "Product code", "Part number", "Artikelnummer", "Artikel-Nr.", "Art.-Nr.", "Artikelcode", "Référence", "Réf.", "Code article", "Referencia", "Código", "Código de artículo", "Nambari ya bidhaa", "Msimbo"],
    };

    public static readonly ImportField Barcode = new("barcode", "Barcode", "One or several codes that a scanner reads, with commas between. Check digits are checked.")
    {
        MayBeFixed = false,
        Example = "4006381333931",
        Aliases = ["Barcodes", "EAN", "EAN13", "EAN-13", "GTIN", "UPC", "ISBN", "Variant Barcode", "Strichcode", "Code-barres", "Code barre", "Código de barras", "Msimbo pau"],
        LooksLike = ImportField.IsBarcode,
    };

    public static readonly ImportField Name = new("name", "Name", "The name of the product.")
    {
        MayBeFixed = false,
        Example = "T-shirt",
        Aliases = ["Product name", "Product", "Title", "Produktname", "Produkt", "Bezeichnung", "Artikelbezeichnung", "Artikel", "Nom", "Nom du produit", "Produit", "Désignation", "Libellé", "Nombre", "Producto", "Nombre del producto", "Denominación", "Jina", "Bidhaa", "Jina la bidhaa"],
    };

    public static readonly ImportField Price = new("price", "Price", "What customers pay for one unit, as your prices are meant.")
    {
        Example = "19.90",
        Aliases = ["Selling price", "Sales price", "Retail price", "Unit price", "Variant Price", "Regular price", "Preis", "Verkaufspreis", "VK", "VK-Preis", "Einzelpreis", "Prix", "Prix de vente", "Prix unitaire", "Precio", "Precio de venta", "PVP", "Bei", "Bei ya kuuza"],
    };

    public static readonly ImportField CompareAt = new("compareAt", "Former price", "A higher price that is struck out beside the price.")
    {
        Example = "24.90",
        Aliases = ["Compare at price", "Compare-at price", "List price", "RRP", "MSRP", "Streichpreis", "UVP", "Statt-Preis", "Prix barré", "Ancien prix", "Precio anterior", "Precio tachado", "Bei ya zamani"],
    };

    public static readonly ImportField Cost = new("cost", "Cost", "What one unit costs you.")
    {
        Example = "8.20",
        Aliases = ["Cost price", "Unit cost", "Purchase price", "Cost per item", "Einkaufspreis", "EK", "EK-Preis", "Kosten", "Prix d'achat", "Coût", "Coste", "Costo", "Precio de compra", "Gharama", "Bei ya kununua"],
    };

    public static readonly ImportField Floor = new("floor", "Lowest price", "The lowest price that may be agreed to.")
    {
        Example = "15.00",
        Aliases = ["Floor price", "Minimum price", "Min price", "Mindestpreis", "Prix minimum", "Prix plancher", "Precio mínimo", "Bei ya chini"],
    };

    public static readonly IReadOnlyDictionary<string, ProductStatus> Statuses = new Dictionary<string, ProductStatus>
    {
        ["active"] = ProductStatus.Active, ["draft"] = ProductStatus.Draft, ["discontinued"] = ProductStatus.Discontinued,
        ["aktiv"] = ProductStatus.Active, ["entwurf"] = ProductStatus.Draft, ["ausgelaufen"] = ProductStatus.Discontinued, ["eingestellt"] = ProductStatus.Discontinued,
        ["actif"] = ProductStatus.Active, ["brouillon"] = ProductStatus.Draft, ["arrete"] = ProductStatus.Discontinued,
        ["activo"] = ProductStatus.Active, ["borrador"] = ProductStatus.Draft, ["descatalogado"] = ProductStatus.Discontinued,
        ["hai"] = ProductStatus.Active, ["rasimu"] = ProductStatus.Draft, ["imesitishwa"] = ProductStatus.Discontinued,
        ["archived"] = ProductStatus.Discontinued, ["unlisted"] = ProductStatus.Active,
    };

    public static readonly IReadOnlyDictionary<string, Tracking> Trackings = new Dictionary<string, Tracking>
    {
        ["quantity"] = Tracking.Quantity, ["none"] = Tracking.None, ["lot"] = Tracking.Lot, ["serial"] = Tracking.Serial,
        ["menge"] = Tracking.Quantity, ["keine"] = Tracking.None, ["charge"] = Tracking.Lot, ["seriennummer"] = Tracking.Serial,
        ["quantite"] = Tracking.Quantity, ["aucun"] = Tracking.None, ["serie"] = Tracking.Serial, ["cantidad"] = Tracking.Quantity, ["ninguno"] = Tracking.None, ["lote"] = Tracking.Lot,
        ["idadi"] = Tracking.Quantity, ["hakuna"] = Tracking.None, ["kundi"] = Tracking.Lot,
    };

    /// <summary>The field of a file that a rule of the catalogue speaks of.</summary>
    public static string KeyOf(string? field) => field switch
    {
        nameof(VariantDetails.Sku) => "sku",
        nameof(VariantDetails.Barcodes) or nameof(VariantDetails.BarcodeText) or "Barcode" => "barcode",
        nameof(VariantDetails.CompareAtPrice) => "compareAt",
        nameof(VariantDetails.FloorPrice) => "floor",
        nameof(VariantDetails.QuantityDecimals) => "decimals",
        nameof(ProductDetails.TagText) => "tags",
        nameof(ProductDetails.SpecificationText) => "specifications",
        nameof(ProductDetails.WarrantyMonths) => "warranty",
        "Axes" => "option1",
        null or "" => "",
        var other => char.ToLowerInvariant(other[0]) + other[1..],
    };

    /// <summary>Several codes in one cell.</summary>
    public static Entry<IReadOnlyList<string>> Codes(ImportedRow row, string field)
    {
        var given = row.Code(field, 800);
        return new(given.Given, (given.Value ?? "").Split([',', ';', '|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    public static IEnumerable<UniqueKey> CodesOf(ImportedRow row, string field) =>
        row.Gives(field)
            ? row.Raw(field).Split([',', ';', '|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().Select(code => new UniqueKey("barcode", Catalog.Barcode.Readings(code)[^1].TrimStart('0'), field))
            : [];
}
