using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using InventorySync.Domain.Common;
using InventorySync.Web.Languages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace InventorySync.Tests.Languages;

public sealed partial class TextsTests
{
    private static readonly ResourceManager Resources = new(typeof(Texts));

    public static TheoryData<string> Translated => [.. Domain.Common.Languages.All.Keys.Except([Domain.Common.Languages.Default])];

    [Fact]
    public void The_texts_of_the_screens_are_found()
    {
        Assert.Superset(
            new HashSet<string>
            {
                "Locations", "Owner", "Warehouse", "Opening hours", "Back up the shop", "Another location already has the code {0}. Choose a different code.",
                "Use at most 120 characters for the name.", "by passkey", "signed out everywhere", "Create and change roles", "not proven", "Nothing waits for you. All is well.",
            },
            ShownTexts.All.ToHashSet());
    }

    [Theory, MemberData(nameof(Translated))]
    public void Every_text_is_translated(string language)
    {
        var texts = In(language);
        AssertNone(language, "missing", ShownTexts.All.Where(text => !Has(texts, text)));
    }

    [Theory, MemberData(nameof(Translated))]
    public void No_translation_is_left_over(string language) => AssertNone(language, "unused", In(language).Keys.Except(ShownTexts.All).Except(ShownTexts.Written));

    [Theory, MemberData(nameof(Translated))]
    public void A_translation_says_something_and_keeps_the_places_of_the_figures(string language) =>
        AssertNone(language, "wrong", In(language).Where(t => string.IsNullOrWhiteSpace(t.Value) || !PlacesIn(t.Key).SetEquals(PlacesIn(t.Value))).Select(t => t.Key));

    [Theory]
    [InlineData("de", "Standorte")]
    [InlineData("de-CH", "Standorte")]
    [InlineData("es", "Ubicaciones")]
    [InlineData("fr", "Sites")]
    [InlineData("sw", "Maeneo")]
    [InlineData("sw-KE", "Maeneo")]
    [InlineData("en", "Locations")]
    [InlineData("ja", "Locations")]
    public void The_screens_speak_the_readers_language(string language, string locations)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            var texts = new ServiceCollection().AddLogging().AddTexts().BuildServiceProvider().GetRequiredService<IStringLocalizer<Texts>>();
            Assert.Equal(locations, texts["Locations"]);
            Assert.Equal(texts["created"].Value, texts["Created"].Value, ignoreCase: true);
            Assert.True(char.IsUpper(texts["Created"].Value[0]));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    // "created" stands for "Created" too
    private static bool Has(Dictionary<string, string> texts, string text) => texts.ContainsKey(text) || texts.ContainsKey(char.ToLowerInvariant(text[0]) + text[1..]);

    private static Dictionary<string, string> In(string language)
    {
        var set = Resources.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return set.Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");
    }

    private static HashSet<string> PlacesIn(string text) => Place().Matches(text).Select(m => m.Value).ToHashSet();

    private static void AssertNone(string language, string what, IEnumerable<string> texts)
    {
        var found = texts.Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, $"{found.Count} {what} in {language}:\n{string.Join('\n', found.Select(text => $"{language}: {text}"))}");
    }

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}")]
    private static partial Regex Place();
}
