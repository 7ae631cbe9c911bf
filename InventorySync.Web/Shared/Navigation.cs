using InventorySync.Domain.Access;

namespace InventorySync.Web.Shared;

/// <summary>A page of the menu. Whoever lacks the permission does not see it; null is for everybody who is signed in.</summary>
public sealed record NavigationEntry(string Group, string Title, string Icon, string Path, string? Permission = null);

/// <summary>The menu by capability, in the order it is shown. Titles are keys of the translations, icons are names of Material Symbols.</summary>
public static class Navigation
{
    public static IReadOnlyList<NavigationEntry> All { get; } =
    [
        new("", "Start", "home", "/"),
        new("Sales", "Orders", "receipt_long", "/orders", Permissions.OrdersView),
        new("Sales", "Board", "view_kanban", "/orders/board", Permissions.OrdersView),
        new("Sales", "Counter", "point_of_sale", "/counter", Permissions.OrdersCounter),
        new("Sales", "Returns", "assignment_return", "/orders/returns", Permissions.OrdersView),
        new("Sales", "Price lists", "request_quote", "/sales/prices", Permissions.OrdersView),
        new("Sales", "Promotions", "percent", "/sales/promotions", Permissions.OrdersView),
        new("Sales", "Taxes", "account_balance", "/sales/taxes", Permissions.OrdersView),
        new("Sales", "Currencies", "currency_exchange", "/sales/currencies", Permissions.OrdersView),
        new("Purchasing", "What to order", "query_stats", "/planning", Permissions.PlanningView),
        new("Purchasing", "Seasons", "calendar_month", "/planning/seasons", Permissions.PlanningView),
        new("Purchasing", "Accuracy", "target", "/planning/accuracy", Permissions.PlanningView),
        new("Purchasing", "Purchase orders", "shopping_cart", "/purchasing/orders", Permissions.PurchasingView),
        new("Purchasing", "Suppliers", "local_shipping", "/purchasing/suppliers", Permissions.PurchasingView),
        new("Purchasing", "Receive goods", "move_to_inbox", "/purchasing/receive", Permissions.PurchasingReceive),
        new("Purchasing", "Incoming", "calendar_month", "/purchasing/calendar", Permissions.PurchasingReceive),
        new("Catalogue", "Products", "sell", "/products", Permissions.CatalogView),
        new("Catalogue", "Categories", "account_tree", "/products/categories", Permissions.CatalogView),
        new("Catalogue", "Brands", "verified", "/products/brands", Permissions.CatalogView),
        new("Stock", "Stock", "inventory_2", "/stock", Permissions.StockView),
        new("Stock", "Find goods", "location_searching", "/stock/find", Permissions.CatalogView),
        new("Stock", "Movements", "swap_vert", "/stock/movements", Permissions.StockView),
        new("Stock", "Holds", "lock_clock", "/stock/holds", Permissions.StockView),
        new("Stock", "Adjust stock", "edit_note", "/stock/adjust", Permissions.StockAdjust),
        new("Stock", "Assemble kits", "build", "/stock/assemble", Permissions.StockAdjust),
        new("Stock", "Stock value", "payments", "/stock/value", Permissions.StockCosts),
        new("Stock", "Channels' share", "call_split", "/stock/allocation", Permissions.AllocationEdit),
        new("Stock", "Proof", "verified", "/stock/proof", Permissions.StockProve),
        new("Stock", "Locations", "warehouse", "/locations", Permissions.LocationsView),
        new("Shop", "Import", "upload_file", "/import", Permissions.DataImport),
        new("Channels", "Channels", "hub", "/channels", Permissions.ChannelsView),
        new("Channels", "Listings", "list_alt", "/channels/listings", Permissions.ChannelsView),
        new("Shop", "People", "group", "/people", Permissions.PeopleManage),
        new("Shop", "Roles", "badge", "/people/roles", Permissions.RolesManage),
        new("Shop", "Audit", "history", "/audit", Permissions.AuditView),
        new("Shop", "Settings", "tune", "/settings", Permissions.SettingsEdit),
        new("Integration", "API keys", "key", "/integration/api-keys", Permissions.ApiKeysManage),
        new("Integration", "Webhooks", "webhook", "/integration/webhooks", Permissions.WebhooksManage),
        new("Integration", "API documentation", "menu_book", "/api/docs", Permissions.ApiKeysManage),
        new("Operation", "Jobs", "event_repeat", "/operations/jobs", Permissions.JobsView),
        new("Operation", "Events", "share_reviews", "/operations/events", Permissions.JobsView),
        new("Operation", "Health", "monitor_heart", "/operations/health", Permissions.JobsView),
        new("Operation", "Backups", "backup", "/operations/backups", Permissions.BackupsManage),
        new("Operation", "Move the shop", "move_up", "/operations/move", Permissions.DataExport),
    ];

    public static IEnumerable<NavigationEntry> For(CurrentActor actor) => All.Where(e => e.Permission is null || actor.May(e.Permission));

    /// <summary>The page of the menu that this address belongs to: the longest path it begins with.</summary>
    public static NavigationEntry? Of(string path) => All
        .Where(e => path == e.Path || path.StartsWith(e.Path + "/", StringComparison.OrdinalIgnoreCase))
        .MaxBy(e => e.Path.Length);
}
