using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Bench.Serving;

/// <summary>A member of a centre's staff and what he has in hand; each turn is one verb over HTTP.</summary>
internal sealed class Work(SiteInfo centre, string cookie, Uri server, HttpClient client, ConcurrentQueue<DeviceId> devices, Func<string> number) : IDisposable
{
    private static readonly string[] _life = ["begin-triage", "add-line", "add-line", "add-line", "diagnose"];
    private static readonly Dictionary<string, string> _bodies = new()
    {
        ["begin-triage"] = "{}",
        ["add-line"] = """{"line":{"kind":"labour","work":"repair"}}""",
        ["diagnose"] = """{"section":"HDSP","defect":"HD01","repair_code":"HR01","lines":[{"kind":"labour","work":"repair"}]}""",
    };

    private readonly SemaphoreSlim _one = new(1);
    private string? _case;
    private int _step;

    public SiteInfo Centre => centre;

    public string Cookie => cookie;

    /// <returns>When it was sent and when its answer was there; null when it was not done.</returns>
    public async Task<(long Sent, long Answered)?> DoAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var path = _case is null ? "cases" : $"cases/{_case}/{_life[_step]}";
            var body = _case is null ? Opening() : _bodies[_life[_step]];
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, $"/api/v1/{path}"));
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.Add("Cookie", cookie);
            request.Headers.Add("Idempotency-Key", number());
            var sent = BenchWorld.Clock.GetTimestamp();
            using var answer = await client.SendAsync(request, ct);
            var answered = BenchWorld.Clock.GetTimestamp();
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Created))
            {
                _case = null;
                return null;
            }

            if (_case is null)
            {
                using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(ct));
                (_case, _step) = (json.RootElement.GetProperty("id").GetString(), 0);
            }
            else if (++_step == _life.Length)
            {
                _case = null;
            }

            return (sent, answered);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private string Opening()
    {
        var device = devices.TryDequeue(out var id) ? id : throw new InvalidOperationException("All devices are used: ask for fewer seconds.");
        return $$"""{"site":"{{centre.Id}}","device":"{{device}}","new_customer":{"name":"Meera Iyer","phone":"+91{{number()}}","language":"en"},"symptom":"131","items":[{"kind":"charger"}],"wipe_consent":true}""";
    }
}
