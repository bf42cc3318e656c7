using System.Globalization;
using System.Text;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Exchange;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Access;

/// <summary>People, what they may do where, and the audit.</summary>
public static class PeopleApi
{
    private static readonly Role[] _managers = [Role.Administrator, Role.CentreManager, Role.FactoryManager];

    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("People");
        people.MapGet("", async (string? text, SiteId? site, Word<Role>? role, bool? withLeft, string? cursor, int? limit, ListPeopleHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var number = int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 1;
                var page = await handler.HandleAsync(new ListPeople(text, site, role?.Value, withLeft ?? false, number, limit ?? 50), who.Actor, ct);
                return TypedResults.Ok(new Page<PersonRow>(page.People, page.HasMore ? (number + 1).ToString(CultureInfo.InvariantCulture) : null, page.Total));
            })
            .WithName("listPeople").WithSummary("Colleagues whom you manage").For(_managers);
        people.MapPost("", async (HirePerson body, HirePersonHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var id = await handler.HandleAsync(body, who.Actor, ct);
                return TypedResults.Created($"{ApiSetup.Root}/people/{id}", new Made(id.Value));
            })
            .WithName("hirePerson").WithSummary("A new colleague with his roles").For(_managers).NeedsStepUp();
        people.MapGet("/me", async (PersonDetailHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                var person = await handler.HandleAsync(new PersonDetail(who.Actor.Person), who.Actor, ct);
                http.ShowVersion(person.Version);
                return TypedResults.Ok(person);
            })
            .WithName("getMyself").WithSummary("Your own record").ForAnyStaff();
        people.MapGet("/{id}", async (PersonId id, PersonDetailHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                var person = await handler.HandleAsync(new PersonDetail(id), who.Actor, ct);
                http.ShowVersion(person.Version);
                return TypedResults.Ok(person);
            })
            .WithName("getPerson").WithSummary("The record of a colleague whom you manage").For(_managers);
        people.MapPut("/{id}", (PersonId id, PersonIn body, ChangePersonHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                Done(http, version => handler.HandleAsync(
                    new ChangePerson(id, body.Login, body.Name, body.Email, body.Phone, body.HomeSite, body.Language, body.Skills, version), who.Actor, ct)))
            .WithName("changePerson").WithSummary("Replace what is known of a colleague").For(_managers);
        people.MapPost("/{id}/grants", (PersonId id, GrantIn body, GrantRoleHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                Done(http, version => handler.HandleAsync(new GrantRole(id, body.ToGrant(), version), who.Actor, ct)))
            .WithName("grantRole").WithSummary("Give a role within a scope").For(_managers).NeedsStepUp();
        people.MapPost("/{id}/grants/revoke", (PersonId id, GrantIn body, RevokeRoleHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                Done(http, version => handler.HandleAsync(new RevokeRole(id, body.ToGrant(), version), who.Actor, ct)))
            .WithName("revokeRole").WithSummary("Take a role away").For(_managers).NeedsStepUp();
        people.MapPost("/{id}/lock", (PersonId id, LockPersonHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                Done(http, _ => handler.HandleAsync(new LockPerson(id), who.Actor, ct)))
            .WithName("lockPerson").WithSummary("He cannot sign in until unlocked").For(_managers);
        people.MapPost("/{id}/unlock", (PersonId id, UnlockPersonHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                Done(http, _ => handler.HandleAsync(new UnlockPerson(id), who.Actor, ct)))
            .WithName("unlockPerson").WithSummary("He can sign in again").For(_managers);
        people.MapPost("/{id}/leave", (PersonId id, PersonLeavesHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                Done(http, _ => handler.HandleAsync(new PersonLeaves(id), who.Actor, ct)))
            .WithName("personLeaves").WithSummary("He has left; history keeps his name").For(_managers).NeedsStepUp();
        people.MapPost("/{id}/password", (PersonId id, PasswordIn body, SetPasswordHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                Done(http, _ => handler.HandleAsync(new SetPassword(id, body.NewPassword, body.PresentPassword), who.Actor, ct)))
            .WithName("setPassword").WithSummary("Your own, with the present one; or that of somebody you manage").ForAnyStaff().NeedsStepUp();
        SessionApi.MapSessionsOf(people);
        people.MapPost("/import", async (string name, HttpRequest request, ImportPeopleHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ImportPeople(await Files.TakeAsync(request, ct), name), who.Actor, ct)))
            .WithName("importPeople").WithSummary("People from a CSV file, all or nothing").TakesFile("text/csv").For(Role.Administrator).NeedsStepUp();
        people.MapGet("/export", async (ExportPeopleHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                using var writer = new StringWriter(CultureInfo.InvariantCulture);
                await handler.HandleAsync(new ExportPeople(writer), who.Actor, ct);
                return TypedResults.Bytes(Encoding.UTF8.GetBytes(writer.ToString()), "text/csv");
            })
            .WithName("exportPeople").WithSummary("People as CSV; the read is logged").Produces<byte[]>(StatusCodes.Status200OK, "text/csv").For(Role.Administrator).NeedsStepUp();

        api.MapGet("/audit", async (
                PersonId? person, string? subject, string? action, Word<AuditKind>? kind, GlassId? glass, DateTimeOffset? from, DateTimeOffset? to, string? cursor, int? limit,
                ListAuditHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var page = await handler.HandleAsync(new ListAudit(person, subject, action, kind?.Value, from, to, cursor, limit ?? 50, glass), who.Actor, ct);
                return TypedResults.Ok(new Page<AuditRow>([.. page.Entries.Select(AuditRow.Of)], page.Next, null));
            })
            .WithTags("People").WithName("listAudit").WithSummary("Who changed what, who read whose data, and who was not let in").For(Role.Administrator);
    }

    private static async Task<Microsoft.AspNetCore.Http.HttpResults.NoContent> Done(HttpContext http, Func<int?, Task> act)
    {
        await http.WithIfMatchAsync(async version =>
        {
            await act(version);
            return true;
        });
        return TypedResults.NoContent();
    }

    public sealed record PersonIn(string? Login, string Name, string? Email, string? Phone, SiteId? HomeSite, string Language, IReadOnlyList<string> Skills);

    public sealed record GrantIn(Role Role, SiteId? Site, OrganisationId? Organisation)
    {
        internal Grant ToGrant() => new(Role, Site, Organisation);
    }

    public sealed record PasswordIn(string NewPassword, string? PresentPassword);

    public sealed record AuditRow(AuditId Id, DateTimeOffset At, PersonId Person, AuditKind Kind, string Action, string SubjectKind, string SubjectId, SiteId? Site, GlassId? Glass, int Times)
    {
        internal static AuditRow Of(AuditEntry entry) =>
            new(entry.Id, entry.At, entry.Person, entry.Kind, entry.Action, entry.SubjectKind, entry.SubjectId, entry.Site, entry.Glass, entry.Times);
    }
}
