namespace InventorySync.Domain.Access;

/// <summary>Told through the outbox, so that every node forgets what it knew of them.</summary>
public sealed record PersonAccessChanged(long PersonId);

public sealed record SessionsEnded(long PersonId);

public sealed record RoleChanged(long RoleId);

public sealed record InvitationChanged(long InvitationId);
