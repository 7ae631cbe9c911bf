using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using InventorySync.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Forms;

/// <summary>A labelled field: label, hint and error are tied to the control, and the binding is that of Blazor's own inputs.</summary>
public abstract class FieldBase<TValue> : InputBase<TValue>
{
    private static int _count;

    private readonly string _ownId = $"field{Interlocked.Increment(ref _count)}";

    [CascadingParameter]
    private ShopForm? Form { get; set; }

    [Inject]
    private IStringLocalizer<Texts> Words { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>A line below the field: what it is for, or what it should look like.</summary>
    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    internal string Id => Form?.FieldId(FieldIdentifier.FieldName) ?? _ownId;

    internal IEnumerable<string> Errors => EditContext?.GetValidationMessages(FieldIdentifier) ?? [];

    internal bool Invalid => Errors.Any();

    internal string? DescribedBy => Invalid ? $"{Id}-error" : Hint is not null ? $"{Id}-hint" : null;

    internal string? AriaInvalid => Invalid ? "true" : null;

    /// <summary>Says "optional" beside the label: the input may stay empty.</summary>
    internal bool Optional => CanBeEmpty && Property?.GetCustomAttribute<RequiredAttribute>() is null;

    /// <summary>The longest text the input accepts.</summary>
    internal int? MaxLength => Property?.GetCustomAttribute<StringLengthAttribute>()?.MaximumLength ?? Property?.GetCustomAttribute<MaxLengthAttribute>()?.Length;

    protected virtual bool CanBeEmpty => default(TValue) is null;

    /// <summary>The name the value is posted under by a form without a circuit.</summary>
    protected string? PostedName => NameAttributeValue is { Length: > 0 } name ? name : null;

    private PropertyInfo? Property => (ValueExpression?.Body as MemberExpression)?.Member as PropertyInfo;

    protected override bool TryParseValueFromString(string? value, [MaybeNullWhen(false)] out TValue result, [NotNullWhen(false)] out string? validationErrorMessage)
    {
        validationErrorMessage = null;
        if (BindConverter.TryConvertTo(value, System.Globalization.CultureInfo.InvariantCulture, out result!))
            return true;

        validationErrorMessage = Words["This value is not possible."];
        return false;
    }
}
