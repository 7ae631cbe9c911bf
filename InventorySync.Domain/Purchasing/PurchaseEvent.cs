namespace InventorySync.Domain.Purchasing;

public enum PurchaseEventKind
{
    Created,
    Changed,
    Submitted,
    Approved,
    SentBack,
    Sent,
    NotSent,
    Received,
    TakenBack,
    CostAdded,
    Closed,
    Cancelled,
    Note,
}

/// <summary>One thing that happened to a purchase order, and through whom. Written once.</summary>
public sealed class PurchaseEvent : IAppendOnly
{
    private PurchaseEvent()
    {
    }

    internal PurchaseEvent(PurchaseEventKind kind, Sentence said, Maker maker) =>
        (Kind, Said, At, ActorName, PersonId) = (kind, said, maker.At, maker.Name, maker.PersonId);

    public long Id { get; private set; }

    public long PurchaseOrderId { get; private set; }

    /// <summary>Counts the events of an order: several may happen in one instant.</summary>
    public int Position { get; internal set; }

    public PurchaseEventKind Kind { get; private set; }

    public Sentence Said { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public string ActorName { get; private set; } = "";

    public long? PersonId { get; private set; }
}

public enum PurchaseMailState
{
    Waiting,
    Sent,

    /// <summary>Given up; somebody must look at the address or the settings.</summary>
    Failed,
}

/// <summary>An order on its way to the supplier by mail: written with the wish to send it, so that a restart forgets nothing and a second click sends nothing twice.</summary>
public sealed class PurchaseMail
{
    private const int MostAttempts = 8;

    private PurchaseMail()
    {
    }

    internal PurchaseMail(long purchaseOrderId, string to, string subject, string body, Maker maker)
    {
        PurchaseOrderId = purchaseOrderId;
        (To, Subject, Body) = (to, subject, body);
        (RequestedAt, RequestedBy, NextTryAt) = (maker.At, maker.Name, maker.At);
    }

    public long Id { get; private set; }

    public long PurchaseOrderId { get; private set; }

    /// <summary>Names the mail to mail servers: the same at every attempt, so that a receiver can tell a repetition.</summary>
    public string MessageToken { get; private set; } = Text.RandomToken();

    public string To { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string Body { get; private set; } = "";

    public PurchaseMailState State { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset NextTryAt { get; private set; }

    public string? Problem { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public string RequestedBy { get; private set; } = "";

    public DateTimeOffset? SentAt { get; private set; }

    internal void Delivered(DateTimeOffset at) => (State, SentAt, Problem) = (PurchaseMailState.Sent, at, null);

    /// <summary>Tried again later, each time after a longer pause, until it is given up.</summary>
    internal void Failed(string problem, bool forGood, DateTimeOffset at)
    {
        Problem = PurchaseLine.Cut(problem, 400);
        NextTryAt = at + TimeSpan.FromMinutes(Math.Pow(3, Math.Min(Attempts, 6)));
        if (forGood || Attempts >= MostAttempts)
            State = PurchaseMailState.Failed;
    }
}
