namespace InventorySync.Web.Forms;

/// <summary>A value that may be chosen beside others, with the words people read and the name that programs use.</summary>
public sealed record Check<TItem>(TItem Value, string Text, string? Note = null, string? Group = null);
