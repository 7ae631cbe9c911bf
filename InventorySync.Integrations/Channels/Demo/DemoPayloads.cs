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

public sealed record DemoOrderLineAnswer(int Number, long GoodId, string Sku, string Name, int Quantity, decimal Price, int Returned);

public sealed record DemoOrderAnswer(long Id, string Customer, string Email, DateTimeOffset PlacedAt, DateTimeOffset ChangedAt, DateTimeOffset? CancelledAt, IReadOnlyList<DemoOrderLineAnswer> Lines);

/// <summary>Next is the time from which the next page begins; null on the last one.</summary>
public sealed record DemoOrdersPage(IReadOnlyList<DemoOrderAnswer> Orders, DateTimeOffset? Next);

public sealed record DemoHookWanted(string Address, string Secret);

/// <summary>What the demo channel tells: an order came or changed.</summary>
public sealed record DemoNews(string EventId, string Kind, long OrderId);
