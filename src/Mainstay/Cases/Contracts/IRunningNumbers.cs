using Mainstay.Storage;

namespace Mainstay.Cases.Contracts;

/// <summary>Numbers that people read out and write on boxes.</summary>
public interface IRunningNumbers
{
    /// <summary>The next of a series, without gaps, in the caller's transaction: <c>{series}-00001</c>.</summary>
    Task<string> NextAsync(MainstayDb db, string series, CancellationToken ct);

    /// <summary>The next delivery challan of a site in its financial year, one series for devices and parts alike (CGST rule 55).</summary>
    Task<string> NextChallanAsync(MainstayDb db, string siteCode, DateOnly day, CancellationToken ct);
}
