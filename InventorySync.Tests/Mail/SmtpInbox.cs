using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace InventorySync.Tests.Mail;

/// <summary>A real mail server on a port of its own; the user is “shop”, the password “secret”, and “nobody@…” has no mailbox.</summary>
public class SmtpInbox : IAsyncLifetime
{
    private readonly string? _certificateFolder;

    public SmtpInbox()
    {
    }

    protected SmtpInbox(string certificateFolder) => _certificateFolder = certificateFolder;

    private readonly ConcurrentQueue<JsonElement> _mails = [];
    private readonly TaskCompletionSource _begun = new();
    private Process _node = null!;

    public int Port { get; private set; }

    public IReadOnlyList<JsonElement> Mails => [.. _mails];

    public virtual async Task InitializeAsync()
    {
        _node = new Process
        {
            StartInfo = new ProcessStartInfo("node", _certificateFolder is null ? ["Mail/smtp-server.mjs"] : ["Mail/smtp-server.mjs", _certificateFolder]) { WorkingDirectory = Repository.File("InventorySync.Tests"), RedirectStandardInput = true, RedirectStandardOutput = true },
            EnableRaisingEvents = true,
        };
        _node.OutputDataReceived += (_, line) => Take(line.Data);
        _node.Start();
        _node.BeginOutputReadLine();
        await _begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public virtual async Task DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        var said = JsonDocument.Parse(line).RootElement.Clone();
        if (said.TryGetProperty("port", out var port))
        {
            Port = port.GetInt32();
            _begun.TrySetResult();
        }
        else
        {
            _mails.Enqueue(said);
        }
    }
}

/// <summary>The same, encrypted after the greeting, with a certificate for “localhost” that nobody knows.</summary>
public sealed class EncryptedSmtpInbox() : SmtpInbox(Folder)
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("smtp-").FullName;

    public X509Certificate2 Certificate { get; } = Made();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Certificate.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static X509Certificate2 Made()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Mails of the shop", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
        File.WriteAllText(Path.Combine(Folder, "server.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }
}
