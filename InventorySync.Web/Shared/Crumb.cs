namespace InventorySync.Web.Shared;

/// <summary>A step of the breadcrumbs.</summary>
public sealed record Crumb(string Text, string Href);
