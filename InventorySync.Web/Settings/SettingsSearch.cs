using System.Reflection;
using InventorySync.Domain.Settings;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Settings;

/// <summary>Finds a setting by its name or what it is for, on the settings page and from everywhere.</summary>
public sealed class SettingsSearch(ShopSettings settings, IStringLocalizer<Texts> texts) : ISearchSource
{
    public string Title => "Settings";

    public static string AddressOf(SettingsSection section, PropertyInfo? property = null) =>
        $"/settings/{section.Name}{(property is null ? "" : $"?field={property.Name}")}";

    /// <summary>Sections whose name matches, and single settings.</summary>
    public static IEnumerable<(SettingsSection Section, PropertyInfo? Property)> Find(IEnumerable<SettingsSection> sections, string text, IStringLocalizer<Texts> texts) =>
        sections.SelectMany(section => FindIn(section, text, texts));

    public Task<IReadOnlyList<Finding>> FindAsync(string text, int most, CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>(
    [
        .. Find(settings.Sections, text, texts).Take(most).Select(found => found.Property is null
            ? new Finding(texts[found.Section.Title], found.Section.Icon) { Href = AddressOf(found.Section), Detail = texts[found.Section.Summary] }
            : new Finding(texts[SettingsWords.TitleOf(found.Property)], found.Section.Icon) { Href = AddressOf(found.Section, found.Property), Detail = texts[found.Section.Title] }),
    ]);

    private static IEnumerable<(SettingsSection, PropertyInfo?)> FindIn(SettingsSection section, string text, IStringLocalizer<Texts> texts)
    {
        if (Searching.Matches(text, texts[section.Title], section.Title, texts[section.Summary]))
            yield return (section, null);
        foreach (var property in SettingsContent.PropertiesOf(section.Type))
        {
            var (title, hint) = (SettingsWords.TitleOf(property), SettingsWords.HintOf(property));
            if (Searching.Matches(text, texts[title], title, hint is null ? null : texts[hint].Value))
                yield return (section, property);
        }
    }
}
