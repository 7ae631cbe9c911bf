using InventorySync.Data.Api;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Api;
using InventorySync.Data.Backup;
using InventorySync.Data.Importing;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Files;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Planning;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Stock;
using InventorySync.Domain.Webhooks;
using InventorySync.Web.Jobs;

namespace InventorySync.Web;

/// <summary>The system's day: everything the shop does by itself, and when. Times are those of the shop's clock, also on the days the clocks change.</summary>
public static class Schedule
{
    public static JobPlan Plan { get; } = new JobPlan()
        .Run<RemoveOldMessages>(at: new(2, 10))
        .Run<RemoveOldRuns>(at: new(2, 20))
        .Run<RemoveOldSessions>(at: new(2, 25))
        .Run<TidyFiles>(at: new(2, 30))
        .Run<ForgetOldNotifications>(at: new(2, 40))
        .Run<ForgetOldDeliveries>(at: new(2, 50))
        .Run<ForgetOldImports>(at: new(2, 55))
        .Run<ComputeTurnover>(at: new(3, 0))
        .Run<ProveStock>(at: new(3, 10))
        .Run<PlanStock>(at: new(3, 30))
        .Run<TellOfExpiringKeys>(at: new(6, 0))
        .Run<LookIntoFolder>(every: TimeSpan.FromMinutes(1))
        .Run<LookIntoMailbox>(every: TimeSpan.FromMinutes(5))
        .Run<ForgetOldSyncRuns>(at: new(2, 55))
        .Run<CompareChannels>(every: TimeSpan.FromMinutes(30))
        .Run<ReconcileOrders>(every: TimeSpan.FromMinutes(10))
        .Run<SendPurchaseMails>(every: TimeSpan.FromMinutes(1))
        .Run<ExpireHolds>(every: TimeSpan.FromSeconds(15))
        .Run<ForgetOldCalls>(every: TimeSpan.FromHours(1))
        .Run<NightlyBackup, BackupSettings>(at: chosen => chosen.Nightly ? chosen.Time : null);
}
