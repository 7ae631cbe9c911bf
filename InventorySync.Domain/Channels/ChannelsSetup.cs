using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Channels;

public static class ChannelsSetup
{
    public static IServiceCollection AddChannels(this IServiceCollection services) => services
        .AddSingleton<ChannelSecrets>()
        .AddSingleton<OpenChannels>()
        .AddSingleton<ChannelSignal>()
        .AddScoped<SalesChannels>()
        .AddScoped<Connecting>()
        .AddScoped<Listings>()
        .AddScoped<ChannelLeases>()
        .AddScoped<Publishing>()
        .AddScoped<Comparing>()
        .AddScoped<SyncLog>()
        .AddScoped<ShutDoors>()
        .AddScoped<OrderIntake>()
        .AddScoped<ChannelInbox>()
        .AddScoped<ChannelBoard>()
        .AddBackgroundWork<FirstReading>()
        .AddSingleton<InboxSignal>()
        .AddSingleton<InboundStore>()
        .AddList<ListingList>()
        .AddList<SyncRunList>()
        .AddImportKind<SalesHistoryKind>()
        .AddFollower<ListingMarks>(FollowerStart.Now)
        .AddSettings<DemoChannelSettings>(DemoChannelSettings.Section, "Demo channel", "How the channel to try things out with behaves", icon: "science", order: 80, permission: Permissions.ChannelsManage)
        .AddAuditSubject(nameof(Channel), "Channel", id => $"/channels/{id}")
        .AddAuditSubject(nameof(ChannelConnection), "Connection", id => $"/channels/{id}");
}
