using InventorySync.Domain.Importing;

namespace InventorySync.Web.Importing;

/// <summary>What somebody said of a file's columns.</summary>
public sealed record ChosenColumns(string Kind, IReadOnlyList<string> Columns, ImportOptions Options);
