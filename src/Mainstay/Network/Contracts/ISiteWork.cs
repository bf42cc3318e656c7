namespace Mainstay.Network.Contracts;

/// <summary>What other rooms still have open at a site; asked before it closes.</summary>
public interface ISiteWork
{
    Task<int> OpenCasesAsync(SiteId site, CancellationToken ct);
}
