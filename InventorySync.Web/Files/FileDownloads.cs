using InventorySync.Domain.Files;
using Microsoft.Net.Http.Headers;

namespace InventorySync.Web.Files;

/// <summary>Hands stored files out under addresses nobody can guess, to those who may read them, and never as a page of the shop.</summary>
public static class FileDownloads
{
    public const string Path = "/files";

    // nothing in a file runs, loads or reaches the shop, should a browser show it
    private const string Sandbox = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    public static string AddressOf(StoredFile file) => $"{Path}/{file.PublicId}/{Uri.EscapeDataString(file.Name)}";

    public static void MapFiles(this IEndpointRouteBuilder routes) =>
        routes.MapMethods($"{Path}/{{publicId}}/{{name?}}", [HttpMethods.Get, HttpMethods.Head], SendAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> SendAsync(string publicId, ShopFiles files, HttpContext http, CancellationToken ct)
    {
        try
        {
            // disposed by the answer, when the last byte has gone
            var sent = await files.OpenAsync(publicId, ct);
            http.Response.Headers.ContentSecurityPolicy = Sandbox;
            http.Response.Headers.CacheControl = "private, no-cache";
            return Results.Stream(
                sent.Content, sent.File.ContentType, sent.File.Name, sent.File.StoredAt, new EntityTagHeaderValue($"\"{sent.File.Sha256}\""), enableRangeProcessing: true);
        }
        catch (NotFoundException)
        {
            return Results.NotFound();
        }
        catch (ForbiddenException)
        {
            return Results.Forbid();
        }
    }
}
