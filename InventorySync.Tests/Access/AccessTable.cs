using InventorySync.Domain.Access;
using static InventorySync.Domain.Access.Permissions;

namespace InventorySync.Tests.Access;

/// <summary>Who may open what. A page or endpoint that is not written down here fails the tests, and so does one that lets in or turns away somebody else.</summary>
internal static class AccessTable
{
    /// <summary>Everybody, signed in or not.</summary>
    public const string Anybody = "anybody";

    /// <summary>Everybody who is signed in, whatever the role.</summary>
    public const string SignedIn = "signed in";

    /// <summary>Nobody by a sign-in: it has keys of its own.</summary>
    public const string OwnKey = "own key";

    /// <summary>Only there while the product is developed, for everybody who is signed in.</summary>
    public const string Development = "development";

    public static IReadOnlyDictionary<string, string> Pages { get; } = new Dictionary<string, string>
    {
        ["/"] = SignedIn,
        ["/not-found"] = Anybody,
        ["/status/{Code:int}"] = Anybody,
        ["/notifications"] = SignedIn,

        ["/people"] = PeopleManage,
        ["/people/invite"] = PeopleManage,
        ["/people/{PersonId:long}"] = PeopleManage,
        ["/people/roles"] = RolesManage,
        ["/people/roles/new"] = RolesManage,
        ["/people/roles/{RoleId:long}"] = RolesManage,

        ["/welcome"] = Anybody,
        ["/welcome/shop"] = SettingsEdit,
        ["/welcome/next"] = SignedIn,
        ["/invitation/{Token}"] = Anybody,
        ["/account/new-password/{Token}"] = Anybody,
        ["/account"] = SignedIn,
        ["/account/sign-in"] = Anybody,
        ["/account/second-step"] = Anybody,
        ["/account/sign-out"] = SignedIn,

        ["/channels"] = ChannelsView,
        ["/channels/listings"] = ChannelsView,
        ["/channels/runs"] = ChannelsView,
        ["/channels/runs/{RunId:long}"] = ChannelsView,
        ["/channels/{ChannelId:long}"] = ChannelsView,
        ["/channels/{ChannelId:long}/{Tab}"] = ChannelsView,
        ["/channels/{ChannelId:long}/connect"] = ChannelsManage,

        ["/audit"] = AuditView,
        ["/settings"] = SettingsEdit,
        ["/settings/{Name}"] = SettingsEdit,
        ["/operations/backups"] = BackupsManage,
        ["/operations/move"] = DataExport,
        ["/operations/health"] = JobsView,
        ["/operations/events"] = JobsView,
        ["/operations/events/{SetAsideId:long}"] = JobsView,
        ["/operations/jobs"] = JobsView,
        ["/operations/jobs/history"] = JobsView,
        ["/operations/jobs/runs/{RunId:long}"] = JobsView,
        ["/operations/jobs/work"] = JobsView,

        // the page itself turns away those who neither started the work nor may see all of it
        ["/operations/jobs/work/{TaskId:long}"] = SignedIn,

        ["/api/docs"] = ApiKeysManage,
        ["/integration/api-keys"] = ApiKeysManage,
        ["/integration/api-keys/new"] = ApiKeysManage,
        ["/integration/api-keys/{KeyId:long}"] = ApiKeysManage,
        ["/integration/webhooks"] = WebhooksManage,
        ["/integration/webhooks/deliveries"] = WebhooksManage,
        ["/integration/webhooks/deliveries/{DeliveryId:long}"] = WebhooksManage,
        ["/integration/webhooks/new"] = WebhooksManage,
        ["/integration/webhooks/{SubscriptionId:long}"] = WebhooksManage,
        ["/integration/webhooks/{SubscriptionId:long}/edit"] = WebhooksManage,
        ["/b/{Token}"] = LocationsView,
        ["/locations"] = LocationsView,
        ["/locations/new"] = LocationsEdit,
        ["/locations/{LocationId:long}"] = LocationsView,
        ["/locations/{LocationId:long}/{Tab}"] = LocationsView,
        ["/locations/{LocationId:long}/bins/{BinId:long}"] = LocationsView,
        ["/locations/{LocationId:long}/edit"] = LocationsEdit,
        ["/locations/{LocationId:long}/labels"] = LocationsView,
        ["/locations/{LocationId:long}/labels/print"] = LocationsView,

        ["/import"] = DataImport,
        ["/import/profiles"] = DataImport,
        // the page itself turns away those who may not change what the import changes
        ["/import/{RunId:long}"] = SignedIn,

        ["/planning"] = PlanningView,
        ["/planning/accuracy"] = PlanningView,
        ["/planning/seasons"] = PlanningView,
        ["/products"] = CatalogView,
        ["/products/new"] = CatalogEdit,
        ["/products/brands"] = CatalogView,
        ["/products/categories"] = CatalogView,
        ["/products/{ProductId:long}"] = CatalogView,
        ["/products/{ProductId:long}/edit"] = CatalogEdit,
        ["/products/{ProductId:long}/{Tab}"] = CatalogView,

        ["/orders"] = OrdersView,
        ["/orders/board"] = OrdersView,
        ["/orders/returns"] = OrdersView,
        ["/orders/new"] = OrdersEdit,
        ["/orders/{OrderId:long}"] = OrdersView,
        ["/orders/{OrderId:long}/edit"] = OrdersEdit,
        ["/counter"] = OrdersCounter,
        ["/sales/prices"] = OrdersView,
        ["/sales/prices/{ListId:long}"] = OrdersView,
        ["/sales/promotions"] = OrdersView,
        ["/sales/taxes"] = OrdersView,
        ["/sales/currencies"] = OrdersView,

        ["/stock"] = StockView,
        ["/stock/{VariantId:long}"] = StockView,
        ["/stock/{VariantId:long}/{Tab}"] = StockView,
        ["/stock/find"] = CatalogView,
        ["/stock/movements"] = StockView,
        ["/stock/holds"] = StockView,
        ["/stock/adjust"] = StockAdjust,
        ["/stock/assemble"] = StockAdjust,
        ["/stock/value"] = StockCosts,
        ["/stock/allocation"] = AllocationEdit,
        ["/stock/proof"] = StockProve,

        ["/dev/components"] = Development,
    };

    /// <summary>By method and pattern, as the endpoint is mapped.</summary>
    public static IReadOnlyDictionary<string, string> Endpoints { get; } = new Dictionary<string, string>
    {
        ["* /_blazor"] = SignedIn,
        ["* /_blazor/negotiate"] = SignedIn,
        ["* /_blazor/initializers"] = SignedIn,
        ["* /_blazor/disconnect"] = SignedIn,
        ["GET /_framework/opaque-redirect"] = Anybody,

        // style sheets, scripts, fonts and pictures
        ["GET /{**path:file}"] = Anybody,
        ["HEAD /{**path:file}"] = Anybody,

        // channels, which show who they are by a signature
        ["POST /hooks/{token}"] = Anybody,

        // the demo channel, a shop of its own
        ["GET /demo-channel/{shop}/api/shop"] = OwnKey,
        ["GET /demo-channel/{shop}/api/goods"] = OwnKey,
        ["PUT /demo-channel/{shop}/api/quantities"] = OwnKey,
        ["GET /demo-channel/{shop}/api/orders"] = OwnKey,
        ["GET /demo-channel/{shop}/api/orders/{orderId:long}"] = OwnKey,
        ["PUT /demo-channel/{shop}/api/hook"] = OwnKey,

        ["POST /account/passkeys/ask"] = Anybody,
        ["POST /account/passkeys/new"] = SignedIn,
        ["POST /account/passkeys/keep"] = SignedIn,

        // load balancers ask; the answer is one word
        ["GET /health/live"] = Anybody,
        ["GET /health/ready"] = Anybody,

        ["GET /operations/backups/files/{name}"] = BackupsManage,

        ["GET /files/{publicId}/{name?}"] = SignedIn,
        ["HEAD /files/{publicId}/{name?}"] = SignedIn,

        ["GET /stock/value.{format}"] = StockCosts,
        ["GET /orders/{orderId:long}/{document}.pdf"] = OrdersView,

        // each list asks for its own permission
        ["GET /export/{name}.{format}"] = SignedIn,

        ["GET /api/openapi.json"] = SignedIn,
        ["GET /api/bins"] = LocationsView,
        ["GET /api/bins/{binId:long}"] = LocationsView,
        ["PUT /api/bins/{binId:long}"] = LocationsEdit,
        ["GET /api/brands"] = CatalogView,
        ["POST /api/brands"] = CatalogEdit,
        ["GET /api/brands/{brandId:long}"] = CatalogView,
        ["PUT /api/brands/{brandId:long}"] = CatalogEdit,
        ["DELETE /api/brands/{brandId:long}"] = CatalogEdit,
        ["GET /api/categories"] = CatalogView,
        ["POST /api/categories"] = CatalogEdit,
        ["GET /api/categories/{categoryId:long}"] = CatalogView,
        ["PUT /api/categories/{categoryId:long}"] = CatalogEdit,
        ["DELETE /api/categories/{categoryId:long}"] = CatalogEdit,
        ["GET /api/planning"] = PlanningView,
        ["GET /api/planning/accuracy"] = PlanningView,
        ["POST /api/planning/drafts"] = PlanningEdit,
        ["GET /api/planning/seasons"] = PlanningView,
        ["GET /api/planning/{variantId:long}"] = PlanningView,
        ["PUT /api/planning/{variantId:long}"] = PlanningEdit,
        ["POST /api/planning/{variantId:long}/forecast"] = PlanningEdit,
        ["GET /api/products"] = CatalogView,
        ["POST /api/products"] = CatalogEdit,
        ["POST /api/products/bulk-edit"] = CatalogEdit,
        ["GET /api/products/{productId:long}"] = CatalogView,
        ["PUT /api/products/{productId:long}"] = CatalogEdit,
        ["POST /api/products/{productId:long}/archive"] = CatalogEdit,
        ["PUT /api/products/{productId:long}/axes"] = CatalogEdit,
        ["POST /api/products/{productId:long}/duplicate"] = CatalogEdit,
        ["POST /api/products/{productId:long}/pictures"] = CatalogEdit,
        ["POST /api/products/{productId:long}/pictures/{pictureId:long}/first"] = CatalogEdit,
        ["DELETE /api/products/{productId:long}/pictures/{pictureId:long}"] = CatalogEdit,
        ["POST /api/products/{productId:long}/restore"] = CatalogEdit,
        ["POST /api/products/{productId:long}/variants"] = CatalogEdit,
        ["GET /api/variants"] = CatalogView,
        ["GET /api/variants/{variantId:long}"] = CatalogView,
        ["PUT /api/variants/{variantId:long}"] = CatalogEdit,
        ["DELETE /api/variants/{variantId:long}"] = CatalogEdit,
        ["PUT /api/variants/{variantId:long}/parts"] = CatalogEdit,
        ["PUT /api/variants/{variantId:long}/picture"] = CatalogEdit,
        ["GET /api/variants/{variantId:long}/places"] = CatalogView,
        ["GET /api/variants/{variantId:long}/prices"] = CatalogView,
        ["GET /api/imports"] = DataImport,
        ["POST /api/imports"] = DataImport,
        ["GET /api/imports/{runId:long}"] = DataImport,
        ["GET /api/imports/{runId:long}/rejected.{format}"] = DataImport,
        ["POST /api/imports/{runId:long}/cancel"] = DataImport,
        ["POST /api/imports/{runId:long}/start"] = DataImport,
        ["POST /api/imports/{runId:long}/undo"] = DataImport,
        ["GET /import/{runId:long}/rejected.{format}"] = DataImport,
        ["GET /import/templates/{kind}.xlsx"] = DataImport,
        ["GET /api/labels/{token}"] = LocationsView,
        ["GET /api/locations"] = LocationsView,
        ["POST /api/locations"] = LocationsEdit,
        ["GET /api/locations/{locationId:long}"] = LocationsView,
        ["PUT /api/locations/{locationId:long}"] = LocationsEdit,
        ["POST /api/locations/{locationId:long}/bins"] = LocationsEdit,
        ["POST /api/locations/{locationId:long}/bins/deactivate"] = LocationsEdit,
        ["POST /api/locations/{locationId:long}/bins/delete"] = LocationsEdit,
        ["POST /api/locations/{locationId:long}/bins/move"] = LocationsEdit,
        ["POST /api/locations/{locationId:long}/bins/plan"] = LocationsEdit,
        ["POST /api/locations/{locationId:long}/bins/plan/preview"] = LocationsView,
        ["POST /api/locations/{locationId:long}/bins/reactivate"] = LocationsEdit,
        ["POST /api/locations/{locationId:long}/deactivate"] = LocationsEdit,
        ["PUT /api/locations/{locationId:long}/opening-hours"] = LocationsEdit,
        ["POST /api/locations/{locationId:long}/reactivate"] = LocationsEdit,
        ["POST /api/locations/{locationId:long}/rooms"] = LocationsEdit,
        ["GET /api/movements"] = StockView,
        ["POST /api/movements/adjustments"] = StockAdjust,
        ["POST /api/movements/assemblies"] = StockAdjust,
        ["POST /api/movements/receipts"] = StockAdjust,
        ["POST /api/movements/write-offs"] = StockAdjust,
        ["GET /api/orders"] = OrdersView,
        ["POST /api/orders"] = OrdersEdit,
        ["POST /api/orders/incoming"] = OrdersEdit,
        ["POST /api/orders/counter"] = OrdersCounter,
        ["GET /api/orders/{order}"] = OrdersView,
        ["PUT /api/orders/{order}"] = OrdersEdit,
        ["PUT /api/orders/{order}/customer"] = OrdersEdit,
        ["POST /api/orders/{order}/notes"] = OrdersEdit,
        ["POST /api/orders/{order}/confirm"] = OrdersEdit,
        ["POST /api/orders/{order}/hold-missing"] = OrdersEdit,
        ["POST /api/orders/{order}/back-to-draft"] = OrdersEdit,
        ["POST /api/orders/{order}/pick"] = OrdersShip,
        ["POST /api/orders/{order}/cancel"] = OrdersEdit,
        ["POST /api/orders/{order}/shipments"] = OrdersShip,
        ["PUT /api/orders/{order}/shipments/{shipmentId:long}"] = OrdersShip,
        ["POST /api/orders/{order}/shipments/{shipmentId:long}/deliver"] = OrdersShip,
        ["POST /api/orders/{order}/payments"] = OrdersEdit,
        ["POST /api/orders/{order}/refunds"] = OrdersRefund,
        ["POST /api/orders/{order}/invoice"] = OrdersEdit,
        ["POST /api/orders/{order}/returns"] = ReturnsEdit,
        ["POST /api/orders/{order}/returns/{returnId:long}/receive"] = ReturnsEdit,
        ["POST /api/orders/{order}/returns/{returnId:long}/inspect"] = ReturnsEdit,
        ["POST /api/orders/{order}/returns/{returnId:long}/withdraw"] = ReturnsEdit,
        ["GET /api/returns"] = OrdersView,
        ["GET /api/price-lists"] = OrdersView,
        ["GET /api/promotions"] = OrdersView,
        ["GET /api/tax-rates"] = OrdersView,
        ["GET /api/currency-rates"] = OrdersView,
        ["POST /api/prices/ask"] = OrdersView,

        ["GET /api/reservations"] = StockView,
        ["POST /api/reservations"] = StockReserve,
        ["POST /api/reservations/cancel"] = StockReserve,
        ["POST /api/reservations/extend"] = StockReserve,
        ["POST /api/reservations/use"] = StockReserve,
        ["POST /api/reservations/{holdId:long}/release"] = HoldsRelease,
        ["GET /api/stock"] = StockView,
        ["GET /api/stock/cost-of-sales"] = StockCosts,
        ["GET /api/stock/value"] = StockCosts,
        ["GET /api/stock/{variantId:long}/timeline"] = StockView,
        ["GET /api/stock/{variantId:long}"] = StockView,
        ["GET /api/rooms"] = LocationsView,
        ["DELETE /api/rooms/{roomId:long}"] = LocationsEdit,
        ["GET /api/rooms/{roomId:long}"] = LocationsView,
        ["PUT /api/rooms/{roomId:long}"] = LocationsEdit,
    };

    public static bool LetsIn(string who, string? role) => who switch
    {
        Anybody => true,
        SignedIn => role is not null,
        Development => role is not null,
        _ => role is not null && BuiltInRoles.All[role].Contains(who),
    };
}
