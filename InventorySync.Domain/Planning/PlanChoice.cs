using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Access;

namespace InventorySync.Domain.Planning;

/// <summary>What people decided about ordering a variant; it goes before what is computed.</summary>
public sealed class PlanChoice : IVersioned, IAudited
{
    private PlanChoice()
    {
    }

    public long Id { get; private set; }

    public long VariantId { get; private set; }

    /// <summary>Zero for the whole shop, otherwise the location.</summary>
    public long GroupId { get; private set; }

    public decimal? ReorderPoint { get; private set; }

    public decimal? OrderUpTo { get; private set; }

    public decimal? Service { get; private set; }

    public int? ShelfLifeDays { get; private set; }

    /// <summary>It is never suggested.</summary>
    public bool LeftOut { get; private set; }

    public ulong Version { get; private set; }

    public string AuditName => FormattableString.Invariant($"#{VariantId}");

    public static PlanChoice For(long variantId, long groupId) => new() { VariantId = variantId, GroupId = groupId };

    public void Change(PlanChoiceDetails details)
    {
        Input.Check(details);
        (ReorderPoint, OrderUpTo, Service, ShelfLifeDays, LeftOut) = (details.ReorderPoint, details.OrderUpTo, details.Service, details.ShelfLifeDays, details.LeftOut);
    }
}

public sealed record PlanChoiceDetails : IValidatableObject
{
    [Range(0, 10_000_000, ErrorMessage = "Enter a quantity of zero or more, or leave it empty.")]
    public decimal? ReorderPoint { get; set; }

    [Range(0, 10_000_000, ErrorMessage = "Enter a quantity of zero or more, or leave it empty.")]
    public decimal? OrderUpTo { get; set; }

    [Range(50, 99.9, ErrorMessage = "Enter a share from 50 to 99.9 %, or leave it empty.")]
    public decimal? Service { get; set; }

    [Range(1, 3650, ErrorMessage = "Enter 1 to 3,650 days, or leave it empty.")]
    public int? ShelfLifeDays { get; set; }

    public bool LeftOut { get; set; }

    public static PlanChoiceDetails Of(PlanChoice? choice) => choice is null ? new() : new()
    {
        ReorderPoint = choice.ReorderPoint,
        OrderUpTo = choice.OrderUpTo,
        Service = choice.Service,
        ShelfLifeDays = choice.ShelfLifeDays,
        LeftOut = choice.LeftOut,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OrderUpTo < ReorderPoint)
            yield return new ValidationResult("Order up to at least the point at which you order.", [nameof(OrderUpTo)]);
    }
}

/// <summary>Keeps what people decided about ordering, and plans anew at once.</summary>
public sealed class PlanChoices(IDbContextFactory<InventoryDb> dbs, Replenishment replenishment, CurrentActor actor)
{
    public async Task<PlanChoice?> FindAsync(long variantId, long groupId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PlanningView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.PlanChoices.AsNoTracking().SingleOrDefaultAsync(c => c.VariantId == variantId && c.GroupId == groupId, ct);
    }

    /// <summary>The version is the one that was read with it; null says that nothing was decided before.</summary>
    public async Task SaveAsync(long variantId, long groupId, ulong? version, PlanChoiceDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PlanningEdit);
        Input.Check(details);
        await dbs.ChangeAsync(async db =>
        {
            if (!await db.Variants.AnyAsync(v => v.Id == variantId, ct))
                throw Catalog.CatalogBook.MissingVariant();
            if (groupId != VariantForecast.WholeShop && !await db.Locations.AnyAsync(l => l.Id == groupId, ct))
                throw new NotFoundException("This location is not here any more, or not among those you work in.");

            var choice = await db.PlanChoices.SingleOrDefaultAsync(c => c.VariantId == variantId && c.GroupId == groupId, ct);
            if (choice?.Version != version)
                throw new ChangedMeanwhileException();
            if (choice is null)
                db.PlanChoices.Add(choice = PlanChoice.For(variantId, groupId));
            choice.Change(details);
        }, ct);
        await replenishment.PlanAsync([variantId], ct);
    }

    /// <summary>The fixed threshold of many rows of the planning list at once; null gives them back to the forecast.</summary>
    public async Task SetPointAsync(IReadOnlyCollection<long> planIds, PointDetails point, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PlanningEdit);
        Input.Check(point);
        if (planIds.Count == 0)
            throw new BusinessRuleException("Select at least one row.");

        var ids = planIds.ToArray();
        var variants = await dbs.ChangeAsync(async db =>
        {
            var plans = await db.ReorderPlans.Where(p => ids.Contains(p.Id)).Select(p => new { p.VariantId, p.GroupId }).ToListAsync(ct);
            var keys = plans.Select(p => p.VariantId).ToArray();
            var choices = await db.PlanChoices.Where(c => keys.Contains(c.VariantId)).ToDictionaryAsync(c => (c.VariantId, c.GroupId), ct);
            foreach (var plan in plans)
            {
                if (!choices.TryGetValue((plan.VariantId, plan.GroupId), out var choice))
                    db.PlanChoices.Add(choice = PlanChoice.For(plan.VariantId, plan.GroupId));
                var details = PlanChoiceDetails.Of(choice);
                details.ReorderPoint = point.ReorderPoint;
                details.OrderUpTo = details.OrderUpTo < point.ReorderPoint ? null : details.OrderUpTo;
                choice.Change(details);
            }

            return keys;
        }, ct);
        await replenishment.PlanAsync(variants, ct);
    }
}

public sealed record PointDetails
{
    [Range(0, 10_000_000, ErrorMessage = "Enter a quantity of zero or more, or leave it empty.")]
    public decimal? ReorderPoint { get; set; }
}
