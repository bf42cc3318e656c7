using Mainstay.Access.Contracts;
using Mainstay.Contacts;
using Mainstay.Contacts.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Pages.Privacy;

/// <summary>The archive of a customer as a button of his page: who is not sure to be the one is asked first, and led back.</summary>
internal static class PrivacyPages
{
    public static void MapPrivacyPages(this IEndpointRouteBuilder app) =>
        app.MapGet("/customers/{customer}/export", async (CustomerId customer, ExportPersonHandler handler, CurrentActor who, HttpContext http) =>
        {
            var archive = await handler.HandleAsync(new ExportPerson(customer), who.Actor, http.RequestAborted);
            http.Response.Headers.CacheControl = "private, no-store";
            return TypedResults.File(archive.Zip, "application/zip", $"customer-{customer}.zip");
        }).For(Role.HeadOfService, Role.Administrator).NeedsStepUp();
}
