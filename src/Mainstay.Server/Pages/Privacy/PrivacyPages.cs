using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts;
using Mainstay.Contacts.Contracts;
using Mainstay.Server.Access;
using Mainstay.Server.Pages.Cases;

namespace Mainstay.Server.Pages.Privacy;

/// <summary>What a customer's page does besides showing him: how he is written to, and his archive.</summary>
internal static class PrivacyPages
{
    public static void MapPrivacyPages(this IEndpointRouteBuilder app)
    {
        // Who is not sure to be the one is asked first, and led back.
        app.MapGet("/customers/{customer}/export", async (CustomerId customer, ExportPersonHandler handler, CurrentActor who, HttpContext http) =>
        {
            var archive = await handler.HandleAsync(new ExportPerson(customer), who.Actor, http.RequestAborted);
            http.Response.Headers.CacheControl = "private, no-store";
            return TypedResults.File(archive.Zip, "application/zip", $"customer-{customer}.zip");
        }).For(Role.HeadOfService, Role.Administrator).NeedsStepUp();
        app.MapPost("/customers/{customer}/channels", ChooseAsync).For(Role.FrontDesk, Role.CentreManager, Role.Agent, Role.HeadOfService);
    }

    private static async Task<IResult> ChooseAsync(CustomerId customer, ChooseChannelsHandler handler, CurrentActor who, Flash flash, HttpContext http)
    {
        var read = new FormReader(await http.FormAsync(), Here.DefaultZone);
        try
        {
            await handler.HandleAsync(
                new ChooseChannels(customer, read.Text("preferred") is { } wish ? Channel(wish) : null, [.. read.All("unwanted").Select(Channel)], read.Number("version"), read.Text("term")),
                who.Actor, http.RequestAborted);
            flash.Say(Words.Text("privacy.channels.saved"));
        }
        catch (RefusedException refusal)
        {
            flash.Say(Refusals.TextOf(refusal), "warning");
        }

        return Results.LocalRedirect($"/customers/{customer}{(read.Text("term") is { } term ? "?term=" + Uri.EscapeDataString(term) : "")}");
    }

    private static ContactChannel Channel(string text) =>
        EnumText<ContactChannel>.TryParse(text, out var channel) ? channel : throw new RefusedException("malformed", Words.Text("privacy.channels.unknown"));
}
