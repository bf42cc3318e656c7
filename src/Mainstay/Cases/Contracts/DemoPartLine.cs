using Mainstay.Access.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Contracts;

/// <summary>A part that a case of the demo's past built in, or that an open case of it still wants.</summary>
/// <param name="Site">Where the work is, or was, done.</param>
/// <param name="WantedAt">When the diagnosis asked for it.</param>
/// <param name="UsedAt">When it was built in; null while it is wanted.</param>
/// <param name="Waited">The job waited for it: it was not there when it was asked for.</param>
/// <param name="ExpectedOn">The day told, for a job that still waits.</param>
/// <param name="FaultySerial">Of what was taken out, for serial-tracked parts.</param>
/// <param name="NewSerial">Of what was built in, for serial-tracked parts.</param>
/// <param name="By">Who built it in, or works on the case.</param>
public sealed record DemoPartLine(
    CaseId Case, LineId Line, PartId Part, int Quantity, SiteId Site, DateTimeOffset WantedAt, DateTimeOffset? UsedAt,
    bool Waited, DateOnly? ExpectedOn, string? FaultySerial, string? NewSerial, PersonId By);
