using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace InventorySync.Web.Shared;

/// <summary>Stands around the body of every page: what fails in it is shown in its place, and the rest of the screen lives on.</summary>
public sealed class PageErrorBoundary : ErrorBoundaryBase
{
    [Inject]
    private ILogger<PageErrorBoundary> Log { get; set; } = null!;

    private string _correlation = "";

    protected override Task OnErrorAsync(Exception exception)
    {
        _correlation = Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("N");
        if (exception is not BusinessRuleException)
            Log.LogError(exception, "A page failed; the user was shown {Correlation}", _correlation);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<ErrorState>(1);
        builder.AddComponentParameter(2, nameof(ErrorState.Failure), CurrentException);
        builder.AddComponentParameter(3, nameof(ErrorState.Correlation), _correlation);
        builder.AddComponentParameter(4, nameof(ErrorState.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }
}
