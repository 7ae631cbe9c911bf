using System.Reflection;
using Microsoft.AspNetCore.Authorization;

namespace InventorySync.Web.Access;

/// <summary>Which permission opens a page, as its attribute says.</summary>
public static class PageAccess
{
    public static string? PermissionOf(Type page) => PermissionOf(page.GetCustomAttributes<AuthorizeAttribute>());

    public static string? PermissionOf(Endpoint? endpoint) => PermissionOf(endpoint?.Metadata.GetOrderedMetadata<IAuthorizeData>() ?? []);

    /// <summary>A page that says nothing about who may see it. The server never shows it; nor does an open screen.</summary>
    public static bool IsForgotten(Type page) => page.GetCustomAttribute<AuthorizeAttribute>() is null && page.GetCustomAttribute<AllowAnonymousAttribute>() is null;

    private static string? PermissionOf(IEnumerable<IAuthorizeData> demands) => demands.Select(d => d.Policy).FirstOrDefault(p => p is not null && Permissions.Exists(p));
}
