using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Server.Pages.Dev;

/// <summary>The gallery of components: seen while developing only, by a made-up person who holds every role.</summary>
public static class DevPages
{
    public static void UseDevPages(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/dev"))
        {
            return next(context);
        }

        if (!app.Environment.IsDevelopment())
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        Here here = context.RequestServices.GetRequiredService<Here>();
        if (here.Actor is null)
        {
            here.Actor = Actor.System with { Name = "Asha Kulkarni" };
            here.Sites = [Site("PUN-014", "Pune, Kothrud"), Site("PUN-021", "Pune, Hadapsar"), Site("FAC-01", "Repair factory Noida")];
            here.Site = here.Sites[0];
        }

        return next(context);
    });

    private static HereSite Site(string code, string name) =>
        new(new SiteRef(default, code, name, SiteKind.ServiceCentre, default), Here.DefaultZone);
}
