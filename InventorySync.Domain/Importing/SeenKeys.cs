namespace InventorySync.Domain.Importing;

/// <summary>In which row a code stood first. Twelve bytes a code, so that a file of millions is known whole.</summary>
public sealed class SeenKeys
{
    private const int First = 1 << 12;

    private ulong[] _marks = new ulong[First];
    private int[] _rows = new int[First];
    private int _count;

    /// <summary>The earlier row that has this code, or null where this is the first.</summary>
    public int? Note(string kind, string key, int row)
    {
        if (_count * 10 > _marks.Length * 7)
            Grow();
        var mark = MarkOf(kind, key);
        var at = Place(_marks, mark);
        if (_marks[at] == mark)
            return _rows[at] == row ? null : _rows[at];

        (_marks[at], _rows[at]) = (mark, row);
        _count++;
        return null;
    }

    /// <summary>A mark of 64 bits, the same in every process.</summary>
    public static ulong MarkOf(string kind, string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in kind)
            hash = (hash ^ letter) * 1099511628211UL;
        hash = (hash ^ 0x1F) * 1099511628211UL;
        foreach (var letter in key)
            hash = (hash ^ letter) * 1099511628211UL;
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        return hash == 0 ? 1 : hash;
    }

    private void Grow()
    {
        var (marks, rows) = (new ulong[_marks.Length * 2], new int[_marks.Length * 2]);
        for (var i = 0; i < _marks.Length; i++)
        {
            if (_marks[i] == 0)
                continue;
            var at = Place(marks, _marks[i]);
            (marks[at], rows[at]) = (_marks[i], _rows[i]);
        }

        (_marks, _rows) = (marks, rows);
    }

    private static int Place(ulong[] marks, ulong mark)
    {
        var at = (int)(mark & (ulong)(marks.Length - 1));
        while (marks[at] != 0 && marks[at] != mark)
            at = (at + 1) & (marks.Length - 1);
        return at;
    }
}
