using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Access;

namespace InventorySync.Domain.Lists;

/// <summary>A view as the menu of a list offers it.</summary>
public sealed record ViewRow(long Id, string Name, string Query, string Columns, bool Shared, bool Own);

/// <summary>What a new view is called and who sees it.</summary>
public sealed class ViewDetails
{
    [Required(ErrorMessage = "Give the view a name.")]
    [StringLength(60)]
    public string Name { get; set; } = "";

    public bool Shared { get; set; }
}

/// <summary>Saved views of lists, and how each person wants to see a list.</summary>
public sealed class ListViews(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    public async Task<ListLayout> LayoutAsync(string list, CancellationToken ct = default)
    {
        if (actor.Actor.PersonId is not { } me)
            return new ListLayout { List = list };

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ListLayouts.AsNoTracking().FirstOrDefaultAsync(l => l.PersonId == me && l.List == list, ct) ?? new ListLayout { PersonId = me, List = list };
    }

    public async Task KeepLayoutAsync(ListLayout layout, CancellationToken ct = default)
    {
        if (actor.Actor.PersonId is not { } me)
            return;

        await dbs.ChangeAsync(async db =>
        {
            var kept = await db.ListLayouts.FirstOrDefaultAsync(l => l.PersonId == me && l.List == layout.List, ct);
            if (kept is null)
                db.ListLayouts.Add(kept = new ListLayout { PersonId = me, List = layout.List });
            kept.Columns = layout.Columns;
            kept.Dense = layout.Dense;
            kept.PageSize = layout.PageSize;
        }, ct);
    }

    /// <summary>The person's own views and those that are shared, by name.</summary>
    public async Task<IReadOnlyList<ViewRow>> ViewsAsync(string list, CancellationToken ct = default)
    {
        var me = actor.Actor.PersonId ?? 0;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.SavedViews.Where(v => v.List == list && (v.PersonId == me || v.Shared)).OrderBy(v => v.Name).ThenBy(v => v.Id)
            .Select(v => new ViewRow(v.Id, v.Name, v.Query, v.Columns, v.Shared, v.PersonId == me)).ToListAsync(ct);
    }

    /// <summary>Saves under this name; a view of one's own with the same name is replaced.</summary>
    public async Task<long> SaveAsync(string list, ViewDetails details, string query, string columns, CancellationToken ct = default)
    {
        if (actor.Actor.PersonId is not { } me)
            throw new BusinessRuleException("Sign in to save views of your own.");

        var view = await dbs.ChangeAsync(async db =>
        {
            var name = details.Name.Trim();
            var saved = await db.SavedViews.FirstOrDefaultAsync(v => v.PersonId == me && v.List == list && v.Name == name, ct);
            if (saved is null)
                db.SavedViews.Add(saved = new SavedView(me, list, name, query, columns, details.Shared));
            else
                saved.Change(query, columns, details.Shared);
            return saved;
        }, ct);
        return view.Id;
    }

    /// <summary>One's own; somebody else's shared view only with the permission to change the shop's settings.</summary>
    public async Task DeleteAsync(long viewId, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var view = await db.SavedViews.FirstOrDefaultAsync(v => v.Id == viewId, ct);
        if (view is null)
            return;
        if (view.PersonId != actor.Actor.PersonId)
            actor.Demand(Permissions.SettingsEdit);

        db.SavedViews.Remove(view);
        await db.SaveChangesAsync(ct);
    }
}
