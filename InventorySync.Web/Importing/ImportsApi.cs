using System.ComponentModel;
using InventorySync.Domain.Importing;
using InventorySync.Web.Api;
using Microsoft.AspNetCore.Mvc;
using static InventorySync.Domain.Access.Permissions;

namespace InventorySync.Web.Importing;

/// <summary>Imports for other systems: give a file, ask how far it is, fetch what was rejected.</summary>
public static class ImportsApi
{
    private const long LargestFile = 1024L * 1024 * 1024;

    public static void MapImportsApi(this IEndpointRouteBuilder app)
    {
        var imports = app.MapApiGroup("imports", "Imports");
        imports.MapList<ImportList, ImportListRow>().WithSummary("List imports, newest first").RequireAuthorization(DataImport);
        imports.MapPost("", TakeInAsync).WithSummary("Give a file in the body: it is checked, and its rows are imported unless only the check was asked for")
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile)).RequireAuthorization(DataImport);
        imports.MapGet("/{runId:long}", async (long runId, Imports all, CancellationToken ct) => ImportResource.Of(await all.FindAsync(runId, ct)))
            .WithSummary("Read how far an import is; its rejected rows are at the same address with /rejected.csv or /rejected.xlsx").RequireAuthorization(DataImport);
        imports.MapPost("/{runId:long}/start", StartAsync).WithSummary("Import what was checked").RequireAuthorization(DataImport);
        imports.MapPost("/{runId:long}/cancel", async (long runId, Imports all, CancellationToken ct) => await ShownAsync(all.CancelAsync(runId, ct), runId, all, ct))
            .WithSummary("Stop an import; what came in stays").RequireAuthorization(DataImport);
        imports.MapPost("/{runId:long}/undo", async (long runId, Imports all, CancellationToken ct) => await ShownAsync(all.UndoAsync(runId, ct), runId, all, ct))
            .WithSummary("Take an import back").RequireAuthorization(DataImport);
        imports.MapGet("/{runId:long}/rejected.{format}", ImportFiles.RejectedAsync).ExcludeFromDescription().RequireAuthorization(DataImport);
    }

    private static async Task<ImportResource> TakeInAsync(
        HttpContext http, Imports imports,
        [Description("The name of the file; its ending tells csv from xlsx.")] string name,
        [Description("What is in it, such as products; found out by its headings when left out.")] string? kind,
        [Description("true: the rows are only checked, and wait for the start.")] bool? check,
        [Description("true: one wrong row, and nothing is imported.")] bool? allOrNothing,
        CancellationToken ct)
    {
        var id = await imports.TakeInAsync(name, http.Request.Body, string.IsNullOrEmpty(kind) ? null : kind, ct);
        var run = await imports.FindAsync(id, ct);
        await imports.CheckAsync(id, run.Kind, run.Columns, run.Options with { AllOrNothing = allOrNothing ?? run.Options.AllOrNothing }, goOn: check != true, ct);
        return ImportResource.Of(await imports.FindAsync(id, ct));
    }

    private static async Task<ImportResource> StartAsync(long runId, Imports imports, CancellationToken ct) => await ShownAsync(imports.RunAsync(runId, null, ct), runId, imports, ct);

    private static async Task<ImportResource> ShownAsync(Task change, long runId, Imports imports, CancellationToken ct)
    {
        await change;
        return ImportResource.Of(await imports.FindAsync(runId, ct));
    }
}

/// <summary>An import as other systems see it.</summary>
public sealed record ImportResource(
    long Id, string Name, string Kind, ImportState State, int New, int Changed, int Same, int Wrong, int TakenBack,
    [property: Description("Headings of columns that were not used.")] IReadOnlyList<string> UnusedColumns,
    [property: Description("Why it failed.")] string? Note,
    DateTimeOffset CreatedAt, DateTimeOffset? EndedAt)
{
    public static ImportResource Of(ImportRun run) =>
        new(run.Id, run.Name, run.Kind, run.State, run.New, run.Changed, run.Same, run.Wrong, run.TakenBack, run.Unused, run.Note?.ToString(), run.CreatedAt, run.EndedAt);
}
