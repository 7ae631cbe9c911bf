using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InventorySync.Domain.Access;

/// <summary>The codes of authenticator apps (RFC 6238: SHA-1, six digits, a new one every 30 seconds).</summary>
public static class OneTimeCode
{
    public const int Digits = 6;
    public const int Seconds = 30;

    // clocks of phones drift: the code before and the one after are taken too
    private const int Drift = 1;
    private const int KeyBytes = 20;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string NewKey() => Encoded(RandomNumberGenerator.GetBytes(KeyBytes));

    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / Seconds;

    [SuppressMessage("Security", "CA5350", Justification = "SHA-1 is what the apps speak; in HMAC it is sound.")]
    public static string Of(string key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(Decoded(key), counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The time step whose code this is, or null when it is none of now. A step that was used already does not count again.</summary>
    public static long? Match(string key, string? code, DateTimeOffset at, long lastUsed)
    {
        var digits = Encoding.ASCII.GetBytes(Cleaned(code));
        long? found = null;
        for (var step = StepAt(at) - Drift; step <= StepAt(at) + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(key, step)), digits) && step > lastUsed)
                found = step;
        }

        return found;
    }

    /// <summary>The key in groups of four, as people type it.</summary>
    public static string Grouped(string key) => string.Join(' ', key.Chunk(4).Select(g => new string(g)));

    /// <summary>What the QR code says to the app.</summary>
    public static string AddressOf(string key, string shop, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(shop)}:{Uri.EscapeDataString(account)}?secret={key}&issuer={Uri.EscapeDataString(shop)}&digits={Digits}&period={Seconds}";

    private static string Cleaned(string? code) => new([.. (code ?? "").Where(char.IsAsciiDigit)]);

    private static string Encoded(byte[] bytes)
    {
        var text = new StringBuilder();
        int buffer = 0, bits = 0;
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            for (bits += 8; bits >= 5; bits -= 5)
                text.Append(Base32[(buffer >> (bits - 5)) & 31]);
        }

        return text.ToString();
    }

    private static byte[] Decoded(string key)
    {
        var bytes = new List<byte>();
        int buffer = 0, bits = 0;
        foreach (var letter in key)
        {
            buffer = (buffer << 5) | Base32.IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
                bytes.Add((byte)(buffer >> (bits -= 8)));
        }

        return [.. bytes];
    }
}
