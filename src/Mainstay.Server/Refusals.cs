using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Mainstay.Common;
using Mainstay.Server.Access;
using Mainstay.Server.Pages;
using Microsoft.AspNetCore.Antiforgery;
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

    private static readonly FrozenDictionary<string, int> _statuses = Read();

    public static int StatusOf(string code) => _statuses.TryGetValue(code, out var status) ? status : StatusCodes.Status422UnprocessableEntity;

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
        try
        {
            await next(context);
        }
        catch (RefusedException refusal) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, refusal);
        }
        catch (DbUpdateConcurrencyException) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, new RefusedException("stale", "Somebody else changed this meanwhile; look at it again."));
        }
        catch (AntiforgeryValidationException) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, new RefusedException("form-expired", "This form was open too long or did not come from this page. Load the page again and repeat it."));
        }
    });

    private static Task AnswerAsync(HttpContext context, RefusedException refusal)
    {
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
