using System.Globalization;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Server.Access;
using Mainstay.Server.Pages.Cases;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mainstay.Server.Pages.Link;

/// <summary>
/// The customer's page and its forms. Everybody may ask; only the token opens. Each form carries a seal of its own (no login, no
/// script), and what it changes goes through <see cref="CustomerActs"/>.
/// </summary>
internal static class LinkPages
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private const int LargestForm = 64 * 1024;

    public static void MapCustomerPages(this IEndpointRouteBuilder app)
    {
        var link = app.MapGroup("/c/{token}").Public().AddEndpointFilter(async (context, next) =>
        {
            Guard(context.HttpContext.Response.Headers);
            return await next(context);
        });
        link.MapGet("", (string token, string? done, HttpContext http) => ShowAsync(http, token, new Shown { Done = done }));
        link.MapGet("/form", FormAsync);
        link.MapGet("/pictures/{sequence:int}", PictureAsync);
        link.MapPost("/answer", (string token, HttpContext http) => DoAsync(http, token, async (form, id, acts, ct) =>
        {
            var read = new FormReader(form, Here.DefaultZone);
            var word = CustomerWord.OverLink(id, read.Number("version"));
            switch (read.Text("act"))
            {
                case "approve":
                    await acts.ApproveAsync(word, read.Ids<LineId>("line"), ct);
                    return new Shown { Done = "approved" };
                case "decline":
                    await acts.DeclineAsync(word, read.Text("reason") ?? "other", ct);
                    return new Shown { Done = "declined" };
                default:
                    throw new RefusedException("form-expired", "This form was open too long or did not come from this page. Load the page again and repeat it.");
            }
        }));
        link.MapPost("/complain", (string token, HttpContext http) => DoAsync(http, token, async (form, id, acts, ct) =>
        {
            await acts.ComplainAsync(CustomerWord.OverLink(id, null), new FormReader(form, Here.DefaultZone).Text("text") ?? "", ct);
            return new Shown { Done = "complained" };
        }));
        link.MapPost("/language", (string token, HttpContext http) => DoAsync(http, token, async (form, id, acts, ct) =>
        {
            var wish = Language.Find(form["language"].ToString()) ?? Language.All[0].Culture;
            await acts.SpeakAsync(CustomerWord.OverLink(id, null), wish.TwoLetterISOLanguageName, ct);
            return new Shown();
        }));
        link.MapPost("/visit", (string token, HttpContext http) => DoAsync(http, token, async (form, id, acts, ct) =>
        {
            var read = new FormReader(form, Here.DefaultZone);
            var word = CustomerWord.OverLink(id, null);
            if (read.Text("act") == "cancel")
            {
                await acts.CancelVisitAsync(word, ct);
                return new Shown { Done = "visit_cancelled" };
            }

            await acts.MoveVisitAsync(word, read.Slot("slot") ?? throw new RefusedException("slot-not-possible", "Choose one of the times offered."), ct);
            return new Shown { Done = "visit_moved" };
        }));
        link.MapPost("/code", (string token, HttpContext http) => DoAsync(http, token, async (_, id, acts, ct) =>
            new Shown { Code = (await acts.NewCodeAsync(CustomerWord.OverLink(id, null), ct)).Code }));
    }

    /// <summary>What stands on the page besides the case.</summary>
    private sealed record Shown
    {
        public string? Problem { get; init; }

        public string? Done { get; init; }

        public string? Code { get; init; }

        public string? Said { get; init; }

        public int Status { get; init; } = StatusCodes.Status200OK;
    }

    /// <summary>Nothing of it may be indexed, framed or told on to another page; that nothing is kept is said where it is drawn.</summary>
    private static void Guard(IHeaderDictionary headers)
    {
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers.ContentSecurityPolicy = Policy;
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string token, Shown shown)
    {
        var services = http.RequestServices;
        var ct = http.RequestAborted;
        if (await services.GetRequiredService<ViewLinkHandler>().HandleAsync(token, ct) is not { } view)
        {
            return await NowhereAsync(http);
        }

        Speak(http, view.Language);
        return await DrawAsync<LinkPage>(http, shown.Status, new()
        {
            [nameof(LinkPage.View)] = view,
            [nameof(LinkPage.Token)] = token,
            [nameof(LinkPage.Now)] = services.GetRequiredService<TimeProvider>().GetUtcNow(),
            [nameof(LinkPage.Slots)] = view is { State: CaseState.Booked, Times.BookedFor: not null }
                ? await services.GetRequiredService<ListSlotsHandler>().HandleAsync(new ListSlots(view.Centre.Id, Model: view.Device.Id), ct)
                : null,
            [nameof(LinkPage.Problem)] = shown.Problem is { } code ? ProblemOf(code) : null,
            [nameof(LinkPage.Done)] = shown.Done is "approved" or "declined" or "complained" or "visit_moved" or "visit_cancelled" ? Words.Text($"link.done.{shown.Done}") : null,
            [nameof(LinkPage.Code)] = shown.Code,
            [nameof(LinkPage.Said)] = shown.Said,
        });
    }

    private static async Task<IResult> FormAsync(string token, HttpContext http, ViewLinkHandler handler, TimeProvider clock)
    {
        if (await handler.HandleAsync(token, http.RequestAborted) is not { Times.EstimateUntil: not null } view)
        {
            return await NowhereAsync(http);
        }

        Speak(http, view.Language);
        return await DrawAsync<LinkForm>(http, StatusCodes.Status200OK, new()
        {
            [nameof(LinkForm.View)] = view,
            [nameof(LinkForm.Token)] = token,
            [nameof(LinkForm.Now)] = clock.GetUtcNow(),
        });
    }

    private static async Task<IResult> PictureAsync(string token, int sequence, HttpContext http, ReadLinkPictureHandler handler)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await handler.HandleAsync(token, sequence, http.RequestAborted) is { } picture
            ? new Api.PictureResult(picture.Content, picture.ContentType, $"{sequence}")
            : await NowhereAsync(http);
    }

    /// <summary>The seal of the form comes first, so that a foreign page learns nothing from the answer; then the token; then the act.</summary>
    private static async Task<IResult> DoAsync(HttpContext http, string token, Func<IFormCollection, CaseId, CustomerActs, CancellationToken, Task<Shown>> act)
    {
        if (http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestForm;
        }

        IFormCollection form;
        try
        {
            form = await http.FormAsync();
        }
        catch (AntiforgeryValidationException)
        {
            return await ShowAsync(http, token, new Shown { Problem = "form-expired", Status = StatusCodes.Status400BadRequest });
        }

        if (await http.RequestServices.GetRequiredService<CaseLinks>().FindAsync(token, http.RequestAborted) is not { } id)
        {
            return await NowhereAsync(http);
        }

        try
        {
            var shown = await act(form, id, http.RequestServices.GetRequiredService<CustomerActs>(), http.RequestAborted);
            return shown.Code is not null
                ? await ShowAsync(http, token, shown)
                : Results.LocalRedirect($"/c/{token}{(shown.Done is { } done ? "?done=" + done : "")}", permanent: false, preserveMethod: false);
        }
        catch (RefusedException refusal)
        {
            return await ShowAsync(http, token, new Shown { Problem = refusal.Code, Said = form["text"].FirstOrDefault(), Status = Refusals.FormStatusOf(refusal.Code) });
        }
    }

    private static Task<IResult> NowhereAsync(HttpContext http)
    {
        var isOften = !http.RequestServices.GetRequiredService<WrongLinks>().Count(http);
        return DrawAsync<LinkNowhere>(http, isOften ? StatusCodes.Status429TooManyRequests : StatusCodes.Status404NotFound, new() { [nameof(LinkNowhere.IsOften)] = isOften });
    }

    /// <summary>Drawn here and not by the caller: the language set for this customer does not outlive this method.</summary>
    private static async Task<IResult> DrawAsync<TPage>(HttpContext http, int status, Dictionary<string, object?> values) where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        http.Response.Headers.Remove(Microsoft.Net.Http.Headers.HeaderNames.CacheControl);
        http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http); // Says no-store as well.
        await new RazorComponentResult<TPage>(values) { StatusCode = status }.ExecuteAsync(http);
        return Results.Empty;
    }

    private static void Speak(HttpContext http, string language)
    {
        var culture = Language.Find(language) ?? CultureInfo.CurrentUICulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        http.Response.Headers.ContentLanguage = culture.Name;
    }

    private static string ProblemOf(string code) => Words.Text(Words.Has($"link.problem.{code}") ? $"link.problem.{code}" : "link.problem.other");
}
