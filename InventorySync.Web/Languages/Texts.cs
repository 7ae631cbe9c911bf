namespace InventorySync.Web.Languages;

/// <summary>Names the resource files of this folder. The English text is the key, so what is not translated yet still reads well.</summary>
public sealed class Texts;
