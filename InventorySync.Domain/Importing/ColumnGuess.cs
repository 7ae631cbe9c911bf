namespace InventorySync.Domain.Importing;

/// <summary>Guesses which column holds what: by its heading first, then by what stands in it.</summary>
public static class ColumnGuess
{
    private const int EnoughSamples = 3;

    public static List<string> For(ImportKind kind, SheetLook look)
    {
        var guessed = look.Headings.Select(_ => "").ToList();
        var free = kind.Fields.ToDictionary(f => f.Key);
        ByName(look.Headings, guessed, free, exact: true);
        ByName(look.Headings, guessed, free, exact: false);
        ByContent(look, guessed, free);
        return guessed;
    }

    /// <summary>How many columns this kind would use; the needed fields must be among them.</summary>
    public static int Score(ImportKind kind, SheetLook look)
    {
        var guessed = For(kind, look);
        return kind.Fields.Where(f => f.Needed && f.Key != "location").All(f => guessed.Contains(f.Key)) ? guessed.Count(g => g.Length > 0) : 0;
    }

    /// <summary>As headings are compared: without capitals, accents, signs and blanks.</summary>
    public static string Fold(string heading) => new([.. Text.Folded(heading).Where(char.IsLetterOrDigit)]);

    private static void ByName(IReadOnlyList<string> headings, List<string> guessed, Dictionary<string, ImportField> free, bool exact)
    {
        for (var i = 0; i < headings.Count; i++)
        {
            if (guessed[i].Length > 0 || Fold(headings[i]) is not { Length: > 0 } heading)
                continue;
            var found = free.Values.FirstOrDefault(f => NamesOf(f).Any(name => exact ? name == heading : name.Length > 3 && heading.Contains(name, StringComparison.Ordinal) && heading.Length <= name.Length + 8));
            if (found is null)
                continue;
            guessed[i] = found.Key;
            free.Remove(found.Key);
        }
    }

    private static void ByContent(SheetLook look, List<string> guessed, Dictionary<string, ImportField> free)
    {
        foreach (var field in free.Values.Where(f => f.LooksLike is not null).ToList())
        {
            for (var i = 0; i < guessed.Count; i++)
            {
                var samples = look.FirstRows.Where(r => i < r.Cells.Count && r.Cells[i].Kind is not CellKind.Empty).Select(r => r.Cells[i].Text.Trim()).ToList();
                if (guessed[i].Length > 0 || samples.Count < EnoughSamples || !samples.TrueForAll(s => field.LooksLike!(s)))
                    continue;
                guessed[i] = field.Key;
                break;
            }
        }
    }

    private static IEnumerable<string> NamesOf(ImportField field) => field.Aliases.Append(field.Title).Append(field.Key).Select(Fold);
}
