using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Shared;

public enum ToastKind
{
    Success,
    Info,
    Warning,
    Failure,
}

/// <summary>A short message in the corner, with at most one thing to do about it.</summary>
public sealed record Toast(ToastKind Kind, string Text)
{
    public string? Action { get; init; }

    public Func<Task>? OnAction { get; init; }

    /// <summary>What has something to do about it stays longer.</summary>
    public TimeSpan Stays => TimeSpan.FromSeconds(Action is null ? 6 : 12);
}

/// <summary>Tells what was just done, and lets it be undone.</summary>
public sealed class Toasts
{
    private readonly List<Toast> _shown = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> Shown => _shown;

    public void Success(string text) => Add(new Toast(ToastKind.Success, text));

    public void Info(string text) => Add(new Toast(ToastKind.Info, text));

    public void Warning(string text) => Add(new Toast(ToastKind.Warning, text));

    public void Failure(string text) => Add(new Toast(ToastKind.Failure, text));

    public void Add(Toast toast)
    {
        // the corner holds three; the oldest gives way
        if (_shown.Count == 3)
            _shown.RemoveAt(0);
        _shown.Add(toast);
        Changed?.Invoke();
    }

    /// <summary>Does it; what the shop refuses is told. True when it was done.</summary>
    public async Task<bool> TryAsync(IStringLocalizer<Texts> texts, Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (BusinessRuleException refusal)
        {
            Warning(refusal.In(texts));
            return false;
        }
    }

    public void Remove(Toast toast)
    {
        if (_shown.RemoveAll(t => ReferenceEquals(t, toast)) > 0)
            Changed?.Invoke();
    }
}

/// <summary>Offers to take back what was just done.</summary>
public sealed class Undo(Toasts toasts, IStringLocalizer<Texts> texts)
{
    public void Offer(string text, Func<Task> takeBack) =>
        toasts.Add(new Toast(ToastKind.Success, text) { Action = texts["Undo"], OnAction = takeBack });
}
