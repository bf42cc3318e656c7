using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Parts.Contracts;

/// <summary>What came out of a customer's device when a part was built in.</summary>
/// <param name="Site">Where the work was done.</param>
/// <param name="Owner">Whose the part was that was built in; the replaced one becomes his.</param>
/// <param name="FaultySerial">As scanned; null where parts have none.</param>
public sealed record ReplacedPart(
    CaseId Case, LineId Line, SiteId Site, PartId Part, int Quantity, OrganisationId Owner, string? FaultySerial, PersonId By, DateTimeOffset OccurredAt);

/// <summary>The other side of building a part in: what was taken out.</summary>
public interface IReplacedParts
{
    /// <summary>
    /// Where the site keeps stock and the part has to come back: it lies in the site's bin for returns from now on, and the site owes it.
    /// Everything joins the caller's open transaction, unit of work and batch, which the caller saves; elsewhere nothing is asked or done.
    /// </summary>
    Task TakeOutAsync(WriteBatch batch, ReplacedPart replaced, CancellationToken ct);
}
