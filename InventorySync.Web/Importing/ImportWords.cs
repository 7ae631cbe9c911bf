using InventorySync.Domain.Importing;

namespace InventorySync.Web.Importing;

/// <summary>How imports and their rows are called on screens.</summary>
public static class ImportWords
{
    public static string TitleOf(Imports imports, string kind)
    {
        try
        {
            return imports.KindOf(kind).Title;
        }
        catch (BusinessRuleException)
        {
            // an import of a version that knew this kind
            return kind;
        }
    }

    public static string LookOf(RowOutcome outcome) => outcome switch
    {
        RowOutcome.New => "badge-success",
        RowOutcome.Changed => "badge-primary",
        RowOutcome.Wrong => "badge-danger",
        _ => "",
    };
}
