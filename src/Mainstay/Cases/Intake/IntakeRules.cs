using Mainstay.Cases.Coding;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Intake;

/// <summary>What an intake must say, whoever sends it.</summary>
internal static class IntakeRules
{
    private const int LongestText = 2000;

    public static void Check(OpenCase request, SiteInfo site, CodeSet codes)
    {
        if (site.Ref.Kind != SiteKind.ServiceCentre && !(site.Ref.Kind == SiteKind.CallCentre && request.Channel is IntakeChannel.Phone or IntakeChannel.Post or IntakeChannel.Booking))
        {
            throw new RefusedException("not-a-counter", $"{site.Ref.Name} has no counter. Open the case at a service centre.");
        }

        if (request.Device is null && request.DeviceIdentifier is null && request.NewDevice is null)
        {
            throw new RefusedException("device-needed", "Name the device: scan its IMEI or serial, or register it with its model.");
        }

        if (request.Customer is null && request.NewCustomer is not { Name.Length: > 0 })
        {
            throw new RefusedException("customer-needed", "Name the customer: search by phone, or give name and phone.");
        }

        if (request is { Park: false, Symptom: null } and not { Channel: IntakeChannel.Booking }) // Asked when the device is received.
        {
            throw new RefusedException("symptom-needed", "Choose what the customer sees (symptom).");
        }

        if (request.Symptom is { } symptom && !codes.Has(CodeKind.Symptom, symptom))
        {
            throw new RefusedException("code-unknown", $"'{symptom}' is no symptom code. See the list of codes.");
        }

        if (request.Condition is { } condition && !codes.Has(CodeKind.Condition, condition))
        {
            throw new RefusedException("code-unknown", $"'{condition}' is no condition code. See the list of codes.");
        }

        if (request.Channel == IntakeChannel.Booking && request.BookedFor is null)
        {
            throw new RefusedException("time-needed", "A booking needs the time of the visit.");
        }

        foreach (var text in new[] { request.Problem, request.Marks, request.ReachOther })
        {
            if (text?.Length > LongestText)
            {
                throw new RefusedException("text-too-long", $"Keep each text within {LongestText} characters.");
            }
        }

        if (request.SafetyReason is { } safety && !Moves.Of(Verb.MarkSafety).Reasons.Contains(safety))
        {
            throw new RefusedException("reason-needed", $"Give a reason: {string.Join(", ", Moves.Of(Verb.MarkSafety).Reasons)}.");
        }

        if (request.SecurityReason is { } security && !Moves.Of(Verb.MarkSecurity).Reasons.Contains(security))
        {
            throw new RefusedException("reason-needed", $"Give a reason: {string.Join(", ", Moves.Of(Verb.MarkSecurity).Reasons)}.");
        }
    }

    /// <summary>In the one form that is searched; blank means none.</summary>
    public static string? ReachPhone(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : Phone.TryNormalise(text, out var e164) ? e164
        : throw new RefusedException("phone-malformed", "The number where the customer can be reached is no phone number: ten digits, or a plus, the country code and the number.");
}
