using System.Security.Cryptography;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Server.Access;

/// <summary>Seals with the keys all nodes share, the same that cookies and forms are sealed with.</summary>
internal sealed class Seal(IDataProtectionProvider protection) : ISeal
{
    public byte[] Close(string purpose, ReadOnlySpan<byte> plain) => protection.CreateProtector(purpose).Protect(plain.ToArray());

    public byte[]? Open(string purpose, byte[] closed)
    {
        try
        {
            // Revoking cuts cookies; what was entrusted to us must still be read.
            return protection.CreateProtector(purpose) is IPersistedDataProtector persisted
                ? persisted.DangerousUnprotect(closed, ignoreRevocationErrors: true, out _, out _)
                : protection.CreateProtector(purpose).Unprotect(closed);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

internal static class SealSetup
{
    /// <summary>Keys lie in the data folder, or in the database where several nodes share it.</summary>
    public static void AddSeal(this IServiceCollection services, Database database)
    {
        IDataProtectionBuilder protection = services.AddDataProtection().SetApplicationName("mainstay");
        if (database.Folder is { } folder)
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(folder, "keys")));
        }
        else
        {
            services.AddOptions<KeyManagementOptions>().Configure<IDbContextFactory<MainstayDb>>((options, databases) => options.XmlRepository = new SharedKeys(databases));
        }

        services.AddOptions<KeyManagementOptions>().Configure<LockSettings>((options, locks) =>
            options.XmlEncryptor = locks.KeyFile is { } path ? new KeyFileEncryptor(KeyFile.Read(path)) : options.XmlEncryptor);
        services.AddSingleton<ISeal, Seal>();
        services.AddScoped<RotateKeysHandler>();
    }
}
