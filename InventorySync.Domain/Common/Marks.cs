namespace InventorySync.Domain.Common;

/// <summary>Edited by people: the version they saw goes with the form, and a newer one in the database refuses the save.</summary>
public interface IVersioned
{
    ulong Version { get; }
}

/// <summary>Every change to it is written to the audit in the same transaction.</summary>
public interface IAudited
{
    /// <summary>What people call this one: its name or number.</summary>
    string AuditName { get; }
}

/// <summary>Rows that are written once. The database refuses to change or delete them.</summary>
public interface IAppendOnly;

/// <summary>Kept out of the audit's from and to: the audit only tells that it changed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>Changes by itself all the time and says nothing; the audit passes it over.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotAuditedAttribute : Attribute;
