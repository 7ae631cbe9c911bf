using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using InventorySync.Domain.Settings;
using InventorySync.Web.Forms;
using InventorySync.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Settings;

/// <summary>The field of the form that fits a property of a settings record: its kind by the property's type and annotations, its words by [Display].</summary>
public sealed class SettingsField : ComponentBase
{
    private static readonly MethodInfo BindMethod = typeof(SettingsField).GetMethod(nameof(Bind), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private IReadOnlyList<Choice> _choices = [];

    [Parameter, EditorRequired]
    public object Model { get; set; } = null!;

    [Parameter, EditorRequired]
    public PropertyInfo Property { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <summary>The component that edits a property, or null where there is none yet: a test asks for every registered section.</summary>
    public static Type? EditorOf(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            _ when property.GetCustomAttribute<ChoiceAttribute>() is not null => typeof(SearchChoiceField),
            _ when type == typeof(string) => typeof(TextField),
            _ when property.PropertyType == typeof(bool) => typeof(SwitchField),
            { IsEnum: true } => typeof(ChoiceField<>).MakeGenericType(property.PropertyType),
            _ when type == typeof(int) || type == typeof(long) || type == typeof(decimal) => typeof(NumberField<>).MakeGenericType(property.PropertyType),
            _ => null,
        };
    }

    protected override void OnParametersSet()
    {
        if (Property.GetCustomAttribute<ChoiceAttribute>() is { } choice && _choices.Count == 0)
            _choices = [.. choice.Choices(Clock.GetUtcNow()).Select(c => new Choice(c.Value, c.Title))];
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent(0, EditorOf(Property)!);
        BindMethod.MakeGenericMethod(Property.PropertyType).Invoke(this, [builder]);
        builder.AddComponentParameter(4, nameof(FieldBase<string>.Label), L[SettingsWords.TitleOf(Property)].Value);
        if (SettingsWords.HintOf(Property) is { } hint)
            builder.AddComponentParameter(5, nameof(FieldBase<string>.Hint), L[hint].Value);
        if (_choices.Count > 0)
            builder.AddComponentParameter(6, nameof(SearchChoiceField.Choices), _choices);
        if (Property.GetCustomAttribute<UnitAttribute>() is { } unit)
            builder.AddComponentParameter(7, nameof(NumberField<int>.Unit), L[unit.Unit].Value);
        if (Property.GetCustomAttribute<DataTypeAttribute>()?.DataType == DataType.MultilineText)
            builder.AddComponentParameter(8, nameof(TextField.Lines), 4);
        if (SettingsContent.IsSecret(Property))
            builder.AddComponentParameter(9, nameof(TextField.Type), "password");
        builder.CloseComponent();
    }

    private void Bind<TValue>(RenderTreeBuilder builder)
    {
        builder.AddComponentParameter(1, "Value", (TValue?)Property.GetValue(Model));
        // records of settings cannot be changed by code; the form's own copy is filled past that
        builder.AddComponentParameter(2, "ValueChanged", EventCallback.Factory.Create<TValue>(this, value => Property.SetValue(Model, value ?? Empty())));
        builder.AddComponentParameter(3, "ValueExpression", Expression.Lambda<Func<TValue>>(Expression.Property(Expression.Constant(Model), Property)));
    }

    private object? Empty() => Property.PropertyType == typeof(string) && new NullabilityInfoContext().Create(Property).WriteState == NullabilityState.NotNull ? "" : null;
}

/// <summary>What a section and its values are called on the screen.</summary>
public static class SettingsWords
{
    public static string TitleOf(PropertyInfo property) => property.GetCustomAttribute<DisplayAttribute>()?.Name ?? ChoiceText.Of(property.Name);

    public static string? HintOf(PropertyInfo property) => property.GetCustomAttribute<DisplayAttribute>()?.Description;

    public static string GroupOf(PropertyInfo property) => property.GetCustomAttribute<DisplayAttribute>()?.GroupName ?? "";

    public static string TitleOf(SettingsSection section, string property) => section.Type.GetProperty(property) is { } known ? TitleOf(known) : ChoiceText.Of(property);

    /// <summary>A stored value as people read it.</summary>
    public static string ValueOf(string? value, IStringLocalizer<Texts> texts) => value switch
    {
        null => texts["nothing"],
        "True" => texts["yes"],
        "False" => texts["no"],
        _ => value,
    };
}
