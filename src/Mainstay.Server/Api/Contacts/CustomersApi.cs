using Mainstay.Access.Contracts;
using Mainstay.Cases.Queries;
using Mainstay.Contacts;
using Mainstay.Contacts.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Contacts;

/// <summary>Customers: masked in lists, whole one at a time, every read logged.</summary>
public static class CustomersApi
{
    private const int MostFound = 20;
    private static readonly Role[] _readers = [Role.FrontDesk, Role.CentreManager, Role.Agent, Role.HeadOfService];

    public static void MapCustomers(this IEndpointRouteBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("Customers");
        customers.MapGet("", async (string text, ICustomers books, IAudit audit, CurrentActor who, CancellationToken ct) =>
            {
                var found = await books.SearchAsync(text, MostFound, ct);
                await audit.ReadAsync(who.Actor, "search", $"search:{(Phone.TryNormalise(text, out _) ? "phone" : "name")}/{found.Count}", null, ct);
                return TypedResults.Ok(new Page<MaskedCustomer>([.. found.Select(MaskedCustomer.Of)], null, null));
            })
            .WithName("findCustomers").WithSummary("By phone or the beginning of a name, masked").For(_readers);
        customers.MapPost("", async (CustomerIn body, RegisterCustomerHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                var made = await handler.HandleAsync(new RegisterCustomer(new NewCustomer(body.Name, body.Phone, body.Email, body.Language), body.Place), who.Actor, ct);
                http.ShowVersion(made.Version);
                return TypedResults.Created($"{ApiSetup.Root}/customers/{made.Id}", made);
            })
            .WithName("registerCustomer").WithSummary("A customer by name and phone; one who is known with both is found again, not doubled")
            .For(Role.FrontDesk, Role.CentreManager, Role.Agent, Role.Integrator);
        customers.MapGet("/{id}", async (CustomerId id, string? term, ViewCustomerHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                var found = await handler.HandleAsync(new ViewCustomer(id, term), who.Actor, ct);
                http.ShowVersion(found.Version);
                return TypedResults.Ok(found);
            })
            .WithName("getCustomer").WithSummary("A customer, whole, where something of his is within reach; at a counter also by his exact phone or e-mail as term; the read is logged").For(_readers);
        customers.MapPut("/{id}", async (CustomerId id, string? term, CustomerIn body, ChangeCustomerHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                await http.WithIfMatchAsync(async version =>
                {
                    await handler.HandleAsync(new ChangeCustomer(id, new NewCustomer(body.Name, body.Phone, body.Email, body.Language), body.Place, version, term), who.Actor, ct);
                    return true;
                });
                return TypedResults.NoContent();
            })
            .WithName("changeCustomer").WithSummary("Replace what is known of a customer").For(_readers);
        customers.MapPut("/{id}/channels", async (CustomerId id, string? term, ChannelsIn body, ChooseChannelsHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                await http.WithIfMatchAsync(async version =>
                {
                    await handler.HandleAsync(new ChooseChannels(id, body.Preferred, body.Unwanted ?? [], version, term), who.Actor, ct);
                    return true;
                });
                return TypedResults.NoContent();
            })
            .WithName("chooseChannels").WithSummary("How a customer wants to be written to, and how not").For(_readers);
        customers.MapGet("/{id}/export", async (CustomerId id, ExportPersonHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                var archive = await handler.HandleAsync(new ExportPerson(id), who.Actor, ct);
                http.Response.Headers.CacheControl = "private, no-store";
                return TypedResults.File(archive.Zip, "application/zip", $"customer-{id}.zip");
            })
            .WithName("exportCustomer").WithSummary("Everything that is held of a customer, for himself: person.json and his pictures; logged")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip").For(Role.HeadOfService, Role.Administrator).NeedsStepUp();
        customers.MapPost("/{id}/erase", async (CustomerId id, EraseCustomerHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new EraseCustomer(id), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("eraseCustomer").WithSummary("Erase personal data at the customer's wish; history stays").For(Role.HeadOfService, Role.Administrator).NeedsStepUp();
    }

    /// <param name="Preferred">Null: as is usual, by text.</param>
    /// <param name="Unwanted">Only security alerts still go there.</param>
    public sealed record ChannelsIn(ContactChannel? Preferred, IReadOnlyList<ContactChannel>? Unwanted);

    public sealed record CustomerIn(string Name, string? Phone, string? Email, string Language, string? Place = null);
}
