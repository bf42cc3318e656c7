using System.Security.Cryptography;
using System.Text;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts.Keys;

/// <summary>AES-256-GCM: twelve bytes nonce, sixteen tag, then what is sealed; customer and purpose are bound to it.</summary>
internal sealed class PersonKeys(MainstayDb db, ISeal seal, TimeProvider clock) : IPersonKeys
{
    internal const string Purpose = "contacts.person_key";
    internal const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly Dictionary<CustomerId, byte[]> _open = [];

    public async Task<byte[]> CloseAsync(CustomerId customer, string purpose, byte[] plain, CancellationToken ct)
    {
        var key = await FindAsync(customer, ct) ?? Make(customer);
        var closed = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(closed.AsSpan(0, NonceLength), plain, closed.AsSpan(NonceLength + TagLength), closed.AsSpan(NonceLength, TagLength), Bound(customer, purpose));
        return closed;
    }

    public async Task<byte[]?> OpenAsync(CustomerId customer, string purpose, byte[] closed, CancellationToken ct)
    {
        if (closed.Length < NonceLength + TagLength || await FindAsync(customer, ct) is not { } key)
        {
            return null;
        }

        var plain = new byte[closed.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(closed.AsSpan(0, NonceLength), closed.AsSpan(NonceLength + TagLength), closed.AsSpan(NonceLength, TagLength), plain, Bound(customer, purpose));
            return plain;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public async Task<bool> HasAsync(CustomerId customer, CancellationToken ct) => await FindAsync(customer, ct) is not null;

    private static byte[] Bound(CustomerId customer, string purpose) => Encoding.UTF8.GetBytes($"{customer}/{purpose}");

    private async Task<byte[]?> FindAsync(CustomerId customer, CancellationToken ct)
    {
        if (_open.TryGetValue(customer, out var known))
        {
            return known;
        }

        return await db.Set<PersonKey>().AsNoTracking().Where(row => row.Customer == customer).Select(row => row.Sealed).SingleOrDefaultAsync(ct) is { } closed
            && seal.Open(Purpose, closed) is { Length: KeyLength } key
                ? _open[customer] = key
                : null;
    }

    private byte[] Make(CustomerId customer)
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        db.Add(new PersonKey { Customer = customer, Sealed = seal.Close(Purpose, key), CreatedAt = clock.Now() });
        return _open[customer] = key;
    }
}
