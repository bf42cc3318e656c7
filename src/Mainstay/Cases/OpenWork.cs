using Mainstay.Cases.Model;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases;

/// <summary>What a closing site still has to finish.</summary>
internal sealed class OpenWork(MainstayDb db) : ISiteWork
{
    public Task<int> OpenCasesAsync(SiteId site, CancellationToken ct) =>
        db.Cases.CountAsync(c => (c.Site == site || c.At == site) && c.IsOpen, ct);
}
