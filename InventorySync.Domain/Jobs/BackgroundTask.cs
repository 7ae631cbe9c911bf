using System.Text.Json;
using InventorySync.Domain.Access;

namespace InventorySync.Domain.Jobs;

/// <summary>A piece of work somebody started and need not wait for. It belongs to whichever node holds its run token, and outlives every one of them.</summary>
public sealed class BackgroundTask : Work
{
    public const string SubjectPrefix = "task";

    public BackgroundTask(string kind, Sentence title, object input, Actor starter, DateTimeOffset now)
    {
        Kind = kind;
        Title = title;
        Input = JsonSerializer.Serialize(input, input.GetType(), JsonSerializerOptions.Web);
        StartedBy = starter.Name;
        StartedById = starter.PersonId;
        StartedByKeyId = starter.ApiKeyId;
        Starter = ActorText.Write(starter);
        CreatedAt = now;
        State = WorkState.Waiting;
    }

    private BackgroundTask()
    {
    }

    public Sentence Title { get; private set; } = new("");

    public long? StartedByKeyId { get; private set; }

    public string Input { get; private set; } = "";

    /// <summary>How far the handler has come, in its own words; given to it when it begins anew.</summary>
    public string? Checkpoint { get; private set; }

    /// <summary>With whose permissions it runs: as they were when it was started.</summary>
    public string Starter { get; private set; } = "";

    /// <summary>How often a node began it.</summary>
    public int Attempts { get; private set; }

    /// <summary>While it waits: not before then.</summary>
    public DateTimeOffset? NotBefore { get; private set; }

    /// <summary>Where the result is to be seen or fetched.</summary>
    public string? ResultLink { get; private set; }

    /// <summary>The person who started it has seen how it ended.</summary>
    public bool Seen { get; private set; }

    public override string Subject => $"{SubjectPrefix}:{Id}";

    public Actor StarterActor => ActorText.Read(Starter);

    public TInput ReadInput<TInput>() => JsonSerializer.Deserialize<TInput>(Input, JsonSerializerOptions.Web)!;

    public TCheckpoint? ReadCheckpoint<TCheckpoint>() => Checkpoint is null ? default : JsonSerializer.Deserialize<TCheckpoint>(Checkpoint, JsonSerializerOptions.Web);

    public void Finish(WorkResult result, DateTimeOffset now)
    {
        End(WorkState.Done, result.Said, null, now);
        ResultLink = result.Link;
    }

    public void Begin(string node, string token, DateTimeOffset now, TimeSpan hold)
    {
        Run(node, token, now, hold);
        Attempts++;
    }

    /// <summary>Back to the others: another node goes on, at once or after a pause.</summary>
    public void GiveBack(DateTimeOffset? notBefore)
    {
        State = WorkState.Waiting;
        RunToken = null;
        HeldUntil = null;
        NotBefore = notBefore;
    }

    /// <summary>Once more, from the last checkpoint on.</summary>
    public void TryAgain()
    {
        if (State is not (WorkState.Failed or WorkState.Cancelled))
            throw new BusinessRuleException("Only work that failed or was cancelled can be tried again.");

        State = WorkState.Waiting;
        Attempts = 0;
        Error = null;
        EndedAt = null;
        CancelAskedBy = null;
        NotBefore = null;
        Seen = false;
    }

    public void MarkSeen() => Seen = true;
}

/// <summary>How background work ended: a sentence for people, and where to see or fetch what it made.</summary>
public sealed record WorkResult(Sentence Said, string? Link = null);
