using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace InventorySync.Web.Forms;

public sealed partial class ShopForm
{
    private static int _count;

    private readonly List<(string Field, string Message)> _summary = [];
    private EditContext _context = null!;
    private FormValidator _validator = null!;
    private BusinessRuleException? _refusal;
    private bool _busy;
    private string? _focus;

    /// <summary>The input of the form, with its data annotations.</summary>
    [Parameter, EditorRequired]
    public object Model { get; set; } = null!;

    /// <summary>What the button says; a verb.</summary>
    [Parameter]
    public string? Action { get; set; }

    /// <summary>Calls the service. Refusals it throws are shown in the form.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnSubmit { get; set; }

    /// <summary>The address the Cancel link leads to.</summary>
    [Parameter]
    public string? Cancel { get; set; }

    /// <summary>In dialogs, where Cancel leads nowhere.</summary>
    [Parameter]
    public EventCallback OnCancel { get; set; }

    /// <summary>Reads the thing anew after somebody else changed it; by default the whole page is loaded again.</summary>
    [Parameter]
    public EventCallback OnReload { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public RenderFragment? MoreActions { get; set; }

    /// <summary>The action cannot be taken back.</summary>
    [Parameter]
    public bool Danger { get; set; }

    /// <summary>Asks before what was entered is left behind. Off for forms that are only a question.</summary>
    [Parameter]
    public bool Guard { get; set; } = true;

    internal string Id { get; } = $"form{Interlocked.Increment(ref _count)}";

    private string SummaryId => $"{Id}-summary";

    private bool Dirty => Guard && _context.IsModified();

    internal string FieldId(string field) => $"{Id}-{field}";

    protected override void OnParametersSet()
    {
        if (_context?.Model != Model)
            _context = new EditContext(Model);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is not { } target)
            return;

        _focus = null;
        await Js.InvokeVoidAsync("shop.focus", target);
    }

    private async Task SubmitAsync()
    {
        if (_busy)
            return;

        // A refusal left behind would fail the next attempt before the service is asked.
        _refusal = null;
        _validator.ClearRefusals();
        if (!_context.Validate())
        {
            Summarize();
            return;
        }

        _summary.Clear();
        await TryAsync();
    }

    private async Task TryAsync()
    {
        _busy = true;
        StateHasChanged();
        try
        {
            await OnSubmit.InvokeAsync();
            _context.MarkAsUnmodified();
        }
        catch (BusinessRuleException refusal)
        {
            Show(refusal);
        }
        finally
        {
            _busy = false;
        }
    }

    private void Show(BusinessRuleException refusal)
    {
        var problems = refusal is InvalidInputException input ? input.Problems.Select(p => (p.Field, Text: L[p.Sentence].Value)) : [(Field: refusal.Field ?? "", Text: refusal.In(L))];
        foreach (var (field, text) in problems.Where(p => Model.GetType().GetProperty(p.Field) is not null))
            _validator.Refuse(_context.Field(field), text);

        if (_validator.Messages.Any())
        {
            Summarize();
            return;
        }

        _refusal = refusal;
        _focus = SummaryId;
    }

    private void Summarize()
    {
        _summary.Clear();
        _summary.AddRange(_validator.Messages);
        _focus = _summary.Count > 1 ? SummaryId : FieldId(_summary.Select(s => s.Field).FirstOrDefault(""));
    }

    private async Task ReloadAsync()
    {
        _context.MarkAsUnmodified();
        _refusal = null;
        if (OnReload.HasDelegate)
            await OnReload.InvokeAsync();
        else
            Address.Refresh(forceReload: true);
    }

    private async Task GuardAsync(LocationChangingContext leaving)
    {
        if (!Dirty || _busy)
            return;

        var sure = await Confirm.AskAsync(L["Leave without saving?"], L["What you entered here is not saved yet and would be lost."], L["Leave"], danger: true, keep: L["Stay"]);
        if (!sure)
            leaving.PreventNavigation();
    }
}
