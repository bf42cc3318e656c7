using System.Diagnostics;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Mainstay.Server.Access;
using Mainstay.Server.Pages.Account;
using Mainstay.Server.Pages.Admin;
using Mainstay.Server.Jobs;
using Mainstay.Server.Pages.Network;
using Mainstay.Server.Pages.Booking;
using Mainstay.Server.Pages.Cases;
using Mainstay.Server.Pages.Desk;
using Mainstay.Server.Pages.Privacy;
using Mainstay.Server.Pages.Link;
using Mainstay.Server.Pages.Paper;
using Mainstay.Server.Pages.Returns;
using Mainstay.Server.Pages.Terminals;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mainstay.Server.Pages;

/// <summary>Adds and maps everything browsers see.</summary>
public static class PagesSetup
{
    private const string Mark =
        """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#3f7fd0" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"><path d="M12 3v18M12 3 4 19M3 21h18"/><path d="m12 3 8 16" opacity=".45"/></svg>""";

    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "mainstay-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.AddHttpContextAccessor();
        services.AddSingleton<Words>();
        services.AddScoped<Here>();
        services.AddScoped<Flash>();
        services.AddScoped<Posted>();
        services.AddScoped<VerbDesk>();
        services.AddScoped<Desk.Desk>();
        services.AddScoped<IntakeDesk>();
        services.AddSingleton<Live>();
        services.AddHostedService<LiveWatch>();
        services.AddJob<FiguresClock>();
        services.AddJob<RetentionClock>();
        services.AddJob<LearningClock>();
        services.AddJob<BookingClock>();
        services.AddJob<PlanningClock>();
        services.AddJob<ReturnsClock>();
        services.TryAddScoped<IHereSource, NobodyHere>();
    }

    /// <summary>An unknown address, a refusal or a fault in a page is answered by a page; the API answers problems of its own.</summary>
    public static void UsePageErrors(this WebApplication app)
    {
        Words.Strict = app.Environment.IsDevelopment();
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages =>
        {
            pages.UseExceptionHandler("/status/500", createScopeForErrors: true); // Components are set up once a scope.
            pages.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        });
    }

    public static void UseHere(this WebApplication app) => app.Use(async (context, next) =>
    {
        Here here = context.RequestServices.GetRequiredService<Here>();
        here.Path = context.Request.Path;
        here.Query = context.Request.QueryString.Value;
        here.Theme = context.Request.Cookies["theme"] is "light" or "dark" ? context.Request.Cookies["theme"] : null;
        if (!context.Request.Path.StartsWithSegments("/dist") && !context.Request.IsApi())
        {
            try
            {
                await context.RequestServices.GetRequiredService<IHereSource>().FillAsync(here, context);
            }
            catch (Exception e) when (StandIn.DoesWithout(context, e))
            {
                here.Actor = null;
            }
        }

        await next(context);
    });

    public static void MapPages(this WebApplication app)
    {
        app.MapBundle();
        app.MapGet("/icon.svg", () => TypedResults.Text(Mark, "image/svg+xml")).Public();
        app.MapPreferences();
        app.MapLive();
        app.MapNetworkFile();
        app.MapReturnFiles();
        app.MapCasePages();
        app.MapPrivacyPages();
        app.MapDeskPages();
        app.MapBookingPages();
        app.MapTerminalPages();
        app.MapPaperPages();
        app.MapSignOut();
        app.MapCustomerPages();
        app.MapAccount();
        app.MapGlass();
        app.MapRazorComponents<App>().Add(endpoint =>
        {
            // The framework's own endpoint for redirects carries no page, and so no rule of one.
            if (!endpoint.Metadata.OfType<ComponentTypeMetadata>().Any())
            {
                endpoint.Metadata.Add(new PublicPageAttribute());
            }
        });
    }

    /// <summary>Language, theme and site are cookies, set by plain form posts.</summary>
    private static void MapPreferences(this WebApplication app) =>
        app.MapPost("/preferences", async (HttpContext context, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
            foreach (string name in new[] { "lang", "theme", "site" })
            {
                if (form[name].FirstOrDefault() is { Length: < 40 } value)
                    context.Response.Cookies.Append(name, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = name != "theme", Path = "/" });
            }

            return TypedResults.LocalRedirect(form["back"].FirstOrDefault() is { } back && IsLocal(back) ? back : "/");
        }).Public();

    /// <summary>Redirects never leave this server. Browsers drop tabs and line breaks, and a header takes only what is visible ASCII: so do we.</summary>
    public static bool IsLocal(string? path) => path is not null && path.StartsWith('/')
        && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal)
        && !path.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>What the person quotes and the log can be searched for.</summary>
    public static string TraceId(HttpContext? context) => Activity.Current?.TraceId.ToString() ?? context?.TraceIdentifier ?? "-";
}
