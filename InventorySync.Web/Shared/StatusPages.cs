using InventorySync.Web.Operation;
using Microsoft.AspNetCore.Diagnostics;

namespace InventorySync.Web.Shared;

internal static class StatusPages
{
    /// <summary>Shows a page of the shop where an answer would be a bare status.</summary>
    public static void UseStatusPages(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.Use((http, next) =>
        {
            if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            {
                // the page is only to be shown; the form that was refused is not for it
                http.Request.Method = HttpMethods.Get;
                PageNonce.GoOnIn(http);
            }

            return next(http);
        });
    }

    /// <summary>For answers to programs, which read the status and not the page.</summary>
    public static void AnswerStatusOnly(this HttpContext http, int status)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        http.Response.StatusCode = status;
    }
}
