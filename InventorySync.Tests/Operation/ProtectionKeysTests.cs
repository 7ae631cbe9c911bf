using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InventorySync.Data;
using InventorySync.Data.Operation;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Operation;

public sealed class ProtectionKeysTests : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo _folder = RunFolder.New("keys");
    private string _database = "";

    public async Task InitializeAsync() => _database = await TestServer.NewDatabaseAsync();

    public Task DisposeAsync() => TestServer.DropAsync(_database);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_one_node_protects_the_other_reads()
    {
        await using var one = await TestSite.StartAsync(_database, _folder.FullName);
        await using var other = await TestSite.StartAsync(_database, _folder.FullName);

        var cookie = Protector(one).Protect("signed in");

        Assert.Equal("signed in", Protector(other).Unprotect(cookie));
    }

    [Fact]
    public async Task The_keys_stand_encrypted_in_the_database()
    {
        await using var site = await TestSite.StartAsync(_database, _folder.FullName);
        Protector(site).Protect("anything");

        await using var db = site.App.Services.GetRequiredService<InventoryDatabase>().Open(Domain.Access.Actor.Visitor);
        var key = Assert.Single(await db.ProtectionKeys.ToListAsync());
        Assert.Contains("keyFileEncrypted", key.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", key.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_file_is_for_its_owner_only()
    {
        await using var site = await TestSite.StartAsync(_database, _folder.FullName);
        Protector(site).Protect("anything");

        var file = site.App.Services.GetRequiredService<KeyFile>().Path;
        Assert.Equal(Path.Combine(_folder.FullName, "keys", "protection.key"), file);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_node_with_another_key_file_is_refused_with_the_remedy()
    {
        await using (var site = await TestSite.StartAsync(_database, _folder.FullName))
            Protector(site).Protect("anything");

        var refused = await Assert.ThrowsAsync<StartProblemException>(() => TestSite.StartAsync(_database));

        Assert.Contains("another key file", refused.Problem, StringComparison.Ordinal);
        Assert.Contains("Copy keys/protection.key", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_key_file_is_refused_with_the_remedy()
    {
        var file = Path.Combine(_folder.FullName, "protection.key");
        File.WriteAllText(file, "half a ke");

        var refused = Assert.Throws<StartProblemException>(() => KeyFile.OpenOrCreate(file));

        Assert.Contains("damaged", refused.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_may_take_the_place_of_the_key_file()
    {
        var pfx = Path.Combine(_folder.FullName, "keys.pfx");
        using (var rsa = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=InventorySync keys", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var certificate = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
            await File.WriteAllBytesAsync(pfx, certificate.Export(X509ContentType.Pfx, "open sesame"));
        }

        string[] settings = [$"Protection:Certificate={pfx}", "Protection:CertificatePassword=open sesame"];
        await using var one = await TestSite.StartAsync(_database, settings: settings);
        await using var other = await TestSite.StartAsync(_database, settings: settings);

        Assert.Equal("signed in", Protector(other).Unprotect(Protector(one).Protect("signed in")));
        await using var db = one.App.Services.GetRequiredService<InventoryDatabase>().Open(Domain.Access.Actor.Visitor);
        Assert.Contains("EncryptedData", Assert.Single(await db.ProtectionKeys.ToListAsync()).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_with_a_wrong_password_is_refused_with_the_remedy()
    {
        var pfx = Path.Combine(_folder.FullName, "keys.pfx");
        await File.WriteAllTextAsync(pfx, "this is no certificate");

        var refused = await Assert.ThrowsAsync<StartProblemException>(() => TestSite.StartAsync(_database, null, $"Protection:Certificate={pfx}"));

        Assert.Contains("Protection:CertificatePassword", refused.Remedy, StringComparison.Ordinal);
    }

    private static IDataProtector Protector(TestSite site) => site.App.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
