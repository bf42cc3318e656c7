using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Mainstay.Bench.Torture;

/// <summary>
/// A client that writes: opens cases and works them, asks again with the same key until it has an answer, sends some requests twice at
/// once and some again much later. It believes only what it was told.
/// </summary>
internal sealed class Writer(int number, IReadOnlyList<Uri> nodes, CookieContainer cookies, ConcurrentQueue<string> devices, string site, Ledger ledger) : IDisposable
{
    private static readonly string[][] _lives =
    [
        ["begin-triage", "add-line", "add-line", "add-line", "return-unrepaired", "prepare-return", "issue-code"],
        ["begin-triage", "diagnose", "approve", "start-repair", "finish-repair", "pass-quality"],
        ["begin-triage", "pass-on", "add-line", "diagnose", "send-estimate", "approve"],
    ];

    private static readonly Dictionary<string, string> _bodies = new()
    {
        ["add-line"] = """{"line":{"kind":"labour","work":"repair"}}""",
        ["diagnose"] = """{"section":"HDSP","defect":"HD01","repair_code":"HR01","lines":[{"kind":"labour","work":"repair"}]}""",
        ["return-unrepaired"] = """{"reason":"customer_asked"}""",
        ["finish-repair"] = """{"reason":"fixed"}""",
    };

    private readonly Random _random = new(number);
    private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = cookies, PooledConnectionLifetime = TimeSpan.FromSeconds(30) }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly List<(ToldCase Case, Queue<string> Next)> _open = [];
    private readonly List<Sent> _sent = [];
    private int _keys;

    /// <param name="stop">No new request after it; the one under way is asked again until it is answered.</param>
    /// <param name="ct">Gives up.</param>
    public async Task WriteAsync(CancellationToken stop, CancellationToken ct)
    {
        while (!stop.IsCancellationRequested)
        {
            var chance = _random.NextDouble();
            if (chance < 0.1 && _sent.Count > 0)
            {
                await SendLateAsync(_sent[_random.Next(_sent.Count)], ct);
            }
            else if (_open.Count == 0 || (_open.Count < 20 && chance < 0.4))
            {
                await OpenAsync(ct);
            }
            else
            {
                await WorkAsync(_random.Next(_open.Count), ct);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task OpenAsync(CancellationToken ct)
    {
        if (!devices.TryDequeue(out var device))
        {
            await Task.Delay(50, ct);
            return;
        }

        var body = $$"""{"site":"{{site}}","device":"{{device}}","new_customer":{"name":"Writer {{number}}","phone":"+91981{{number:000}}{{_keys % 10_000:0000}}","language":"en"},"symptom":"131","items":[{"kind":"charger"}],"wipe_consent":true}""";
        if (await DoAsync("cases", body, ct) is { } answer)
        {
            using var json = JsonDocument.Parse(answer);
            var told = new ToldCase(json.RootElement.GetProperty("id").GetString()!);
            ledger.Cases.Add(told);
            _open.Add((told, new Queue<string>(_lives[_random.Next(_lives.Length)])));
        }
    }

    private async Task WorkAsync(int at, CancellationToken ct)
    {
        var (@case, next) = _open[at];
        var verb = next.Dequeue();
        if (await DoAsync($"cases/{@case.Id}/{verb}", _bodies.GetValueOrDefault(verb, "{}"), ct) is null || next.Count == 0)
        {
            _open.RemoveAt(at); // Refused: this one's life went another way.
        }
    }

    /// <returns>The answer; null when the business said no.</returns>
    private async Task<string?> DoAsync(string path, string body, CancellationToken ct)
    {
        var sent = new Sent(path, body, $"w{number}-{++_keys}");
        Answer answer;
        if (_random.NextDouble() < 0.15)
        {
            ledger.Repeated();
            var both = await Task.WhenAll(UntilAnsweredAsync(sent, 0, ct), UntilAnsweredAsync(sent, 1, ct));
            answer = both[0].IsYes ? both[0] : both[1]; // A node whose clock is behind may refuse what the other does.
            if (both[0].IsYes && both[1].IsYes && both[0].Body != both[1].Body)
            {
                ledger.Findings.Enqueue($"Twice the same {path}, two answers: {both[0].Status} {Short(both[0].Body)} and {both[1].Status} {Short(both[1].Body)}");
            }
        }
        else
        {
            answer = await UntilAnsweredAsync(sent, _random.Next(nodes.Count), ct);
        }

        if (!answer.IsYes)
        {
            return null;
        }

        if (path != "cases")
        {
            var parts = path.Split('/');
            _open.Single(open => open.Case.Id == parts[1]).Case.Verbs.Add(parts[2].Replace('-', '_'));
        }

        _sent.Add(sent with { Answer = answer.Body });
        if (_sent.Count > 50)
        {
            _sent.RemoveAt(_random.Next(_sent.Count));
        }

        return answer.Body;
    }

    /// <summary>A request that was answered long ago arrives once more, after others.</summary>
    private async Task SendLateAsync(Sent sent, CancellationToken ct)
    {
        ledger.Repeated();
        var answer = await UntilAnsweredAsync(sent, _random.Next(nodes.Count), ct);
        if (!answer.IsYes || answer.Body != sent.Answer)
        {
            ledger.Findings.Enqueue($"{sent.Path} once more with its key: {answer.Status} {Short(answer.Body)} in place of {Short(sent.Answer!)}");
        }
    }

    private async Task<Answer> UntilAnsweredAsync(Sent sent, int node, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await TryAsync(sent, nodes[(node + attempt) % nodes.Count], ct) is { } answer)
            {
                return answer;
            }

            ledger.Retried();
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(20 * (1 << Math.Min(attempt, 5)), 400)), TimeProvider.System, ct);
        }
    }

    /// <returns>Null when the answer is not known: cut off, busy, or the database away.</returns>
    private async Task<Answer?> TryAsync(Sent sent, Uri node, CancellationToken ct)
    {
        var dead = ledger.Dead;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node, "/api/v1/" + sent.Path));
            request.Content = new StringContent(sent.Body, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", sent.Key);
            using var answer = await _http.SendAsync(request, ct);
            var body = await answer.Content.ReadAsStringAsync(ct);
            if (answer.StatusCode == HttpStatusCode.InternalServerError)
            {
                ledger.Faulted($"500 to {sent.Path}: {Short(body)}");
            }

            ledger.Asked(dead, node, (int)answer.StatusCode >= 500 ? $"{(int)answer.StatusCode} to {sent.Path}: {Short(body)}" : null);
            var isUnknown = (int)answer.StatusCode >= 500 || answer.StatusCode == HttpStatusCode.TooManyRequests
                || body.Contains("idempotency-key-in-use", StringComparison.Ordinal) || body.Contains("\"stale", StringComparison.Ordinal);
            return isUnknown ? null : new Answer((int)answer.StatusCode, body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            ledger.Asked(dead, node, $"{sent.Path}: {Short(e.Message)}");
            return null;
        }
    }

    private static string Short(string text) => text.Length <= 160 ? text : text[..160];

    private sealed record Sent(string Path, string Body, string Key, string? Answer = null);

    private sealed record Answer(int Status, string Body)
    {
        public bool IsYes => Status is >= 200 and < 300;
    }
}
