using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Stock;

/// <summary>Figures of allocation changed for a channel, a category or a variant.</summary>
public sealed record AllocationChanged(long? ChannelId, long? CategoryId, long? VariantId);

/// <summary>Keeps figures of their own for channels, categories and variants.</summary>
public sealed class AllocationRules(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    public async Task<(AllocationScope Scope, AllocationFigures Figures)> FindAsync(long ruleId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rule = await db.AllocationRules.AsNoTracking().FirstOrDefaultAsync(r => r.Id == ruleId, ct) ?? throw Missing();
        return (new AllocationScope { ChannelId = rule.ChannelId, CategoryId = rule.CategoryId, VariantId = rule.VariantId }, rule.Figures with { });
    }

    /// <summary>One rule for each scope: saved again, its figures change.</summary>
    public Task<long> SaveAsync(AllocationScope scope, AllocationFigures figures, CancellationToken ct = default)
    {
        actor.Demand(Permissions.AllocationEdit);
        return dbs.ChangeAsync(async db =>
        {
            var rule = await db.AllocationRules.FirstOrDefaultAsync(r => r.ChannelId == scope.ChannelId && r.CategoryId == scope.CategoryId && r.VariantId == scope.VariantId, ct);
            var before = rule?.Figures;
            if (rule is null)
                db.AllocationRules.Add(rule = new AllocationRule(scope, figures));
            else
                rule.Change(figures);
            Tell(db, rule, before, rule.Figures);
            return rule.Id;
        }, ct);
    }

    public Task DeleteAsync(long ruleId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.AllocationEdit);
        return dbs.ChangeAsync(async db =>
        {
            var rule = await db.AllocationRules.FirstOrDefaultAsync(r => r.Id == ruleId, ct) ?? throw Missing();
            db.AllocationRules.Remove(rule);
            Tell(db, rule, rule.Figures, null);
        }, ct);
    }

    private void Tell(InventoryDb db, AllocationRule rule, AllocationFigures? before, AllocationFigures? after)
    {
        var now = clock.GetUtcNow();
        db.AllocationChanges.AddRange(AllocationChange.Between(before, after, rule, actor.Actor, now));
        db.Outbox.Add(OutboxMessage.Of(new AllocationChanged(rule.ChannelId, rule.CategoryId, rule.VariantId), "allocation:rules", now));
    }

    private static NotFoundException Missing() => new("These figures are not here any more.");
}

public sealed record CategoryChoice(long CategoryId, string Name);

/// <summary>The categories to choose from, each after its parent.</summary>
public sealed class AllocationCategories(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    public async Task<IReadOnlyList<CategoryChoice>> AllAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Categories.OrderBy(c => c.Path).ThenBy(c => c.Name).Select(c => new CategoryChoice(c.Id, c.Name)).ToListAsync(ct);
    }
}

public sealed record AllocationRuleRow : IListRow
{
    public long Id { get; init; }

    public string? Channel { get; init; }

    public string? Category { get; init; }

    public string? Sku { get; init; }

    public AllocationPolicy? Policy { get; init; }

    public decimal? HighShare { get; init; }

    public decimal? MediumShare { get; init; }

    public decimal? LowShare { get; init; }

    public decimal? Share { get; init; }

    public decimal? FixedAmount { get; init; }

    public decimal? Buffer { get; init; }

    public decimal? CartShare { get; init; }

    public decimal? AboveReserved { get; init; }
}

public sealed class AllocationRuleList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<AllocationRuleRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<AllocationRuleRow> AllFields = new ListFields<AllocationRuleRow>()
        .Add("sku", "Variant", r => r.Sku, searched: true)
        .Add("category", "Category", r => r.Category, searched: true)
        .Add("channel", "Channel", r => r.Channel, searched: true)
        .Add("policy", "May sell", r => r.Policy)
        .Add("highShare", "Fast %", r => r.HighShare)
        .Add("mediumShare", "In between %", r => r.MediumShare)
        .Add("lowShare", "Slow %", r => r.LowShare)
        .Add("share", "Share %", r => r.Share)
        .Add("fixedAmount", "Fixed amount", r => r.FixedAmount, FieldKind.Quantity)
        .Add("buffer", "Buffer %", r => r.Buffer)
        .Add("cartShare", "Carts %", r => r.CartShare, shown: false)
        .Add("aboveReserved", "Above reserved", r => r.AboveReserved, FieldKind.Quantity, shown: false);

    public override string Name => "allocation";

    public override ListFields<AllocationRuleRow> Fields => AllFields;

    protected override string? Permission => Permissions.StockView;

    protected override IQueryable<AllocationRuleRow> Rows(InventoryDb db) =>
        from rule in db.AllocationRules
        join channel in db.Channels on rule.ChannelId equals channel.Id into channels
        from channel in channels.DefaultIfEmpty()
        join category in db.Categories on rule.CategoryId equals category.Id into categories
        from category in categories.DefaultIfEmpty()
        join variant in db.Variants on rule.VariantId equals variant.Id into variants
        from variant in variants.DefaultIfEmpty()
        select new AllocationRuleRow
        {
            Id = rule.Id,
            Channel = channel.Name,
            Category = category.Name,
            Sku = variant.Sku,
            Policy = rule.Figures.Policy,
            HighShare = rule.Figures.HighShare,
            MediumShare = rule.Figures.MediumShare,
            LowShare = rule.Figures.LowShare,
            Share = rule.Figures.Share,
            FixedAmount = rule.Figures.FixedAmount,
            Buffer = rule.Figures.Buffer,
            CartShare = rule.Figures.CartShare,
            AboveReserved = rule.Figures.AboveReserved,
        };
}
