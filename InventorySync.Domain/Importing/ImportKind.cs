using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Importing;

/// <summary>A code that stands in one row of a file only.</summary>
public readonly record struct UniqueKey(string Kind, string Key, string Field);

/// <summary>One kind of thing that a file can hold. Rows are looked up, checked and written many at a time; the check and the import ask the same question.</summary>
public abstract class ImportKind
{
    /// <summary>Its name in the database and in addresses; never changed once released.</summary>
    public abstract string Name { get; }

    public abstract string Title { get; }

    /// <summary>One sentence that says what it is for.</summary>
    public abstract string Summary { get; }

    public abstract string Permission { get; }

    public virtual string Icon => "table";

    public virtual int Order => 100;

    public abstract IReadOnlyList<ImportField> Fields { get; }

    /// <summary>Whether a template makes sense; a file of another program has a layout of its own.</summary>
    public virtual bool HasTemplate => true;

    /// <summary>Whether people can choose it for a file; work on a selection is started from a list.</summary>
    public virtual bool ForFiles => true;

    /// <summary>What is done with columns of a known layout that are left out, in words.</summary>
    public virtual IReadOnlyList<Sentence> NotesFor(IReadOnlyList<string> headings) => [];

    /// <summary>Known by its headings alone: the export of another program.</summary>
    public virtual bool Recognises(IReadOnlyCollection<string> foldedHeadings) => false;

    /// <summary>What must not stand in two rows.</summary>
    public virtual IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) => [];

    /// <summary>Rows that follow each other with the same answer are looked at together.</summary>
    public virtual string GroupOf(ImportedRow row) => "";

    /// <summary>A rule over the chosen columns, where a list of needed fields does not say enough.</summary>
    public virtual Sentence? ProblemOf(ImportColumns columns)
    {
        var missing = Fields.FirstOrDefault(f => f.Needed && !columns.Gives(f.Key));
        return missing is null ? null : new Sentence("Say which column holds “{0}”, or enter one value for all rows.", missing.Title);
    }

    /// <summary>The rows of work on a selection.</summary>
    public virtual IEnumerable<ImportedRow> RowsOf(ImportRun run, ImportColumns columns) => [];

    /// <summary>What the rows would do. Where the pass writes, what it depends on is kept as it is until the transaction ends.</summary>
    public abstract Task<ImportPlan> PlanAsync(ImportContext context, IReadOnlyList<ImportedRow> rows, CancellationToken ct);

    /// <summary>Takes rows back that are as the import left them; marks each as taken back or kept.</summary>
    public virtual Task UndoAsync(ImportContext context, IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        foreach (var row in rows)
            row.Keep("This kind of import cannot be taken back.");
        return Task.CompletedTask;
    }
}

public static class ImportKinds
{
    public static IServiceCollection AddImportKind<TKind>(this IServiceCollection services)
        where TKind : ImportKind =>
        services.AddScoped<TKind>().AddScoped<ImportKind>(p => p.GetRequiredService<TKind>());
}
