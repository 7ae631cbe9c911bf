using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace InventorySync.Tests.Support;

/// <summary>Dovecot, the mail server, on ports of its own: every user name has a mailbox, and the password is “secret”. It ends with its input.</summary>
public sealed class MailServer : IAsyncLifetime
{
    public const string Password = "secret";

    // started by a shell that waits for its input to end, so that nothing is left behind when the test is cut off
    private const string UntilInputEnds = """/usr/sbin/dovecot -F -c "$1" & server=$!; cat >/dev/null; kill "$server"; wait "$server" """;

    private readonly DirectoryInfo _folder = RunFolder.New("mail");
    private readonly bool _root = Environment.UserName == "root";
    private Process _server = null!;

    public int Port { get; private set; }

    public int EncryptedPort { get; private set; }

    /// <summary>What proves the server's certificate.</summary>
    public X509Certificate2Collection Roots { get; } = [];

    public async Task InitializeAsync()
    {
        (Port, EncryptedPort) = (FreePort(), FreePort());
        MakeCertificate();
        var config = Path.Combine(_folder.FullName, "dovecot.conf");
        await File.WriteAllTextAsync(config, Config());
        _server = Process.Start(new ProcessStartInfo("sh", ["-c", UntilInputEnds, "sh", config]) { RedirectStandardInput = true })!;
        await Eventually.TrueAsync(() => Answers(EncryptedPort), "the mail server to answer");
    }

    public async Task DisposeAsync()
    {
        _server.StandardInput.Close();
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    public void MakeMailbox(string user)
    {
        foreach (var part in new[] { "", "new", "cur", "tmp" })
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, user, part));
            if (!OperatingSystem.IsWindows())
                folder.UnixFileMode = (UnixFileMode)0b111_111_111;
        }
    }

    /// <summary>Puts a mail into somebody's mailbox, as the server keeps it.</summary>
    public async Task DeliverAsync(string user, string name, string mail)
    {
        var file = Path.Combine(_folder.FullName, user, "new", name);
        await File.WriteAllTextAsync(file, mail.ReplaceLineEndings("\r\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, (UnixFileMode)0b110_110_110);
    }

    public IReadOnlyList<string> MailsOf(string user) =>
        [.. new[] { "new", "cur" }.SelectMany(f => Directory.GetFiles(Path.Combine(_folder.FullName, user, f))).Select(f => Path.GetFileName(f).Split(':')[0]).Order(StringComparer.Ordinal)];

    // as root the ordinary user nobody reads the mails; otherwise whoever runs the tests does
    private string Config() => $$"""
        protocols = pop3
        listen = 127.0.0.1
        base_dir = {{_folder.FullName}}/run
        state_dir = {{_folder.FullName}}/run
        log_path = {{_folder.FullName}}/log
        ssl = yes
        ssl_cert = <{{_folder.FullName}}/server.crt
        ssl_key = <{{_folder.FullName}}/server.key
        disable_plaintext_auth = no
        auth_mechanisms = plain
        auth_failure_delay = 0 secs
        default_login_user = {{(_root ? "nobody" : Environment.UserName)}}
        default_internal_user = {{(_root ? "nobody" : Environment.UserName)}}
        default_internal_group = {{(_root ? "nogroup" : "")}}
        first_valid_uid = 0
        mail_location = maildir:~/
        pop3_uidl_format = %f
        passdb {
          driver = static
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = {{(_root ? "uid=65534 gid=65534 " : "")}}home={{_folder.FullName}}/%u
        }
        service pop3-login {
          chroot =
          inet_listener pop3 {
            port = {{Port}}
          }
          inet_listener pop3s {
            port = {{EncryptedPort}}
            ssl = yes
          }
        }
        service anvil {
          chroot =
        }

        """;

    private void MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Mail of the shop", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
        File.WriteAllText(Path.Combine(_folder.FullName, "server.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder.FullName, "server.key"), key.ExportPkcs8PrivateKeyPem());
        Roots.Add(certificate);
    }

    private static bool Answers(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
