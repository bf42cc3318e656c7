using System.Net;
using System.Text.RegularExpressions;

namespace Mainstay.Bench.Fuzzing;

/// <summary>
/// Somebody without a login on the pages that are open to everybody: he reads a page and sends one of its forms, with its seal, and with
/// other values than it offers. Same seed, same walk.
/// </summary>
internal sealed partial class FormWalker(HttpClient http, string link, int seed)
{
    private readonly Random _random = new(seed);
    private string _page = $"/c/{link}";
    private string _html = "";

    /// <summary>One look, or one form of the page looked at last.</summary>
    public async Task<(HttpRequestMessage Request, HttpResponseMessage Answer, string Text)> StepAsync(CancellationToken ct)
    {
        var forms = Form().Matches(_html);
        var request = forms.Count > 0 && _random.NextDouble() < 0.6
            ? Send(forms[_random.Next(forms.Count)].Value)
            : new HttpRequestMessage(HttpMethod.Get, _page = Page());
        var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        _html = answer.Content.Headers.ContentType?.MediaType == "text/html" ? text : "";
        return (request, answer, text);
    }

    private string Page() => _random.Next(10) switch
    {
        < 4 => $"/c/{link}",
        4 => $"/c/{link}/form",
        5 => $"/c/{link}/pictures/{_random.Next(3)}",
        6 => $"/c/{Wrong()}",
        7 => $"/book?product={Text("smartphone")}&place={Text("Pune")}&site={Text("")}&slot={Text("2026-11-23T06:00:00Z")}",
        8 => $"/book/visit?number={Text("V-1")}&phone={Text("9899999999")}",
        _ => $"/display/{Wrong()}",
    };

    private HttpRequestMessage Send(string form)
    {
        var action = Action().Match(form) is { Success: true } named ? WebUtility.HtmlDecode(named.Groups[1].Value) : _page;
        var values = new List<KeyValuePair<string, string>>();
        foreach (var field in Field().Matches(form).Select(match => match.Value))
        {
            if (Name().Match(field) is { Success: true } name && _random.NextDouble() < 0.95)
            {
                var given = WebUtility.HtmlDecode(Value().Match(field).Groups[1].Value);
                values.Add(new(WebUtility.HtmlDecode(name.Groups[1].Value), name.Groups[1].Value == "__RequestVerificationToken" ? given : Changed(given)));
            }
        }

        if (_random.NextDouble() < 0.1)
        {
            action = action.Replace(link, Wrong(), StringComparison.Ordinal);
        }

        var isGet = !form.Contains("method=\"post\"", StringComparison.OrdinalIgnoreCase);
        return isGet
            ? new HttpRequestMessage(HttpMethod.Get, $"{action.Split('?')[0]}?{string.Join('&', values.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value.Length > 500 ? pair.Value[..500] : pair.Value)}"))}")
            : new HttpRequestMessage(HttpMethod.Post, action) { Content = new StringContent(string.Join('&', values.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}")), System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") };
    }

    private string Changed(string given) => _random.NextDouble() switch
    {
        < 0.5 => given,
        < 0.7 => "Meera 9811100000",
        _ => Nasty(),
    };

    private string Text(string good) => Uri.EscapeDataString(_random.NextDouble() < 0.5 ? good : Nasty() is { Length: > 500 } text ? text[..500] : Nasty());

    private string Nasty() => RandomRequests.Nasty[_random.Next(RandomRequests.Nasty.Count)];

    private string Wrong() => _random.Next(4) switch
    {
        0 => link[..^1] + (link[^1] == 'A' ? 'B' : 'A'),
        1 => link + "A",
        2 => "%00" + link,
        _ => Uri.EscapeDataString(Nasty() is { Length: > 0 and < 500 } text ? text : "x"),
    };

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("^<form[^>]*action=\"([^\"]*)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<(?:input|button|textarea|select)[^>]*>")]
    private static partial Regex Field();

    [GeneratedRegex("\\sname=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex("\\svalue=\"([^\"]*)\"")]
    private static partial Regex Value();
}
