namespace InventorySync.Integrations.Documents;

/// <summary>The texts of the row before: brands, categories and prices repeat themselves, and need not be made anew.</summary>
internal sealed class RecentTexts
{
    private readonly List<string> _before = [];

    public string Of(int column, ReadOnlySpan<char> text)
    {
        while (_before.Count <= column)
            _before.Add("");
        if (text.SequenceEqual(_before[column]))
            return _before[column];
        return _before[column] = text.ToString();
    }
}
