using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Settings;

/// <summary>A value out of a list: refuses what is not in it, and gives the form its choices as value and title.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ChoiceAttribute : ValidationAttribute
{
    public abstract IEnumerable<(string Value, string Title)> Choices(DateTimeOffset at);

    protected abstract bool Exists(string value);

    public override bool IsValid(object? value) => value is null or "" || (value is string text && Exists(text));
}

public sealed class CurrencyChoiceAttribute : ChoiceAttribute
{
    public CurrencyChoiceAttribute() => ErrorMessage = "Choose a currency from the list.";

    public override IEnumerable<(string Value, string Title)> Choices(DateTimeOffset at) => Currencies.All.Select(c => (c.Key, $"{c.Key} · {c.Value}"));

    protected override bool Exists(string value) => Currencies.Exists(value);
}

public sealed class TimeZoneChoiceAttribute : ChoiceAttribute
{
    public TimeZoneChoiceAttribute() => ErrorMessage = "Choose a time zone from the list.";

    public override IEnumerable<(string Value, string Title)> Choices(DateTimeOffset at) => TimeZones.All.Select(z => (z, TimeZones.TitleOf(z, at)));

    protected override bool Exists(string value) => TimeZones.Exists(value);
}

public sealed class CountryChoiceAttribute : ChoiceAttribute
{
    public CountryChoiceAttribute() => ErrorMessage = "Choose a country from the list.";

    public override IEnumerable<(string Value, string Title)> Choices(DateTimeOffset at) =>
        Countries.Codes.Select(c => (c, Countries.NameOf(c))).OrderBy(c => c.Item2, StringComparer.CurrentCulture);

    protected override bool Exists(string value) => Countries.Exists(value);
}

public sealed class LanguageChoiceAttribute : ChoiceAttribute
{
    public LanguageChoiceAttribute() => ErrorMessage = "Choose a language from the list.";

    public override IEnumerable<(string Value, string Title)> Choices(DateTimeOffset at) => Languages.All.Select(l => (l.Key, l.Value));

    protected override bool Exists(string value) => Languages.Exists(value);
}
