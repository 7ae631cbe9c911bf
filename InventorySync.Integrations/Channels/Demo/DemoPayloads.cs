namespace InventorySync.Integrations.Channels.Demo;

// what the demo channel's interface says and hears

public sealed record DemoShopAnswer(string Name);

public sealed record DemoGoodAnswer(long Id, string Sku, string Name, string? Barcode, decimal Price, int Quantity);

/// <summary>Next is the key after which the next page begins; null on the last one.</summary>
public sealed record DemoGoodsPage(IReadOnlyList<DemoGoodAnswer> Goods, long? Next);

/// <summary>Before is what the caller believes to stand there; null sets it whatever stands there.</summary>
public sealed record DemoQuantity(long Id, int Quantity, int? Before);

public sealed record DemoQuantities(string Key, IReadOnlyList<DemoQuantity> Items);

public sealed record DemoQuantityAnswer(long Id, string Status, int? Quantity, string? Message);

public sealed record DemoQuantitiesAnswer(IReadOnlyList<DemoQuantityAnswer> Items);
