using System.Security.Cryptography;

namespace InventorySync.Data.Operation;

/// <summary>The secret that encrypts the protection keys in the database: 32 random bytes in a file of the data folder that only its owner may read.
/// It is made at the first start; every node of a shop has the same one.</summary>
public sealed class KeyFile
{
    private const int SecretBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] _secret;

    private KeyFile(string path, byte[] secret)
    {
        Path = path;
        _secret = secret;
        Id = Convert.ToHexStringLower(SHA256.HashData(secret))[..16];
    }

    public string Path { get; }

    /// <summary>Tells one key file from another without giving the secret away.</summary>
    public string Id { get; }

    public static KeyFile OpenOrCreate(string path)
    {
        var text = ReadOrCreate(path);
        var secret = new byte[SecretBytes];
        if (!Convert.TryFromBase64String(text, secret, out var length) || length != SecretBytes)
            throw new StartProblemException(
                $"The key file {path} is damaged.",
                "Put the copy from your safe place there. If there is none, delete the file: a new one is made, everybody signs in again, and stored passwords of other systems are entered again.");

        return new KeyFile(path, secret);
    }

    private static string ReadOrCreate(string path)
    {
        try
        {
            if (!File.Exists(path))
                Create(path);
            return File.ReadAllText(path).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartProblemException(
                $"The key file {path} cannot be read or made: {failure.Message}",
                $"Give it to the user who runs InventorySync ({Environment.UserName}), or name another place in the setting Protection:KeyFile.", failure);
        }
    }

    public byte[] Encrypt(byte[] plain)
    {
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_secret, TagBytes);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length));
        return sealedBytes;
    }

    public byte[] Decrypt(byte[] sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_secret, TagBytes);
        aes.Decrypt(sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length), plain);
        return plain;
    }

    // Written whole under another name first: two nodes that start at once on one folder end up with the same file.
    private static void Create(string path)
    {
        var draft = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var writer = new StreamWriter(draft, options))
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)));
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
