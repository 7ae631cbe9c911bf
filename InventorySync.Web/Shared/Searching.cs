using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Shared;

/// <summary>Something that was found or can be done: a link, or an action.</summary>
public sealed record Finding(string Text, string Icon)
{
    /// <summary>A paler word behind it: what it is, or where.</summary>
    public string? Detail { get; init; }

    public string? Href { get; init; }

    public Func<Task>? Run { get; init; }
}

public sealed record FindingGroup(string Title, IReadOnlyList<Finding> Findings);

/// <summary>What the search box at the top looks through. A capability registers one for what it keeps; it finds only what the person may see.</summary>
public interface ISearchSource
{
    string Title { get; }

    Task<IReadOnlyList<Finding>> FindAsync(string text, int most, CancellationToken ct);
}

/// <summary>Something to do by the command palette. Capabilities register theirs; whoever lacks the permission is not offered it.</summary>
public sealed record PaletteAction(string Title, string Icon, string Href, string? Permission = null);

/// <summary>Asks every source at once.</summary>
public sealed class Searching(IEnumerable<ISearchSource> sources, IStringLocalizer<Texts> texts, ILogger<Searching> log)
{
    private const int MostOfEach = 6;

    public async Task<IReadOnlyList<FindingGroup>> FindAsync(string text, CancellationToken ct = default)
    {
        var wanted = text.Trim();
        if (wanted.Length == 0)
            return [];

        var groups = await Task.WhenAll(sources.Select(source => AskAsync(source, wanted, ct)));
        return [.. groups.Where(g => g.Findings.Count > 0)];
    }

    /// <summary>Every word stands somewhere in one of the texts, whatever its capitals and accents.</summary>
    public static bool Matches(string text, params string?[] where) =>
        Text.Folded(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => where.Any(w => w is not null && Text.Folded(w).Contains(word, StringComparison.Ordinal)));

    // one source that fails must not take the others with it
    private async Task<FindingGroup> AskAsync(ISearchSource source, string text, CancellationToken ct)
    {
        try
        {
            return new FindingGroup(texts[source.Title], await source.FindAsync(text, MostOfEach, ct));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "Searching {Source} failed", source.Title);
            return new FindingGroup(texts[source.Title], []);
        }
    }
}

/// <summary>Finds pages of the menu by their title in the person's language.</summary>
public sealed class PageSearch(CurrentActor actor, IStringLocalizer<Texts> texts) : ISearchSource
{
    public string Title => "Pages";

    public Task<IReadOnlyList<Finding>> FindAsync(string text, int most, CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>(
        [.. Navigation.For(actor).Where(e => Searching.Matches(text, texts[e.Title], e.Title)).Take(most).Select(FindingOf)]);

    private Finding FindingOf(NavigationEntry entry) => new(texts[entry.Title], entry.Icon) { Href = entry.Path, Detail = entry.Group.Length > 0 ? texts[entry.Group].Value : null };
}
