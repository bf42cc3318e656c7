using Mainstay.Access.Contracts;
using Mainstay.Cases.Bounces;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Cases.Queries;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Cases;

/// <summary>Cases: open one, look at one, find many. What is done to them stands in <see cref="CaseVerbs"/>.</summary>
public static class CasesApi
{
    public static void MapCases(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("Cases");
        cases.MapPost("", async (OpenCase body, OpenCaseHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                var opened = await handler.HandleAsync(body, who.Actor, ct);
                http.ShowVersion(opened.Version);
                return TypedResults.Created($"{ApiSetup.Root}/cases/{opened.Id}", opened);
            })
            .WithName("openCase").WithSummary("Open a case: walk-in, booked, posted, by phone, or parked").For([.. Moves.OpeningRoles]);
        cases.MapGet("", async (SiteId? site, string? state, string? text, Word<CaseSort>? sort, bool? openOnly, PersonId? technician, string? cursor, int? limit, ListCasesHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var page = await handler.HandleAsync(new ListCases(site, Words(state), text, sort?.Value ?? CaseSort.Opened, cursor, limit ?? 50, openOnly ?? false, technician), who.Actor, ct);
                return TypedResults.Ok(new CaseList(page.Cases, page.NextCursor, page.Count, page.CountIsCapped));
            })
            .WithName("listCases").WithSummary("Cases of a site, or of all sites you reach").ForAnyStaff();
        cases.MapGet("/{id}", async (CaseId id, ViewCaseHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                var view = await handler.HandleAsync(new ViewCase(id), who.Actor, ct);
                http.ShowVersion(view.Case.Version);
                return TypedResults.Ok(view);
            })
            .WithName("getCase").WithSummary("Everything of one case, with what may be done next").ForAnyStaff();
        cases.MapPost("/{id}/attachments", async (CaseId id, AttachmentIn body, AttachHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var attached = await handler.HandleAsync(new Attach(id, body.Kind, body.Note, body.Content), who.Actor, ct);
                return TypedResults.Created($"{ApiSetup.Root}/cases/{id}/attachments/{attached.Sequence}", attached);
            })
            .WithName("attach").WithSummary("Add a photo or signature (PNG, JPEG or WebP, 5 MB at most)")
            .For(Role.FrontDesk, Role.Technician, Role.CentreManager, Role.FactoryOperator, Role.FactoryManager);
        cases.MapGet("/{id}/attachments/{sequence}", async (CaseId id, int sequence, ReadAttachmentHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var file = await handler.HandleAsync(new ReadAttachment(id, sequence), who.Actor, ct);
                return new PictureResult(file.Content, file.ContentType, $"{sequence}");
            })
            .WithName("getAttachment").WithSummary("A picture of a case; the read is logged")
            .Produces(StatusCodes.Status200OK, contentType: "image/png", additionalContentTypes: ["image/jpeg", "image/webp"]).ForAnyStaff();
        MapBounces(cases);

        api.MapGet("/search", async (string text, SiteId? site, SearchAllHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new SearchAll(text, site), who.Actor, ct)))
            .WithTags("Cases").WithName("search").WithSummary("By anything: IMEI, serial, phone, name, case number, token").ForAnyStaff();
        api.MapGet("/past-fixes", async (ModelId model, string symptom, PastFixesHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new PastFixes(model, symptom), who.Actor, ct)))
            .WithTags("Cases").WithName("listPastFixes").WithSummary("What mended this symptom before, with counts").ForAnyStaff();
        api.MapGet("/alerts", async (ListAlertsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<OpenAlert>(await handler.HandleAsync(new ListAlerts(), who.Actor, ct), null, null)))
            .WithTags("Cases").WithName("listAlerts").WithSummary("Safety and security marks that wait for you").ForAnyStaff();
    }

    private static void MapBounces(RouteGroupBuilder cases)
    {
        cases.MapPost("/{id}/bounce/appeal", async (CaseId id, BounceHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new AppealBounce(id), who.Actor, ct)))
            .WithName("appealBounce").WithSummary("The blamed site says that this return is not its doing").For(Role.CentreManager, Role.FactoryManager);
        cases.MapPost("/{id}/bounce/decide", async (CaseId id, BounceIn body, BounceHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new DecideBounce(id, body.Blame, body.BlamedSite, body.Reason), who.Actor, ct)))
            .WithName("decideBounce").WithSummary("Leave the blame where it is, or move it, with a reason").For(Role.QualityEngineer, Role.HeadOfService);
    }

    /// <summary>Several states, separated by commas.</summary>
    private static List<CaseState>? Words(string? states) =>
        states?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => Common.EnumText<CaseState>.TryParse(word, out var state)
                ? state
                : throw new BadHttpRequestException($"Failed to bind parameter \"string state\" from \"{word}\"."))
            .ToList();

    public sealed record CaseList(IReadOnlyList<CaseCard> Items, string? NextCursor, int Count, bool CountIsCapped);

    /// <param name="Kind">photo or signature.</param>
    /// <param name="Content">Base64.</param>
    public sealed record AttachmentIn(string Kind, string? Note, byte[] Content);

    public sealed record BounceIn(BounceBlame Blame, SiteId? BlamedSite, string Reason);
}
