namespace InventorySync.Domain.Access;

/// <summary>One thing somebody may do, as the roles page shows it.</summary>
public sealed record Permission(string Name, string Area, string Title);

/// <summary>Everything that can be permitted. A capability adds its own here; pages, services and endpoints name them, and a test walks them all.</summary>
public static class Permissions
{
    public const string LocationsView = "locations.view";
    public const string LocationsEdit = "locations.edit";

    public const string CatalogView = "catalog.view";
    public const string CatalogEdit = "catalog.edit";

    public const string StockView = "stock.view";
    public const string StockCosts = "stock.costs";
    public const string StockAdjust = "stock.adjust";
    public const string StockReserve = "stock.reserve";
    public const string HoldsRelease = "holds.release";
    public const string StockProve = "stock.prove";
    public const string AllocationEdit = "allocation.edit";

    public const string PlanningView = "planning.view";
    public const string PlanningEdit = "planning.edit";

    public const string DataImport = "data.import";
    public const string ChannelsView = "channels.view";
    public const string ChannelsManage = "channels.manage";
    public const string OrdersView = "orders.view";
    public const string OrdersEdit = "orders.edit";
    public const string OrdersShip = "orders.ship";
    public const string OrdersRefund = "orders.refund";
    public const string OrdersCounter = "orders.counter";
    public const string ReturnsEdit = "returns.edit";
    public const string PricesEdit = "prices.edit";
    public const string PurchasingView = "purchasing.view";
    public const string PurchasingManage = "purchasing.manage";
    public const string PurchasingApprove = "purchasing.approve";
    public const string PurchasingReceive = "purchasing.receive";

    public const string PeopleManage = "people.manage";
    public const string RolesManage = "roles.manage";
    public const string AuditView = "audit.view";

    public const string SettingsEdit = "settings.edit";
    public const string JobsView = "jobs.view";
    public const string JobsRun = "jobs.run";
    public const string BackupsManage = "backups.manage";
    public const string DataExport = "data.export";

    public const string ApiKeysManage = "apikeys.manage";
    public const string WebhooksManage = "webhooks.manage";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(LocationsView, "Locations", "See locations, rooms and bins"),
        new(LocationsEdit, "Locations", "Create and change locations, rooms and bins"),

        new(CatalogView, "Catalogue", "See products, prices and where they are"),
        new(CatalogEdit, "Catalogue", "Create and change products, prices, categories and brands"),

        new(StockView, "Stock", "See stock, movements and what is held"),
        new(StockCosts, "Stock", "See what the stock cost and is worth"),
        new(StockAdjust, "Stock", "Receive, adjust and write off stock, assemble kits"),
        new(StockReserve, "Stock", "Hold stock for carts and orders and use what is held"),
        new(HoldsRelease, "Stock", "Release what is held for others"),
        new(StockProve, "Stock", "Prove the stock and repair reserved counters"),
        new(AllocationEdit, "Stock", "Choose how much each channel may sell"),

        new(PlanningView, "Planning", "See forecasts and what to order"),
        new(PlanningEdit, "Planning", "Decide how goods are planned, and plan anew"),

        new(DataImport, "Import", "Bring in data from files, each kind with its own permission too"),
        new(ChannelsView, "Channels", "See what is sold on which channel, and whether it is in step"),
        new(ChannelsManage, "Channels", "Connect channels and decide what is sent to them"),
        new(OrdersView, "Sales", "See orders, returns, price lists and taxes"),
        new(OrdersEdit, "Sales", "Write, confirm, cancel and take payments for orders"),
        new(OrdersShip, "Sales", "Pick and send orders"),
        new(OrdersRefund, "Sales", "Give money back"),
        new(OrdersCounter, "Sales", "Sell over the counter"),
        new(ReturnsEdit, "Sales", "Take goods back and look at them"),
        new(PricesEdit, "Sales", "Change price lists, promotions, taxes and currencies"),

        new(PurchasingView, "Purchasing", "See suppliers, purchase orders and what they cost"),
        new(PurchasingManage, "Purchasing", "Keep suppliers, write and send purchase orders"),
        new(PurchasingApprove, "Purchasing", "Approve purchase orders above the limit"),
        new(PurchasingReceive, "Purchasing", "Receive what was ordered"),

        new(PeopleManage, "People", "Invite people, give roles, end sessions"),
        new(RolesManage, "People", "Create and change roles"),
        new(AuditView, "People", "See who changed what"),

        new(SettingsEdit, "Operation", "Change the shop's settings"),
        new(JobsView, "Operation", "See what the system does by itself"),
        new(JobsRun, "Operation", "Start, pause and cancel jobs"),
        new(BackupsManage, "Operation", "Make, download and prove backups"),
        new(DataExport, "Operation", "Export the whole shop and import it into an empty one"),

        new(ApiKeysManage, "Integration", "Create and revoke API keys"),
        new(WebhooksManage, "Integration", "Tell other systems by webhooks"),
    ];

    /// <summary>A role may still name a permission that this version of the product does not know any more.</summary>
    public static bool Exists(string permission) => All.Any(p => p.Name == permission);

    public static string TitleOf(string permission) => All.FirstOrDefault(p => p.Name == permission)?.Title ?? permission;
}
