using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using InventorySync.Data;
using InventorySync.Data.Operation;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace InventorySync.Web.Operation;

/// <summary>Section "Protection" of the settings: what encrypts the protection keys that stand in the database.</summary>
public sealed record ProtectionSettings
{
    public const string Section = "Protection";

    /// <summary>Empty for keys/protection.key in the data folder.</summary>
    public string? KeyFile { get; init; }

    /// <summary>A certificate with its private key (PFX) instead of the key file.</summary>
    public string? Certificate { get; init; }

    public string? CertificatePassword { get; init; }
}

/// <summary>Keys of cookies and stored secrets: in the database, encrypted, the same on every node.</summary>
public static class ProtectionKeys
{
    public static IServiceCollection AddProtectionKeys(this IServiceCollection services)
    {
        services.AddOptions<ProtectionSettings>().BindConfiguration(ProtectionSettings.Section);
        services.AddSingleton<DatabaseKeyRepository>();
        services.AddSingleton(p => KeyFile.OpenOrCreate(
            p.GetRequiredService<IOptions<ProtectionSettings>>().Value.KeyFile is { Length: > 0 } chosen
                ? chosen
                : Path.Combine(p.GetRequiredService<DataFolder>().Keys, "protection.key")));
        services.AddDataProtection().SetApplicationName("InventorySync");
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((options, provider) =>
        {
            options.XmlRepository = provider.GetRequiredService<DatabaseKeyRepository>();
            if (provider.GetService<ProtectionCertificate>() is null)
                options.XmlEncryptor = new KeyFileEncryptor(provider.GetRequiredService<KeyFile>());
        });
        return services;
    }

    /// <summary>With a certificate the framework's own encryption takes the place of the key file; it has to be known before the services are built.</summary>
    public static void UseCertificate(IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection(ProtectionSettings.Section).Get<ProtectionSettings>();
        if (settings?.Certificate is not { Length: > 0 } path)
            return;

        var certificate = Load(path, settings.CertificatePassword);
        services.AddSingleton(new ProtectionCertificate(certificate));
        services.AddDataProtection().ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
    }

    /// <summary>A node with another key file than the rest would sign everybody out; it is refused before it takes part.</summary>
    public static void Check(IServiceProvider services)
    {
        var foreign = services.GetRequiredService<DatabaseKeyRepository>().GetAllElements()
            .SelectMany(key => key.Descendants(KeyFileEncryptor.Element))
            .Select(secret => (string?)secret.Attribute(KeyFileEncryptor.KeyFileId))
            .ToHashSet();
        if (foreign.Count == 0 && services.GetService<ProtectionCertificate>() is not null)
            return;

        // opened now even in a new shop: a place where it cannot be is said at the start and not at the first sign-in
        var file = services.GetRequiredService<KeyFile>();
        if (foreign.Count > 0 && !foreign.Contains(file.Id))
            throw new StartProblemException(
                $"The keys in this database were encrypted with another key file than {file.Path}.",
                "Copy keys/protection.key from the data folder of the machine that ran the shop before (or of another node) to this place. "
                + "If it is lost for good, run InventorySync once with --forget-keys: everybody signs in again, and stored passwords of other systems are entered again.");
    }

    private static X509Certificate2 Load(string path, string? password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, password);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartProblemException(
                $"The certificate {path} cannot be read: {failure.Message}",
                "Check the settings Protection:Certificate and Protection:CertificatePassword; the file has to hold the private key too.", failure);
        }
    }

    private sealed record ProtectionCertificate(X509Certificate2 Certificate);
}
