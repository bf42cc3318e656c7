using System.Security.Cryptography;
using Mainstay.Common;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Mainstay.Server.Access;

/// <summary>Whether the sealing keys open with the secret that was given.</summary>
public static class KeyRing
{
    /// <summary>With another secret a server would make itself new keys beside the old ones, and what was sealed before would seem lost.</summary>
    /// <exception cref="RefusedException"><c>key-file</c>.</exception>
    public static void DemandOpen(IServiceProvider services)
    {
        var keys = services.GetRequiredService<IKeyManager>().GetAllKeys();
        if (keys.Count > 0 && !keys.Any(Opens))
        {
            throw new RefusedException("key-file", "None of the sealing keys opens: MAINSTAY_KEY_FILE is missing or holds another secret than the one they were encrypted with. Nothing was changed.");
        }
    }

    private static bool Opens(IKey key)
    {
        try
        {
            return key.CreateEncryptor() is not null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
