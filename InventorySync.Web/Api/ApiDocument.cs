namespace InventorySync.Web.Api;

internal static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1");
}
