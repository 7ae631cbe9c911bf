using InventorySync.Domain.Access;
using InventorySync.Domain.Importing;
using InventorySync.Integrations.Documents;
using InventorySync.Web.Documents;
using InventorySync.Web.Forms;
using InventorySync.Web.Languages;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Importing;

/// <summary>Files to fill in, and rejected rows in the layout they came in with the reason behind each row.</summary>
public static class ImportFiles
{
    public static void MapImportFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/import/{runId:long}/rejected.{format}", RejectedAsync).RequireAuthorization(Permissions.DataImport).ExcludeFromDescription();
        app.MapGet("/import/templates/{kind}.xlsx", TemplateAsync).RequireAuthorization(Permissions.DataImport).ExcludeFromDescription();
    }

    // headings in the reader's language: they are guessed in all of them
    private static async Task<IResult> TemplateAsync(string kind, HttpContext http, Imports imports, IStringLocalizer<Texts> texts, CancellationToken ct)
    {
        if (imports.Kinds.FirstOrDefault(k => k.Name == kind && k.HasTemplate) is not { } chosen)
            return Results.NotFound();

        http.Response.ContentType = ListExport.ExcelType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{kind}.xlsx\"";
        http.Response.Headers.CacheControl = "no-store";
        var words = new TemplateWords
        {
            Table = texts[chosen.Title], Explanations = texts["Explanations"], Column = texts["Column"], Meaning = texts["What it means"], Needed = texts["Needed"],
            Example = texts["Example"], Allowed = texts["Allowed values"], Yes = texts["Yes"], No = texts["No"],
        };
        await TemplateFile.WriteAsync(http.Response.Body, [.. chosen.Fields.Select(f => ColumnOf(f, texts))], words, ct);
        return Results.Empty;
    }

    private static TemplateColumn ColumnOf(ImportField field, IStringLocalizer<Texts> texts) => new(texts[field.Title], texts[field.Explanation], field.Needed, field.Example) { Allowed = field.Choices };

    internal static async Task<IResult> RejectedAsync(long runId, string format, HttpContext http, Imports imports, RejectedRows rejected, IStringLocalizer<Texts> texts, CancellationToken ct)
    {
        if (!Enum.TryParse<ListFormat>(format, ignoreCase: true, out var kind) || int.TryParse(format, out _))
            return Results.NotFound();

        try
        {
            var run = await imports.FindAsync(runId, ct);
            SheetColumn[] columns = [.. run.Headings.Select(h => new SheetColumn(h)), new SheetColumn(texts["Reason"])];
            http.Response.ContentType = kind == ListFormat.Csv ? "text/csv; charset=utf-8" : ListExport.ExcelType;
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"rejected-{runId}.{kind.ToString().ToLowerInvariant()}\"";
            http.Response.Headers.CacheControl = "no-store";
            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await WriteAsync(http.Response.Body, kind, columns, rejected.ReadAsync(runId, ct), texts, ct);
            return Results.Empty;
        }
        catch (ForbiddenException)
        {
            return Results.Forbid();
        }
        catch (NotFoundException)
        {
            return Results.NotFound();
        }
    }

    private static async Task WriteAsync(Stream target, ListFormat kind, SheetColumn[] columns, IAsyncEnumerable<RejectedRow> rows, IStringLocalizer<Texts> texts, CancellationToken ct)
    {
        if (kind == ListFormat.Csv)
        {
            await using var sheet = await CsvSheet.StartAsync(target, columns, byteOrderMark: true);
            await WriteAsync(sheet, columns.Length, rows, texts, ct);
        }
        else
        {
            using var sheet = await ExcelSheet.StartAsync(target, texts["Rejected rows"], columns, ct);
            await WriteAsync(sheet, columns.Length, rows, texts, ct);
        }
    }

    private static async Task WriteAsync(ISheetWriter sheet, int columns, IAsyncEnumerable<RejectedRow> rows, IStringLocalizer<Texts> texts, CancellationToken ct)
    {
        await foreach (var row in rows)
        {
            var values = new object?[columns];
            for (var i = 0; i < Math.Min(columns - 1, row.Cells.Count); i++)
                values[i] = row.Cells[i].Text;
            values[^1] = row.Reason.In(texts);
            await sheet.WriteAsync(values, ct);
        }

        await sheet.FinishAsync(ct);
    }
}
