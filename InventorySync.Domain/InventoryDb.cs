using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Api;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Files;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Operation;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Places;
using InventorySync.Domain.Planning;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using InventorySync.Domain.Webhooks;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;

namespace InventorySync.Domain;

/// <summary>Every table of the shop. How they are stored, and what differs by database, is Data's.</summary>
public abstract class InventoryDb(DbContextOptions options)
    : IdentityDbContext<Person, Role, long, IdentityUserClaim<long>, IdentityUserRole<long>, IdentityUserLogin<long>, IdentityRoleClaim<long>, IdentityUserToken<long>, IdentityUserPasskey<long>>(options)
{
    private bool _versionIsExpected;

    // Access
    public DbSet<Person> People => Users;

    public DbSet<Ownership> Ownership => Set<Ownership>();

    public DbSet<SignInSession> Sessions => Set<SignInSession>();

    public DbSet<AuthenticatorApp> AuthenticatorApps => Set<AuthenticatorApp>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<PasswordLink> PasswordLinks => Set<PasswordLink>();

    // Places
    public DbSet<Location> Locations => Set<Location>();

    public DbSet<Room> Rooms => Set<Room>();

    public DbSet<Bin> Bins => Set<Bin>();

    // Alerts
    public DbSet<Notification> Notifications => Set<Notification>();

    // Lists
    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<ListLayout> ListLayouts => Set<ListLayout>();

    // Api
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<IdempotentCall> IdempotentCalls => Set<IdempotentCall>();

    // Webhooks
    public DbSet<WebhookSubscription> WebhookSubscriptions => Set<WebhookSubscription>();

    public DbSet<WebhookHealth> WebhookHealth => Set<WebhookHealth>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();

    // Catalog
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Variant> Variants => Set<Variant>();

    public DbSet<Barcode> Barcodes => Set<Barcode>();

    public DbSet<KitPart> KitParts => Set<KitPart>();

    public DbSet<Category> Categories => Set<Category>();

    public DbSet<Brand> Brands => Set<Brand>();

    public DbSet<Picture> Pictures => Set<Picture>();

    public DbSet<PriceChange> PriceChanges => Set<PriceChange>();

    public DbSet<ProductSummary> ProductSummaries => Set<ProductSummary>();

    // Stock
    public DbSet<StockItem> StockItems => Set<StockItem>();

    public DbSet<StockMovement> StockMovements => Set<StockMovement>();

    public DbSet<StockLayer> StockLayers => Set<StockLayer>();

    public DbSet<BinStock> BinStock => Set<BinStock>();

    public DbSet<StockProof> StockProofs => Set<StockProof>();

    public DbSet<AllocationRule> AllocationRules => Set<AllocationRule>();

    public DbSet<AllocationChange> AllocationChanges => Set<AllocationChange>();

    public DbSet<Turnover> Turnovers => Set<Turnover>();

    public DbSet<Reservation> Reservations => Set<Reservation>();

    // Channels
    public DbSet<Channel> Channels => Set<Channel>();

    // Importing
    public DbSet<ImportRun> ImportRuns => Set<ImportRun>();

    public DbSet<ImportRow> ImportRows => Set<ImportRow>();

    public DbSet<ImportProfile> ImportProfiles => Set<ImportProfile>();
    public DbSet<ChannelConnection> ChannelConnections => Set<ChannelConnection>();

    public DbSet<Listing> Listings => Set<Listing>();

    public DbSet<SyncRun> SyncRuns => Set<SyncRun>();

    public DbSet<SyncCall> SyncCalls => Set<SyncCall>();

    public DbSet<InboundCall> InboundCalls => Set<InboundCall>();

    public DbSet<PastSale> PastSales => Set<PastSale>();

    public DbSet<DemoOrder> DemoOrders => Set<DemoOrder>();

    public DbSet<DemoHook> DemoHooks => Set<DemoHook>();

    public DbSet<DemoGood> DemoGoods => Set<DemoGood>();
    // Sales
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> OrderLines => Set<OrderLine>();

    public DbSet<OrderPayment> OrderPayments => Set<OrderPayment>();

    public DbSet<OrderEvent> OrderEvents => Set<OrderEvent>();

    public DbSet<Shipment> Shipments => Set<Shipment>();

    public DbSet<ShipmentLine> ShipmentLines => Set<ShipmentLine>();

    public DbSet<OrderReturn> OrderReturns => Set<OrderReturn>();

    public DbSet<ReturnLine> ReturnLines => Set<ReturnLine>();

    public DbSet<TaxRate> TaxRates => Set<TaxRate>();

    public DbSet<CurrencyRate> CurrencyRates => Set<CurrencyRate>();

    public DbSet<PriceList> PriceLists => Set<PriceList>();

    public DbSet<ListPrice> ListPrices => Set<ListPrice>();

    public DbSet<Promotion> Promotions => Set<Promotion>();

    public DbSet<NumberSeries> NumberSeries => Set<NumberSeries>();

    // Purchasing
    public DbSet<Supplier> Suppliers => Set<Supplier>();

    public DbSet<SupplierOffer> SupplierOffers => Set<SupplierOffer>();

    public DbSet<PriceBreak> PriceBreaks => Set<PriceBreak>();

    public DbSet<PurchaseOrder> PurchaseOrders => Set<PurchaseOrder>();

    public DbSet<PurchaseLine> PurchaseLines => Set<PurchaseLine>();

    public DbSet<PurchaseEvent> PurchaseEvents => Set<PurchaseEvent>();

    public DbSet<PurchaseMail> PurchaseMails => Set<PurchaseMail>();

    public DbSet<Receipt> Receipts => Set<Receipt>();

    public DbSet<ReceiptLine> ReceiptLines => Set<ReceiptLine>();

    public DbSet<ReceivedSerial> ReceivedSerials => Set<ReceivedSerial>();

    public DbSet<LandedCost> LandedCosts => Set<LandedCost>();

    // Planning
    public DbSet<DailyDemand> DailyDemand => Set<DailyDemand>();

    public DbSet<DemandSeen> DemandSeen => Set<DemandSeen>();

    public DbSet<DemandProgress> DemandProgress => Set<DemandProgress>();

    public DbSet<VariantForecast> VariantForecasts => Set<VariantForecast>();

    public DbSet<ForecastWeek> ForecastWeeks => Set<ForecastWeek>();

    public DbSet<ForecastScore> ForecastScores => Set<ForecastScore>();

    public DbSet<PlanChoice> PlanChoices => Set<PlanChoice>();

    public DbSet<ReorderPlan> ReorderPlans => Set<ReorderPlan>();

    // Outbox
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<OutboxSequence> OutboxSequence => Set<OutboxSequence>();

    public DbSet<FollowerPlace> FollowerPlaces => Set<FollowerPlace>();

    public DbSet<SetAsideMessage> SetAsideMessages => Set<SetAsideMessage>();

    // Jobs
    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<BackgroundTask> BackgroundTasks => Set<BackgroundTask>();

    // Audit
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    // Settings
    public DbSet<StoredSettings> Settings => Set<StoredSettings>();

    public DbSet<SettingsChange> SettingsChanges => Set<SettingsChange>();

    // Files
    public DbSet<StoredFile> Files => Set<StoredFile>();

    // Operation
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    // Demo
    public DbSet<DemoMark> DemoMarks => Set<DemoMark>();

    /// <summary>Who acts through this context; the audit writes it down, and the location filters read it.</summary>
    public Actor Actor { get; set; } = Actor.Visitor;

    /// <summary>With passkeys.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    public bool SeesAllLocations => Actor.Locations is null;

    public IEnumerable<long> SeenLocations => Actor.Locations ?? (IEnumerable<long>)[];

    /// <summary>A deadlock, a serialization failure or a lost connection: the same change may succeed when it is tried again.</summary>
    public abstract bool IsTransient(Exception failure);

    /// <summary>The name of the unique index that a save ran into, or null for any other failure.</summary>
    public abstract string? BrokenUniqueIndex(DbUpdateException failure);

    /// <summary>Whether a save failed because rows elsewhere still point at what it deletes.</summary>
    public abstract bool BreaksReference(DbUpdateException failure);

    /// <summary>The rows of these keys, made where there are none yet, locked in key order until the transaction ends.</summary>
    public abstract Task<IReadOnlyDictionary<StockKey, StockItem>> LockStockAsync(IEnumerable<StockKey> keys, CancellationToken ct);

    /// <summary>Held reservations whose time is over, locked; those that another node works on are passed over.</summary>
    public abstract Task<IReadOnlyList<Reservation>> DueReservationsAsync(DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>The keys of products whose words are spelt like these, the likest few.</summary>
    public abstract IQueryable<long> ProductsAlike(string folded);

    /// <summary>Keys that no row has yet, for rows that are loaded.</summary>
    public abstract Task<IReadOnlyList<long>> KeysAsync(int count, CancellationToken ct);

    /// <summary>Writes many new rows as the database takes them fastest, past the context and its audit, within its open transaction. Rows without a key get one.</summary>
    public abstract Task LoadAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class;

    /// <summary>Writes these properties of many rows in one statement, past the context and its audit, within its open transaction.</summary>
    public abstract Task RewriteAsync<T>(IReadOnlyCollection<T> rows, IReadOnlyCollection<string> properties, CancellationToken ct)
        where T : class;

    /// <summary>Keeps these rows as they are until the transaction ends.</summary>
    public abstract Task HoldAsync<T>(IReadOnlyCollection<long> keys, CancellationToken ct)
        where T : class;

    /// <summary>Takes what a posting leaves, to be written with the next save at the latest; the database may write large ones in its own way at once.</summary>
    public virtual Task WriteAsync(StockPosting posting, CancellationToken ct)
    {
        StockMovements.AddRange(posting.Movements);
        AddRange(posting.Made);
        RemoveRange(posting.UsedUp);
        Outbox.AddRange(posting.Messages);
        return Task.CompletedTask;
    }

    /// <summary>What there is of these variants, for the plan of a reservation.</summary>
    public virtual Task<IReadOnlyList<SupplyRow>> ReadSuppliesAsync(long[] variantIds, CancellationToken ct) => Supplies.RowsAsync(this, variantIds, ct);

    /// <summary>Writes holds and messages and takes the units in one statement of its own; false when somebody else took a part of them meanwhile,
    /// null where the database has no such statement. Not for use within a larger transaction.</summary>
    public virtual Task<bool?> TryHoldAsync(IReadOnlyList<Reservation> holds, IReadOnlyList<OutboxMessage> messages, CancellationToken ct) => Task.FromResult<bool?>(null);

    /// <summary>What is held for an owner, locked until the transaction ends.</summary>
    public abstract Task<IReadOnlyList<Reservation>> LockHoldsAsync(HoldOwner owner, CancellationToken ct);

    /// <summary>One hold, locked until the transaction ends; null when it has ended.</summary>
    public abstract Task<Reservation?> LockHoldAsync(long holdId, CancellationToken ct);

    /// <summary>Locks an order until the transaction ends: whoever changes the same one waits.</summary>
    public abstract Task LockOrderAsync(long orderId, CancellationToken ct);

    /// <summary>The next number of an order. Numbers that are drawn and not used are left out.</summary>
    public abstract Task<long> NextOrderNumberAsync(CancellationToken ct);

    /// <summary>The version that the form was opened with; a newer one in the database refuses the save.</summary>
    public void ExpectVersion(IVersioned thing, ulong version)
    {
        Entry(thing).Property(nameof(IVersioned.Version)).OriginalValue = version;
        _versionIsExpected = true;
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<AuditEntry>().HasQueryFilter(entry => SeesAllLocations || entry.LocationId == null || SeenLocations.Contains(entry.LocationId.Value));
        builder.Entity<Location>().HasQueryFilter(location => SeesAllLocations || SeenLocations.Contains(location.Id));
        builder.Entity<Room>().HasQueryFilter(room => SeesAllLocations || SeenLocations.Contains(room.LocationId));
        builder.Entity<Bin>().HasQueryFilter(bin => SeesAllLocations || SeenLocations.Contains(bin.LocationId));
        builder.Entity<Order>().HasQueryFilter(order => SeesAllLocations || order.LocationId == null || SeenLocations.Contains(order.LocationId.Value));
        builder.Entity<DailyDemand>().HasQueryFilter(demand => SeesAllLocations || SeenLocations.Contains(demand.LocationId));
        builder.Entity<VariantForecast>().HasQueryFilter(forecast => SeesAllLocations || SeenLocations.Contains(forecast.GroupId));
        builder.Entity<ForecastWeek>().HasQueryFilter(week => SeesAllLocations || SeenLocations.Contains(week.GroupId));
        builder.Entity<PlanChoice>().HasQueryFilter(choice => SeesAllLocations || SeenLocations.Contains(choice.GroupId));
        builder.Entity<ReorderPlan>().HasQueryFilter(plan => SeesAllLocations || SeenLocations.Contains(plan.GroupId));
        builder.Entity<PurchaseOrder>().HasQueryFilter(order => SeesAllLocations || SeenLocations.Contains(order.LocationId));
        builder.Entity<Receipt>().HasQueryFilter(receipt => SeesAllLocations || SeenLocations.Contains(receipt.LocationId));
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new ChangedMeanwhileException { WithinCommand = !_versionIsExpected };
        }
        catch (DbUpdateException failure) when (Refusals.Of(this, failure) is { } refusal)
        {
            throw refusal;
        }
    }
}
