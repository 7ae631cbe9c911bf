using InventorySync.Domain.Access;
using InventorySync.Domain.Jobs;
using Microsoft.Extensions.Logging;

namespace InventorySync.Data.Jobs;

/// <summary>What all work on this node needs.</summary>
internal sealed class WorkPlace(InventoryDatabase database, JobsSettings settings, Node node, TimeProvider clock, ILogger<WorkPlace> log)
{
    public JobsSettings Settings { get; } = settings;

    public string Node { get; } = node.Name;

    public TimeProvider Clock { get; } = clock;

    public ILogger Log { get; } = log;

    /// <summary>How long work belongs to a node that is not heard of.</summary>
    public TimeSpan Hold { get; } = TimeSpan.FromSeconds(settings.TakeOverSeconds);

    public InventoryDb Open() => database.Open(Actor.System("Jobs"));

    public static string NewToken() => Text.RandomToken();

    /// <summary>Saves how work ended, if it still belongs to this run, and tells it.</summary>
    public async Task<bool> SaveAsync<TWork>(TWork work, string token, Action<TWork> change)
        where TWork : Work
    {
        await using var db = Open();
        var kept = await db.Set<TWork>().SingleOrDefaultAsync(w => w.Id == work.Id && w.RunToken == token);
        if (kept is null)
            return false;

        change(kept);
        db.Tell(kept, Clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (ChangedMeanwhileException)
        {
            return false;
        }
    }
}
