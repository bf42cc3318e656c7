using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Server.Access;
using Mainstay.Server.Api;
using Mainstay.Server.Pages;
using Mainstay.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Server;

/// <summary>
/// When the business says no: the API answers with a problem document (RFC 9457), pages with a page. Which status a code has is
/// read from docs/problems.md, which is embedded: the document is the table.
/// </summary>
public static partial class Refusals
{
    private const string Item = "mainstay.refusal";
    private const string CodeItem = "mainstay.refusal-code";

    private static readonly FrozenDictionary<string, int> _statuses = Read();

    public static int StatusOf(string code) => _statuses.TryGetValue(code, out var status) ? status : StatusCodes.Status422UnprocessableEntity;

    /// <summary>
    /// For a form that is shown again with what was typed: what it names is not there, but the page is. A page that says 404 would be
    /// replaced by the one that says so.
    /// </summary>
    public static int FormStatusOf(string code) => StatusOf(code) is var status && status == StatusCodes.Status404NotFound ? StatusCodes.Status422UnprocessableEntity : status;

    /// <summary>In the language of the request where <c>problems.CODE</c> is translated, else the sentence of the refusal.</summary>
    public static string TextOf(RefusedException refusal) =>
        Words.Has($"problems.{refusal.Code}") ? Words.Text($"problems.{refusal.Code}") : refusal.Message;

    /// <summary>The sentence for the page that stands in for a refused one.</summary>
    public static string? TextFor(HttpContext? context) => context?.Items[Item] as string;

    public static ProblemHttpResult Problem(string code, string detail, int? status = null) => TypedResults.Problem(
        statusCode: status ?? StatusOf(code),
        type: $"/problems/{code}",
        title: code,
        detail: detail,
        extensions: new Dictionary<string, object?> { ["code"] = code });

    public static void UseRefusals(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            // The page that stands in for a refused form is only looked at: its seal is not checked a second time.
            context.Request.Method = HttpMethods.Get;
            context.Features.Set<IAntiforgeryValidationFeature>(null);
        }

        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && Understood(e, context) is { } refusal)
        {
            await AnswerAsync(context, refusal);
            return;
        }
        catch (BadHttpRequestException malformed) when (!context.Response.HasStarted && !context.Request.IsApi())
        {
            context.Response.ContentType = null;
            context.Response.StatusCode = malformed.StatusCode; // The page for this status is drawn further out.
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted && context.Request.IsApi())
        {
            await Malformed.AnswerAsync(context, e);
            return;
        }

        if (context.Request.IsApi() && !context.Response.HasStarted && context.Response is { ContentLength: null, ContentType: null } && Bare(context.Response.StatusCode) is { } bare)
        {
            await Problem(bare.Code, bare.Message, context.Response.StatusCode).ExecuteAsync(context);
        }
    });

    private static RefusedException? Understood(Exception e, HttpContext context) => e switch
    {
        RefusedException refused => refused,
        _ when BodyLimits.WasExceeded(e) => BodyLimits.TooLarge,
        DbUpdateConcurrencyException => new RefusedException("stale", "Somebody else changed this meanwhile; look at it again."),
        AntiforgeryValidationException or { InnerException: AntiforgeryValidationException } => new RefusedException("form-expired", "This form was open too long or did not come from this page. Load the page again and repeat it."),
        BadHttpRequestException => null,
        OperationCanceledException => null,
        _ when TakenNumbers.Explain(e) is { } taken => taken,
        _ => StorageProblem.Translate(e),
    };

    /// <summary>Answers that routing gives without a word.</summary>
    private static RefusedException? Bare(int status) => status switch
    {
        StatusCodes.Status404NotFound => new("no-such-address", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => new("method-not-allowed", "This address does not take this method."),
        StatusCodes.Status413PayloadTooLarge => new("body-too-large", "The request is larger than the server takes."),
        StatusCodes.Status415UnsupportedMediaType => new("media-type", "The request must be JSON: Content-Type application/json."),
        StatusCodes.Status429TooManyRequests => new("too-many-requests", "Too many requests. Wait as long as Retry-After says."),
        _ => null,
    };

    /// <summary>The code this request was refused with.</summary>
    internal static string? CodeOf(HttpContext context) => context.Items[CodeItem] as string;

    private static Task AnswerAsync(HttpContext context, RefusedException refusal)
    {
        context.Items[CodeItem] = refusal.Code;
        if (context.Request.IsApi())
        {
            return Problem(refusal.Code, refusal.Message).ExecuteAsync(context);
        }

        context.Items[Item] = TextOf(refusal);
        context.Response.ContentType = null;
        context.Response.StatusCode = StatusOf(refusal.Code); // The page for this status is drawn further out.
        return Task.CompletedTask;
    }

    private static FrozenDictionary<string, int> Read()
    {
        using var reader = new StreamReader(typeof(Refusals).Assembly.GetManifestResourceStream("problems.md")!);
        return Row().Matches(reader.ReadToEnd())
            .DistinctBy(match => match.Groups[1].Value)
            .ToFrozenDictionary(match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \| (\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
