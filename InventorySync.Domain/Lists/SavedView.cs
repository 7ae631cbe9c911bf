namespace InventorySync.Domain.Lists;

/// <summary>Search, filters, sort and columns of a list under a name, for oneself or for everybody.</summary>
public sealed class SavedView
{
    public SavedView(long personId, string list, string name, string query, string columns, bool shared)
    {
        PersonId = personId;
        List = list;
        Name = name;
        Query = query;
        Columns = columns;
        Shared = shared;
    }

    private SavedView()
    {
    }

    public long Id { get; private set; }

    /// <summary>Who made it.</summary>
    public long PersonId { get; private set; }

    public string List { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Query { get; private set; } = "";

    /// <summary>The names of the columns in their order, with commas between; empty for the list's own.</summary>
    public string Columns { get; private set; } = "";

    public bool Shared { get; private set; }

    public void Change(string query, string columns, bool shared)
    {
        Query = query;
        Columns = columns;
        Shared = shared;
    }
}

/// <summary>How somebody wants to see a list: columns in their order, rows apart or close, how many on a page.</summary>
public sealed class ListLayout
{
    public long PersonId { get; set; }

    public string List { get; set; } = "";

    public string Columns { get; set; } = "";

    public bool Dense { get; set; }

    public int PageSize { get; set; } = ListAddress.UsualSize;
}
