namespace InventorySync.Data.Demo;

/// <summary>A kind of goods of the demo shop: where it stands, what it is called, how it sells and how it is drawn.</summary>
/// <param name="Peak">The month in which it sells best.</param>
/// <param name="Swing">How much better than on average, as a share.</param>
internal sealed record DemoKind(string Category, string Group, string Code, string Noun, string Drawing, decimal Low, decimal High, double Weight, int Peak, double Swing)
{
    /// <summary>What its variants differ by besides their colour.</summary>
    public string[] Sizes { get; init; } = [];

    public string SizeName { get; init; } = "Size";

    public bool Coloured { get; init; } = true;

    public string Specification { get; init; } = "Material: mixed";

    public int Grams { get; init; } = 300;
}

/// <summary>What the demo shop sells. Brands are invented.</summary>
internal static class DemoGoods
{
    public static readonly (string Name, string Hex)[] Colours =
    [
        ("Sage", "#8fae8b"), ("Terracotta", "#c9704f"), ("Ocean", "#3f7ea6"), ("Mustard", "#d9a441"), ("Rose", "#d68a94"), ("Charcoal", "#55606b"), ("Lilac", "#9a86b8"), ("Sand", "#cbb48f"),
    ];

    public static readonly string[] Brands =
    [
        "Halmundholz", "Kleinwerkstatt", "Ostwind Studio", "Tovaly", "Brennaheim", "Mirabosa", "Fennlie", "Karussola", "Papierlicht", "Lindhofer",
        "Velmora", "Nordkiesel", "Bodenrein", "Taglilie", "Werkhain", "Zimtstern Toys", "Moosgrund", "Aubrinelle",
    ];

    public static readonly string[] Series =
    [
        "Amsel", "Birke", "Clara", "Dune", "Elva", "Fjell", "Gala", "Hedda", "Ilmen", "Juna", "Kiesel", "Linea", "Mila", "Nera", "Oda", "Pina", "Quill", "Runa", "Siv", "Tilda", "Ulme", "Vera", "Wega", "Yara", "Zoe",
        "Alma", "Bergen", "Cosmo", "Drift", "Ebba", "Fiora",
    ];

    public static readonly DemoKind[] Kinds =
    [
        new("Kitchen", "Mugs and cups", "MUG", "mug", "mug", 7.9m, 16.9m, 1.6, 12, 0.5) { Specification = "Material: stoneware\nDishwasher: yes", Grams = 340 },
        new("Kitchen", "Plates and bowls", "BWL", "bowl", "bowl", 8.9m, 24.9m, 1.1, 12, 0.3) { Sizes = ["S", "L"], Specification = "Material: stoneware\nDishwasher: yes", Grams = 520 },
        new("Kitchen", "Pots and pans", "POT", "saucepan", "pot", 29.9m, 89m, 0.5, 11, 0.4) { Sizes = ["16 cm", "20 cm", "24 cm"], Coloured = false, Specification = "Material: steel\nHob: induction", Grams = 1400 },
        new("Kitchen", "Knives and tools", "SPT", "spatula", "spatula", 4.9m, 14.9m, 1.2, 12, 0.3) { Specification = "Material: beech", Grams = 60 },
        new("Kitchen", "Storage", "JAR", "storage jar", "jar", 6.5m, 19.9m, 1.0, 1, 0.3) { Sizes = ["0.5 l", "1 l", "2 l"], Coloured = false, Specification = "Material: glass, cork", Grams = 480 },
        new("Kitchen", "Kettles", "KTL", "kettle", "kettle", 34.9m, 79m, 0.4, 12, 0.5) { Specification = "Volume: 1.2 l\nMaterial: enamel", Grams = 1250 },
        new("Tea and pantry", "Tea", "TEA", "tea", "tin", 5.9m, 13.9m, 2.2, 12, 0.6) { Sizes = ["100 g", "250 g"], Coloured = false, Specification = "Origin: blend\nKeep: dry", Grams = 160 },
        new("Tea and pantry", "Sweets", "SWT", "caramels", "packet", 3.5m, 7.9m, 2.0, 12, 0.8) { Coloured = false, Specification = "Contents: 150 g", Grams = 165 },
        new("Home", "Lamps", "LMP", "table lamp", "lamp", 39m, 129m, 0.5, 11, 0.4) { Specification = "Socket: E14\nCable: 1.8 m", Grams = 1700 },
        new("Home", "Candles", "CND", "candle", "candle", 4.9m, 19.9m, 2.4, 12, 0.9) { Specification = "Burns: 40 h", Grams = 310 },
        new("Home", "Cushions", "CUS", "cushion cover", "cushion", 14.9m, 34.9m, 0.9, 10, 0.3) { Sizes = ["40 × 40", "50 × 50"], Specification = "Material: linen", Grams = 190 },
        new("Home", "Vases", "VAS", "vase", "vase", 12.9m, 49m, 0.8, 5, 0.5) { Specification = "Material: ceramic", Grams = 800 },
        new("Home", "Clocks", "CLK", "wall clock", "clock", 24.9m, 69m, 0.4, 12, 0.3) { Specification = "Battery: AA", Grams = 650 },
        new("Home", "Blankets", "BLK", "throw", "blanket", 39m, 99m, 0.5, 11, 0.8) { Specification = "Material: cotton\nSize: 130 × 180 cm", Grams = 1100 },
        new("Stationery", "Notebooks", "NTB", "notebook", "notebook", 4.5m, 18.9m, 2.1, 9, 0.5) { Sizes = ["A6", "A5", "A4"], Specification = "Pages: 192\nPaper: 90 g", Grams = 260 },
        new("Stationery", "Pens and pencils", "PEN", "pencil set", "pencil", 3.9m, 12.9m, 1.8, 9, 0.6) { Specification = "Pieces: 6", Grams = 50 },
        new("Stationery", "Cards", "CRD", "greeting card", "envelope", 2.5m, 4.9m, 3.2, 12, 0.9) { Specification = "Paper: 300 g\nWith envelope", Grams = 25 },
        new("Stationery", "Desk", "DSK", "desk tray", "tray", 14.9m, 39m, 0.6, 9, 0.4) { Specification = "Material: ash", Grams = 600 },
        new("Bags", "Backpacks", "BPK", "backpack", "backpack", 49m, 119m, 0.6, 8, 0.5) { Specification = "Volume: 18 l\nMaterial: canvas", Grams = 820 },
        new("Bags", "Totes", "TOT", "tote bag", "tote", 9.9m, 29.9m, 1.4, 7, 0.3) { Specification = "Material: cotton", Grams = 150 },
        new("Bags", "Pouches", "PCH", "pouch", "pouch", 7.9m, 19.9m, 1.1, 12, 0.3) { Sizes = ["S", "M"], Specification = "Material: felt", Grams = 70 },
        new("Garden", "Plant pots", "PLP", "plant pot", "plant", 6.9m, 34.9m, 1.2, 5, 0.9) { Sizes = ["12 cm", "16 cm", "22 cm"], Specification = "Material: clay", Grams = 900 },
        new("Garden", "Seeds", "SED", "seeds", "packet", 2.2m, 4.5m, 2.6, 4, 1.6) { Coloured = false, Specification = "Sow: March to May", Grams = 12 },
        new("Garden", "Tools", "TRW", "hand trowel", "trowel", 8.9m, 24.9m, 0.8, 4, 1.2) { Specification = "Material: steel, ash", Grams = 240 },
        new("Garden", "Watering", "WAT", "watering can", "can", 17.9m, 44m, 0.6, 6, 1.1) { Specification = "Volume: 2 l", Grams = 900 },
        new("Toys", "Wooden toys", "CAR", "wooden car", "car", 9.9m, 29.9m, 1.0, 12, 1.2) { Specification = "Material: beech\nAge: 3+", Grams = 220 },
        new("Toys", "Building", "BLC", "building blocks", "blocks", 14.9m, 44.9m, 0.8, 12, 1.4) { Sizes = ["40 pieces", "80 pieces"], Coloured = false, Specification = "Material: lime wood\nAge: 2+", Grams = 1200 },
        new("Toys", "Puzzles", "PZL", "puzzle", "puzzle", 9.9m, 24.9m, 1.0, 12, 1.1) { Sizes = ["48 pieces", "100 pieces", "500 pieces"], Coloured = false, Specification = "Material: board", Grams = 450 },
        new("Toys", "Soft toys", "BEA", "soft bear", "bear", 12.9m, 34.9m, 0.9, 12, 1.1) { Specification = "Wash: 30 °C\nAge: 0+", Grams = 180 },
        new("Toys", "Outdoor", "BAL", "play ball", "ball", 5.9m, 14.9m, 0.9, 6, 0.8) { Specification = "Diameter: 18 cm", Grams = 210 },
        new("Bath", "Soap", "SOP", "soap", "soap", 3.9m, 9.9m, 2.2, 12, 0.4) { Specification = "Contents: 100 g", Grams = 110 },
        new("Bath", "Towels", "TWL", "towel", "towel", 12.9m, 39m, 0.8, 1, 0.3) { Sizes = ["50 × 100", "70 × 140"], Specification = "Material: cotton", Grams = 420 },
    ];
}
