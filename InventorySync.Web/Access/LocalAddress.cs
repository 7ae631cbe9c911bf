namespace InventorySync.Web.Access;

/// <summary>Where to go after signing in: only to a page of this shop, never to where a crafted link leads.</summary>
public static class LocalAddress
{
    public static string Of(string? address) => IsLocal(address) ? address! : "/";

    private static bool IsLocal(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..]
        && !address.Any(char.IsControl)
        && !address.StartsWith(SignInPage.Path, StringComparison.OrdinalIgnoreCase);
}
