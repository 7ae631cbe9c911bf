using InventorySync.Data.Backup;

namespace InventorySync.Web.Operation;

/// <summary>Hands a backup out, to those who may; each time is written down.</summary>
public static class BackupDownloads
{
    private const string Path = "/operations/backups/files";

    public static string AddressOf(StoredBackup backup) => $"{Path}/{Uri.EscapeDataString(backup.Name)}";

    public static void MapBackups(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"{Path}/{{name}}", SendAsync).RequireAuthorization(Permissions.BackupsManage).ExcludeFromDescription();

    private static async Task<IResult> SendAsync(string name, BackupDesk desk, HttpContext http, CancellationToken ct)
    {
        try
        {
            var backup = await desk.TakeOutAsync(name, ct);
            http.Response.Headers.CacheControl = "private, no-store";
            return Results.File(backup.Path, "application/zip", backup.Name, enableRangeProcessing: true);
        }
        catch (NotFoundException)
        {
            return Results.NotFound();
        }
    }
}
