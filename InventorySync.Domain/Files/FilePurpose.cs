using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Files;

/// <summary>What files of a capability are for: who may give and read them, of which kinds, how large. Without a permission, everybody who is signed in.</summary>
public sealed record FilePurpose(string Name, string? UploadPermission, string? ReadPermission, long MaxBytes, params FileKind[] Kinds);

public static class FilePurposes
{
    public static IServiceCollection AddFilePurpose(this IServiceCollection services, FilePurpose purpose) => services.AddSingleton(purpose);
}
