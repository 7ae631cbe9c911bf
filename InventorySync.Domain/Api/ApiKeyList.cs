using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Api;

public sealed record ApiKeyRow : IListRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string Prefix { get; init; } = "";

    public ApiKeyState State { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public IReadOnlyList<long> Locations { get; init; } = [];

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? FormerUntil { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public string? LastUsedFrom { get; init; }

    public long Uses { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string CreatedByName { get; init; } = "";
}

public sealed class ApiKeyList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock) : ListSource<ApiKeyRow>(dbs, actor)
{
    public override string Name => "api-keys";

    public override ListFields<ApiKeyRow> Fields { get; } = new ListFields<ApiKeyRow>()
        .Add("name", "Name", k => k.Name, searched: true)
        .Add("prefix", "Starts with", k => k.Prefix, searched: true)
        .Add("state", "State", k => k.State)
        .Add("expires", "Expires", k => k.ExpiresAt)
        .Add("lastUsed", "Last used", k => k.LastUsedAt)
        .Add("lastUsedFrom", "From address", k => k.LastUsedFrom, shown: false)
        .Add("uses", "Calls", k => k.Uses)
        .Add("created", "Created", k => k.CreatedAt)
        .Add("createdBy", "Created by", k => k.CreatedByName);

    protected override string Permission => Permissions.ApiKeysManage;

    protected override ListSort DefaultSort => new("created", Descending: true);

    protected override IQueryable<ApiKeyRow> Rows(InventoryDb db)
    {
        var now = clock.GetUtcNow();
        return db.ApiKeys.Select(k => new ApiKeyRow
        {
            Id = k.Id,
            Name = k.Name,
            Prefix = k.Prefix,
            State = k.RevokedAt != null ? ApiKeyState.Revoked : k.ExpiresAt <= now ? ApiKeyState.Expired : ApiKeyState.Active,
            Scopes = k.Scopes,
            Locations = k.Locations,
            ExpiresAt = k.ExpiresAt,
            FormerUntil = k.FormerUntil,
            LastUsedAt = k.LastUsedAt,
            LastUsedFrom = k.LastUsedFrom,
            Uses = k.Uses,
            CreatedAt = k.CreatedAt,
            CreatedByName = k.CreatedByName,
        });
    }
}
