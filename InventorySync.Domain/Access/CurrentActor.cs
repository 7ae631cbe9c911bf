namespace InventorySync.Domain.Access;

/// <summary>Who acts in this scope: a request, a screen's circuit or a job. Services ask it before they change anything.</summary>
public sealed class CurrentActor
{
    public Actor Actor { get; set; } = Actor.Visitor;

    public bool May(string permission) => Actor.May(permission);

    public void Demand(string permission)
    {
        if (!May(permission))
            throw new ForbiddenException(permission);
    }
}

/// <summary>The actor lacks a permission. The page or endpoint should have said so before; this is the last door.</summary>
public sealed class ForbiddenException(string permission)
    : BusinessRuleException("You are not allowed to do this. Ask the shop's owner for the permission “{0}”.", Access.Permissions.TitleOf(permission))
{
    public string Permission { get; } = permission;
}
