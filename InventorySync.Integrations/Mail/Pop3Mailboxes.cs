using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using InventorySync.Domain.Importing;
using InventorySync.Integrations.Http;

namespace InventorySync.Integrations.Mail;

/// <summary>Signs in to mail servers by POP3. The same addresses may be called as by everything else that calls out; a password goes unencrypted only
/// inside the own network. The roots are those of the system, unless others are given.</summary>
public sealed class Pop3Mailboxes(OutboundConnections connections, X509Certificate2Collection? roots = null) : IMailboxes
{
    public async Task<IOpenMailbox> OpenAsync(MailboxSettings settings, CancellationToken ct = default)
    {
        var server = settings.Server.Trim();
        Stream stream = new NetworkStream(await ConnectAsync(settings, server, ct), ownsSocket: true);
        try
        {
            if (settings.Security == MailboxSecurity.Encrypted)
                stream = await EncryptAsync(stream, server, ct);
            var mailbox = new Pop3Mailbox(new Pop3Lines(stream, server), settings);
            await mailbox.GreetAsync(ct);
            if (settings.Security == MailboxSecurity.EncryptedAfterGreeting)
            {
                await mailbox.BeginEncryptionAsync(ct);
                // what was received before does not count: somebody on the way could have put it there
                stream = await EncryptAsync(stream, server, ct);
                mailbox = new Pop3Mailbox(new Pop3Lines(stream, server), settings);
            }

            await mailbox.SignInAsync(ct);
            return mailbox;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private async Task<Socket> ConnectAsync(MailboxSettings settings, string server, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var addresses = await connections.AddressesAsync(server, ct);
            if (settings.Security == MailboxSecurity.NotEncrypted && Array.Exists(addresses, OutboundAddresses.IsPublic))
                throw new MailboxException("“{0}” lies in the internet, where a password is never sent unencrypted. Choose an encryption.", server);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Pop3Lines.Patience);
            await socket.ConnectAsync(addresses, settings.Port, patience.Token);
            return socket;
        }
        catch (Exception failure)
        {
            socket.Dispose();
            throw failure switch
            {
                InternalAddressException inside => new MailboxException(inside.Said),
                SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => new MailboxException("There is no mail server called “{0}”. Check its name.", server),
                SocketException => new MailboxException("“{0}” does not answer at port {1}. Check the name, the port and the encryption.", server, settings.Port),
                OperationCanceledException when !ct.IsCancellationRequested => new MailboxException("“{0}” does not answer at port {1}. Check the name, the port and the encryption.", server, settings.Port),
                _ => failure,
            };
        }
    }

    private async Task<Stream> EncryptAsync(Stream plain, string server, CancellationToken ct)
    {
        var proven = true;
        var encrypted = new SslStream(plain, leaveInnerStreamOpen: false, (_, _, _, problems) => proven = problems == SslPolicyErrors.None);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Pop3Lines.Patience);
            await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Trim('[', ']'), CertificateChainPolicy = Policy() }, patience.Token);
            return encrypted;
        }
        catch (AuthenticationException) when (!proven)
        {
            throw new MailboxException("The certificate of “{0}” does not prove that it is this server, so the password was not sent. Check the server's name.", server);
        }
        catch (Exception failure) when (failure is IOException or AuthenticationException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new MailboxException("“{0}” does not speak encrypted there. Check the port and the encryption.", server);
        }
    }

    private X509ChainPolicy? Policy()
    {
        if (roots is null)
            return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
