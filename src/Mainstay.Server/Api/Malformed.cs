using System.Text.Json;
using System.Text.RegularExpressions;
using Mainstay.Server.Pages;

namespace Mainstay.Server.Api;

/// <summary>Requests that cannot be read are answered with the fields at fault; what nobody foresaw with a trace id and nothing else.</summary>
internal static partial class Malformed
{
    private const string General = "request";

    public static Task AnswerAsync(HttpContext context, Exception e)
    {
        if (e is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            return Task.CompletedTask;
        }

        if (e is BadHttpRequestException or JsonException)
        {
            return (e as BadHttpRequestException)?.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => Refusals.Problem("body-too-large", "The request is larger than the server takes.").ExecuteAsync(context),
                StatusCodes.Status415UnsupportedMediaType => Refusals.Problem("media-type", "The request must be JSON: Content-Type application/json.").ExecuteAsync(context),
                _ => AnswerAsync(context, Errors(e)),
            };
        }

        var trace = PagesSetup.TraceId(context);
        Failed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Mainstay.Api"), e, context.Request.Method, context.Request.Path, trace);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status500InternalServerError,
            type: "/problems/unexpected",
            title: "unexpected",
            extensions: new Dictionary<string, object?> { ["code"] = "unexpected", ["trace_id"] = trace }).ExecuteAsync(context);
    }

    private static Task AnswerAsync(HttpContext context, Dictionary<string, string[]> errors) => TypedResults.Problem(
        statusCode: StatusCodes.Status400BadRequest,
        type: "/problems/malformed",
        title: "malformed",
        detail: $"The request cannot be read: {string.Join(", ", errors.Keys)}.",
        extensions: new Dictionary<string, object?> { ["code"] = "malformed", ["errors"] = errors }).ExecuteAsync(context);

    internal static Dictionary<string, string[]> Errors(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is JsonException json)
            {
                return OfJson(json);
            }
        }

        return Parameter().Match(e.Message) is { Success: true } match
            ? new() { [Mainstay.Common.SnakeCase.Of(match.Groups[1].Value)] = ["This value is missing or not of the kind expected."] }
            : new() { [General] = ["The request has no body, or not the one expected."] };
    }

    private static Dictionary<string, string[]> OfJson(JsonException e)
    {
        var path = (e.Path ?? "$").TrimStart('$').TrimStart('.');
        if (e.Message.Contains("missing required properties", StringComparison.Ordinal))
        {
            return Quoted().Matches(e.Message[e.Message.IndexOf(':', StringComparison.Ordinal)..])
                .ToDictionary(match => path.Length == 0 ? match.Groups[1].Value : $"{path}.{match.Groups[1].Value}", _ => new[] { "This field is needed." });
        }

        return path.Length > 0
            ? new() { [path] = ["This value is not of the kind expected, or may not be null."] }
            : new() { [General] = [$"This is no JSON of the shape expected (line {e.LineNumber + 1}, byte {e.BytePositionInLine})."] };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed ({Trace})")]
    private static partial void Failed(ILogger log, Exception e, string method, string path, string trace);

    [GeneratedRegex(@"parameter ""\S+ (\w+)""")]
    private static partial Regex Parameter();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
