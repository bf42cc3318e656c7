using Mainstay.Access.Contracts;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Devices;

/// <summary>Devices and their identities.</summary>
public static class DevicesApi
{
    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/devices").WithTags("Devices");
        devices.MapGet("", async (string number, FindDeviceHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new FindDevice(number), who.Actor, ct)))
            .WithName("findDevice").WithSummary("By serial, IMEI or EID as typed or scanned; says what an unknown number may be").ForAnyStaff();
        devices.MapPost("", async (RegisterDevice body, RegisterDeviceHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var device = await handler.HandleAsync(body, who.Actor, ct);
                return TypedResults.Created($"{ApiSetup.Root}/devices/{device.Id}", device);
            })
            .WithName("registerDevice").WithSummary("A device that is not in the books yet")
            .For(Role.FrontDesk, Role.Agent, Role.CentreManager, Role.QualityEngineer, Role.Integrator, Role.Administrator);
        devices.MapGet("/{id}", async (DeviceId id, DeviceHistoryHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new DeviceHistory(id), who.Actor, ct)))
            .WithName("getDevice").WithSummary("A device with its identities, covers and owners").ForAnyStaff();
        devices.MapPost("/{id}/stolen", async (DeviceId id, StolenIn body, MarkStolenHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new MarkStolen(id, body.Found), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("markStolen").WithSummary("Mark as stolen, or as found again").For(Role.CentreManager, Role.Agent, Role.HeadOfService, Role.Administrator);
        devices.MapPost("/{id}/covers", async (DeviceId id, CoverIn body, SellCoverHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Made((await handler.HandleAsync(new SellCover(id, body.Kind, body.PartClass, body.From, body.Until, body.Insurer), who.Actor, ct)).Value)))
            .WithName("sellCover").WithSummary("Extended cover or insurance for a device")
            .For(Role.FrontDesk, Role.CentreManager, Role.Agent, Role.Integrator, Role.Administrator);

        var checks = api.MapGroup("/check").WithTags("Devices");
        checks.MapGet("/imei/{number}", (string number) =>
            {
                var check = Imei.Check(number);
                return TypedResults.Ok(new ImeiVerdict(check.Valid, check.Reason, check.Message, check.Imei?.ToString(), check.Tac));
            })
            .WithName("checkImei").WithSummary("Is this an IMEI, and if not, why").ForAnyStaff();
        checks.MapGet("/gstin/{number}", (string number) =>
            {
                var check = Gstin.Check(number.Trim());
                return TypedResults.Ok(new GstinAnswer(check.Valid, check.Reason, check.Parts?.StateCode, check.Parts?.State, check.Parts?.Pan));
            })
            .WithName("checkGstin").WithSummary("Is this an Indian tax number, and if not, why").ForAnyStaff();
    }

    public sealed record StolenIn(bool Found = false);

    public sealed record CoverIn(string Kind, string? PartClass, DateOnly From, DateOnly Until, OrganisationId? Insurer);

    public sealed record ImeiVerdict(bool Valid, string Reason, string Message, string? Imei, string? Tac);

    public sealed record GstinAnswer(bool Valid, string Reason, string? StateCode, string? State, string? Pan);
}
