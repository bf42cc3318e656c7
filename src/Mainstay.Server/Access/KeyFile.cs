using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Mainstay.Common;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Mainstay.Server.Access;

/// <summary>
/// The secret that sealing keys are encrypted with at rest. The file's first line closes; all lines open, so that a new secret is put
/// above the old one and the old one goes when the keys made under it are gone.
/// </summary>
internal sealed class KeyFile
{
    public const int Shortest = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[][] _keys;

    private KeyFile(byte[][] keys) => _keys = keys;

    /// <exception cref="RefusedException"><c>key-file</c>.</exception>
    public static KeyFile Read(string path)
    {
        string[] lines;
        try
        {
            lines = [.. File.ReadAllLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("key-file", $"The key file {path} cannot be read: {e.Message}");
        }

        return lines.Length > 0 && lines.All(line => line.Length >= Shortest)
            ? new KeyFile([.. lines.Select(line => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(line), 32, info: "mainstay key ring"u8.ToArray()))])
            : throw new RefusedException("key-file", $"The key file {path} must hold a secret of at least {Shortest} characters on each line.");
    }

    public byte[] Close(ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_keys[0], TagBytes);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceBytes), plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">None of the secrets is the one it was closed with.</exception>
    public byte[] Open(ReadOnlySpan<byte> closed)
    {
        foreach (var key in _keys)
        {
            try
            {
                var plain = new byte[closed.Length - NonceBytes - TagBytes];
                using var aes = new AesGcm(key, TagBytes);
                aes.Decrypt(closed[..NonceBytes], closed[(NonceBytes + TagBytes)..], closed.Slice(NonceBytes, TagBytes), plain);
                return plain;
            }
            catch (AuthenticationTagMismatchException)
            {
                // Perhaps the next one.
            }
        }

        throw new CryptographicException("A sealing key was encrypted with a secret that the key file (MAINSTAY_KEY_FILE) does not hold.");
    }
}

/// <summary>Writes sealing keys encrypted.</summary>
internal sealed class KeyFileEncryptor(KeyFile file) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("mainstayKey", Convert.ToBase64String(file.Close(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))))),
        typeof(KeyFileDecryptor));
}

/// <summary>Reads them; made by the framework, which finds its name beside the key.</summary>
internal sealed class KeyFileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => services.GetRequiredService<LockSettings>().KeyFile is { } path
        ? XElement.Parse(Encoding.UTF8.GetString(KeyFile.Read(path).Open(Convert.FromBase64String(encryptedElement.Value))))
        : throw new CryptographicException("The sealing keys are encrypted; name the key file in MAINSTAY_KEY_FILE.");
}
