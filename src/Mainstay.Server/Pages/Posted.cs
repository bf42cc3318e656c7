using Mainstay.Common;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Primitives;

namespace Mainstay.Server.Pages;

/// <summary>
/// What somebody typed into a form that could not be done: the page is shown again with all of it and the sentence that says why.
/// An endpoint calls <see cref="ShowAgain"/> and answers <see cref="Results.Empty"/>; the page asks for values by the names of its fields.
/// </summary>
public sealed class Posted
{
    private IFormCollection? _form;

    internal (string Path, string Query)? Again { get; private set; }

    /// <summary>True on a page that is shown again.</summary>
    public bool IsBack => _form is not null;

    /// <summary>Why it was not done; null when the form only goes a step on.</summary>
    public RefusedException? Refusal { get; private set; }

    /// <summary>Something told once, on the page that answers this very request: a hand-over code.</summary>
    public string? Secret { get; set; }

    public string? Problem => Refusal is null ? null : Refusals.TextOf(Refusal);

    /// <summary>Sentences by field, for mistakes that belong to one.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    /// <summary>As typed; null when the form had no such field or was not sent.</summary>
    public string? this[string name] => _form is not null && _form.TryGetValue(name, out StringValues values) ? values.ToString() : null;

    public IReadOnlyList<string> All(string name) => _form is not null && _form.TryGetValue(name, out StringValues values) ? [.. values.OfType<string>()] : [];

    public void ShowAgain(IFormCollection form, string path, string query = "", RefusedException? refusal = null, IReadOnlyDictionary<string, string>? errors = null)
    {
        _form = form;
        Refusal = refusal;
        Errors = errors ?? Errors;
        Again = (path, query);
    }

    internal void Done() => Again = null;
}

internal static class PostedSetup
{
    /// <summary>
    /// The form sent, after the access rule has let it in: a parameter of type form would be judged by its content type before that.
    /// </summary>
    /// <exception cref="AntiforgeryValidationException">It does not come from one of our pages.</exception>
    public static async Task<IFormCollection> FormAsync(this HttpContext http)
    {
        await http.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(http);
        return await http.Request.ReadFormAsync(http.RequestAborted);
    }

    /// <summary>Before routing: after a form that could not be done, the page of the form is drawn as the answer to the same request.</summary>
    public static void UsePostedAgain(this WebApplication app) => app.Use(async (context, next) =>
    {
        Posted posted = context.RequestServices.GetRequiredService<Posted>(); // Before: a stream cut off when the server stops has no services left afterwards.
        await next(context);
        if (posted.Again is not { } again || context.Response.HasStarted)
        {
            return;
        }

        posted.Done();
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = again.Path;
        context.Request.QueryString = new QueryString(again.Query);
        if (posted.Refusal is { } refusal)
        {
            context.Response.StatusCode = Refusals.FormStatusOf(refusal.Code);
        }

        await next(context);
    });
}
