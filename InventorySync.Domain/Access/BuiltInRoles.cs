using static InventorySync.Domain.Access.Permissions;

namespace InventorySync.Domain.Access;

/// <summary>The roles every shop has. Their permissions come with the product; own roles stand beside them.</summary>
public static class BuiltInRoles
{
    public const string Owner = "Owner";
    public const string Manager = "Manager";
    public const string Warehouse = "Warehouse";
    public const string Marketing = "Marketing";
    public const string Support = "Support";
    public const string Viewer = "Viewer";

    private static readonly string[] ReadOnly = [LocationsView, CatalogView, StockView, PlanningView, ChannelsView, OrdersView];

    public static IReadOnlyDictionary<string, IReadOnlySet<string>> All { get; } = new Dictionary<string, IReadOnlySet<string>>
    {
        [Owner] = Permissions.All.Select(p => p.Name).ToHashSet(),
        [Manager] = new HashSet<string> { LocationsView, LocationsEdit, CatalogView, CatalogEdit, StockView, StockCosts, StockAdjust, StockReserve, HoldsRelease, StockProve, AllocationEdit, PlanningView, PlanningEdit, DataImport, PeopleManage, AuditView, SettingsEdit, JobsView, JobsRun, OrdersView, OrdersEdit, OrdersShip, OrdersRefund, OrdersCounter, ReturnsEdit, PricesEdit, ChannelsView, ChannelsManage, PurchasingView, PurchasingManage, PurchasingApprove, PurchasingReceive },
        [Warehouse] = new HashSet<string> { LocationsView, CatalogView, StockView, PlanningView, StockAdjust, StockReserve, OrdersView, OrdersShip, OrdersCounter, ReturnsEdit, PurchasingReceive },
        [Marketing] = ReadOnly.ToHashSet(),
        [Support] = new HashSet<string> { LocationsView, CatalogView, StockView, StockReserve, ChannelsView, OrdersView, OrdersEdit, ReturnsEdit },
        [Viewer] = ReadOnly.ToHashSet(),
    };

    public static string DescriptionOf(string role) => role switch
    {
        Owner => "May do everything. There is always at least one.",
        Manager => "Runs the shop day by day, invites people and looks after the settings.",
        Warehouse => "Receives, counts, moves and sends goods.",
        Marketing => "Looks after customers, campaigns and sales figures.",
        Support => "Answers customers and looks things up for them.",
        Viewer => "Looks at everything in the shop and changes nothing.",
        _ => "",
    };
}
