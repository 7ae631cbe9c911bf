using System.ComponentModel.DataAnnotations;
using System.Reflection;
using InventorySync.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Forms;

/// <summary>Checks a form's input by its data annotations, in the reader's language, and keeps the shop's refusals of single fields.</summary>
public sealed class FormValidator : ComponentBase, IDisposable
{
    private EditContext? _watched;
    private ValidationMessageStore _input = null!;
    private ValidationMessageStore _refusals = null!;

    [CascadingParameter]
    private EditContext Context { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Texts> L { get; set; } = null!;

    /// <summary>What is wrong, by field, in the order of the input's properties.</summary>
    public IEnumerable<(string Field, string Message)> Messages =>
        from property in Context.Model.GetType().GetProperties()
        from message in Context.GetValidationMessages(Context.Field(property.Name))
        select (property.Name, message);

    public void Refuse(FieldIdentifier field, string message)
    {
        _refusals.Add(field, message);
        Context.NotifyValidationStateChanged();
    }

    public void ClearRefusals()
    {
        _refusals.Clear();
        Context.NotifyValidationStateChanged();
    }

    protected override void OnParametersSet()
    {
        if (_watched == Context)
            return;

        Forget();
        _watched = Context;
        _input = new ValidationMessageStore(Context);
        _refusals = new ValidationMessageStore(Context);
        Context.OnValidationRequested += OnValidationRequested;
        Context.OnFieldChanged += OnFieldChanged;
    }

    public void Dispose() => Forget();

    private void Forget()
    {
        if (_watched is null)
            return;

        _watched.OnValidationRequested -= OnValidationRequested;
        _watched.OnFieldChanged -= OnFieldChanged;
    }

    private void OnValidationRequested(object? sender, ValidationRequestedEventArgs args)
    {
        _input.Clear();
        foreach (var property in Context.Model.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
            Check(property);
        CheckTheWhole();
        Context.NotifyValidationStateChanged();
    }

    private void OnFieldChanged(object? sender, FieldChangedEventArgs args)
    {
        _input.Clear(args.FieldIdentifier);
        _refusals.Clear(args.FieldIdentifier);
        if (args.FieldIdentifier.Model == Context.Model && Context.Model.GetType().GetProperty(args.FieldIdentifier.FieldName) is { } property)
            Check(property);
        Context.NotifyValidationStateChanged();
    }

    private void Check(PropertyInfo property)
    {
        var value = property.GetValue(Context.Model);
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>(inherit: true))
        {
            var about = new ValidationContext(Context.Model) { MemberName = property.Name };
            if (rule.GetValidationResult(value, about) is not { } wrong)
                continue;

            _input.Add(Context.Field(property.Name), ValidationTexts.Of(rule, wrong, L));
            return;
        }
    }

    private void CheckTheWhole()
    {
        if (Context.Model is not IValidatableObject whole)
            return;

        foreach (var wrong in whole.Validate(new ValidationContext(Context.Model)))
            _input.Add(Context.Field(wrong.MemberNames.FirstOrDefault() ?? ""), L[wrong.ErrorMessage ?? ""]);
    }
}
