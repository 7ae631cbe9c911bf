using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Channels;

public sealed record ListingRow : IListRow
{
    public long Id { get; init; }

    public long ChannelId { get; init; }

    public string Channel { get; init; } = "";

    public ListingState State { get; init; }

    public string RemoteSku { get; init; } = "";

    public string RemoteName { get; init; } = "";

    public long? VariantId { get; init; }

    public string? Sku { get; init; }

    public decimal? Wanted { get; init; }

    public decimal? Pushed { get; init; }

    public DateTimeOffset? PushedAt { get; init; }

    public decimal? Seen { get; init; }

    public DateTimeOffset? SeenAt { get; init; }

    public DateTimeOffset? WaitingSince { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public Sentence? Problem { get; init; }

    public bool SkuIsShared { get; init; }

    public bool Gone { get; init; }
}

/// <summary>What the shop sells where, and whether the quantities there are right.</summary>
public sealed class ListingList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<ListingRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<ListingRow> AllFields = new ListFields<ListingRow>()
        .Add("remoteName", "Called there", r => r.RemoteName, searched: true)
        .Add("remoteSku", "SKU there", r => r.RemoteSku, searched: true)
        .Add("sku", "Our SKU", r => r.Sku, searched: true)
        .Add("channel", "Channel", r => r.Channel)
        .Add("state", "State", r => r.State)
        .Add("wanted", "Wanted", r => r.Wanted, FieldKind.Quantity)
        .Add("pushed", "Sent", r => r.Pushed, FieldKind.Quantity)
        .Add("seen", "Seen there", r => r.Seen, FieldKind.Quantity)
        .Add("pushedAt", "Sent at", r => r.PushedAt)
        .Add("waitingSince", "Waiting since", r => r.WaitingSince, shown: false)
        .Add("skuIsShared", "SKU shared there", r => r.SkuIsShared, shown: false)
        .Add("gone", "Not sold there any more", r => r.Gone, shown: false)
        .Add("variantId", "Variant number", r => r.VariantId, shown: false)
        .Add("channelId", "Channel number", r => r.ChannelId, shown: false);

    public override string Name => "listings";

    public override ListFields<ListingRow> Fields => AllFields;

    protected override string? Permission => Permissions.ChannelsView;

    protected override int? CountUpTo => 100_000;

    protected override IQueryable<ListingRow> Rows(InventoryDb db) =>
        from listing in db.Listings
        join channel in db.Channels on listing.ChannelId equals channel.Id
        join variant in db.Variants on listing.VariantId equals variant.Id into variants
        from variant in variants.DefaultIfEmpty()
        select new ListingRow
        {
            Id = listing.Id,
            ChannelId = listing.ChannelId,
            Channel = channel.Name,
            RemoteSku = listing.RemoteSku,
            RemoteName = listing.RemoteName,
            VariantId = listing.VariantId,
            Sku = variant.Sku,
            Wanted = listing.Wanted,
            Pushed = listing.Pushed,
            PushedAt = listing.PushedAt,
            Seen = listing.Seen,
            SeenAt = listing.SeenAt,
            WaitingSince = listing.WaitingSince,
            NextTryAt = listing.NextTryAt,
            Problem = listing.Problem,
            SkuIsShared = listing.SkuIsShared,
            Gone = listing.Gone,
            State = listing.VariantId == null ? ListingState.Unmatched
                : listing.Paused ? ListingState.Paused
                : listing.Problem != null ? ListingState.Failing
                : listing.WaitingSince != null ? ListingState.Waiting
                : listing.Seen != null && listing.SeenAt > listing.PushedAt && listing.Seen != listing.Pushed ? ListingState.Drifted
                : ListingState.InStep,
        };
}
