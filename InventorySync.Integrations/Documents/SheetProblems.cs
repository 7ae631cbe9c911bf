using InventorySync.Domain.Common;

namespace InventorySync.Integrations.Documents;

/// <summary>What is wrong with a file, with the row and column that a spreadsheet shows for the place.</summary>
internal static class SheetProblems
{
    public static BusinessRuleException TooLarge(int megabytes) =>
        new("The file is larger than {0} MB. Split it into smaller ones, or raise the limit in the settings under “Files with tables”.", megabytes);

    public static BusinessRuleException TooManyRows(int most) =>
        new("The file has more than {0} rows. Split it into smaller ones, or raise the limit in the settings under “Files with tables”.", most);

    public static BusinessRuleException TooManyColumns(int row, int most) =>
        new("Row {0} has more than {1} columns. Delete those that are not needed, or raise the limit in the settings under “Files with tables”.", row, most);

    public static BusinessRuleException CellTooLong(int row, int column, int most) =>
        new("Row {0}, column {1}: the cell has more than {2} characters. Shorten it, or raise the limit in the settings under “Files with tables”.", row, ExcelParts.ColumnLetters(column), most);

    public static BusinessRuleException RowTooLong(int row) =>
        new("Row {0} is longer than a row can be. Look whether its line breaks are missing.", row);

    public static BusinessRuleException OpenQuote(int row, int column) =>
        new("Row {0}, column {1}: a quotation mark opens a text here that is never closed. Close it, or write it twice where the mark itself is meant.", row, ExcelParts.ColumnLetters(column));

    public static BusinessRuleException StrayQuote(int row, int column) =>
        new("Row {0}, column {1}: a quotation mark stands within the text. Write it twice where the mark itself is meant.", row, ExcelParts.ColumnLetters(column));

    public static BusinessRuleException NotText(int row, int column, string encoding) =>
        new("Row {0}, column {1}: there are characters here that no text has. The file is damaged, or its encoding is another one than {2}.", row, ExcelParts.ColumnLetters(column), encoding);

    public static BusinessRuleException Undecodable(int row, string encoding) =>
        new("Near row {0} there are letters that {1} does not have. Choose another encoding, or save the file again as CSV UTF-8.", row, encoding);

    public static BusinessRuleException Damaged(int row) => row > 0
        ? new("The workbook is damaged near row {0}. Open it in your spreadsheet program, and save it again.", row)
        : new("The workbook is damaged and cannot be read. Open it in your spreadsheet program, and save it again.");

    public static BusinessRuleException Empty() => new("The file has no rows. Choose a file with headings in its first row and rows below.");

    public static BusinessRuleException NoHeadings(int row) => new("Row {0} has no headings. Choose the row that has them.", row);
}
