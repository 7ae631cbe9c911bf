using System.Globalization;
using System.Text.RegularExpressions;

namespace InventorySync.Tests.Shared;

/// <summary>Every text of the theme can be read on every ground it stands on: at least 4.5 to 1, and 3 to 1 for the edges of controls (WCAG 2.2 AA).</summary>
public sealed partial class ThemeTests
{
    private static readonly string Css = File.ReadAllText(Repository.File("InventorySync.Web/wwwroot/css/theme.css"));

    private static readonly Dictionary<string, string> Brand = new()
    {
        ["primary"] = "#3f51b5", ["secondary"] = "#673ab7", ["accent"] = "#ff9800", ["success"] = "#4caf50", ["warning"] = "#ffc107", ["danger"] = "#f44336", ["border"] = "#bdbdbd",
    };

    public static TheoryData<string, string, string, double> Pairs()
    {
        var pairs = new TheoryData<string, string, string, double>();
        foreach (var scheme in new[] { "light", "dark" })
        {
            foreach (var ground in new[] { "page", "surface", "raised" })
            {
                foreach (var text in new[] { "text", "text-muted", "text-faint", "placeholder", "primary-text", "secondary-text", "accent-text", "success-text", "warning-text", "danger-text" })
                    pairs.Add(scheme, text, ground, 4.5);
                foreach (var edge in new[] { "border-strong", "focus" })
                    pairs.Add(scheme, edge, ground, 3);
            }

            foreach (var kind in new[] { "primary", "secondary", "accent", "success", "warning", "danger" })
                pairs.Add(scheme, $"{kind}-soft-text", $"{kind}-soft", 4.5);
            pairs.Add(scheme, "on-primary", "primary", 4.5);
            pairs.Add(scheme, "on-primary", "primary-pressed", 4.5);
            pairs.Add(scheme, "on-danger", "danger-fill", 4.5);
            pairs.Add(scheme, "on-accent", "accent", 4.5);
            pairs.Add(scheme, "text", "selected", 4.5);
            pairs.Add(scheme, "text-muted", "sunken", 4.5);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_can_be_read_on_its_ground(string scheme, string text, string ground, double atLeast)
    {
        var tokens = Tokens(scheme);

        var contrast = Contrast(tokens[text], tokens[ground]);

        Assert.True(contrast >= atLeast, $"--{text} on --{ground} in {scheme} has {contrast:0.00}, and {atLeast} is needed.");
    }

    [Fact]
    public void The_brand_has_its_colours() => Assert.All(Brand, colour => Assert.Contains($"--brand-{colour.Key}: {colour.Value};", Css, StringComparison.Ordinal));

    [Fact]
    public void The_light_scheme_stands_on_the_brands_ground_with_its_text()
    {
        var light = Tokens("light");

        Assert.Equal(("#212121", "#f5f5f5", "#3f51b5", "#bdbdbd"), (light["text"], light["page"], light["primary"], light["border"]));
    }

    private static Dictionary<string, string> Tokens(string scheme)
    {
        var brand = Token().Matches(Css[..Css.IndexOf(":root,", StringComparison.Ordinal)]);
        var block = Css[Css.IndexOf($":root[data-scheme=\"{scheme}\"] {{", StringComparison.Ordinal)..];
        var own = Token().Matches(block[..block.IndexOf('}', StringComparison.Ordinal)]);
        var all = brand.Concat(own).GroupBy(m => m.Groups[1].Value).ToDictionary(g => g.Key, g => g.Last().Groups[2].Value);
        return all.ToDictionary(t => t.Key, t => t.Value.StartsWith("var(--", StringComparison.Ordinal) ? all[t.Value[6..^1]] : t.Value);
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // as WCAG 2.2 defines it
    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var share = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
            return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    [GeneratedRegex(@"--([a-z0-9-]+):\s*(#[0-9a-f]{6}|var\(--[a-z0-9-]+\));")]
    private static partial Regex Token();
}
