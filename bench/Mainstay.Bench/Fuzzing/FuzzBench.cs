using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Links;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Server;
using Mainstay.Server.Demo;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Bench.Fuzzing;

/// <summary>
/// Reads the OpenAPI document a server serves and tries each of its operations as people of several roles, with wrong, huge and hostile
/// values and with ids that exist, of other sites too; one of twenty requests goes to the pages that are open to everybody, with a customer's
/// link and with wrong ones. In another centre lies a case with marked data that nobody of the first may see.
/// </summary>
public static class FuzzBench
{
    private const int Workers = 4;
    private const int MostFindings = 50;
    private const double MemoryTarget = 0.20;
    private const string Mark = "ZQXMARK";
    private static readonly TimeSpan _slow = TimeSpan.FromSeconds(5);
    private static readonly string[] _ofOneSite = ["desk", "tech", "manager"];
    private static readonly string[] _others = ["factory", "factory.manager", "agent", "store", "planner", "quality", "head", "admin"];
    private static readonly string[] _lists = ["sites", "cases", "models", "people", "categories", "parts", "organisations", "calendars", "customers?text=a", "consignments"];

    public static async Task<FuzzReport> RunAsync(BenchPlace place, long requests, int seed, CancellationToken ct)
    {
        await new DemoBuilder(place.Database, new DemoSize { Cases = 1_500, Days = 30, Devices = 6_000, Centres = 40 }, TimeProvider.System.GetUtcNow()).BuildAsync(ct);
        var (foreign, link) = await MarkAsync(place.Database, ct);
        await place.SettleAsync(ct);
        await using var server = ServerProcess.Start(place.Database, ServerProcess.FreePort());
        using var probe = new HttpClient { BaseAddress = server.Address };
        await server.UntilItAnswersAsync(probe, TimeSpan.FromMinutes(1), ct);
        using var document = JsonDocument.Parse(await probe.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), ct));

        var run = new Run(server, requests, ct);
        var people = _ofOneSite.Concat(_others).ToList();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(
            () => run.WorkAsync(document.RootElement, seed + worker, [.. people.Where((_, n) => n % Workers == worker)], foreign, link), ct)));
        return run.Report(place.Database.Provider.ToString());
    }

    /// <summary>A case at a centre that is not the one of the short logins, with marks in all that only its people may read; and the link to another case.</summary>
    private static async Task<(IReadOnlyList<string> Foreign, string Link)> MarkAsync(Database database, CancellationToken ct)
    {
        await using var services = new ServiceCollection().AddLogging().AddMainstay(database).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var desk = await scope.ServiceProvider.GetRequiredService<MainstayDb>().Set<Person>().AsNoTracking().SingleAsync(person => person.Login == "desk", ct);
        var site = (await scope.ServiceProvider.GetRequiredService<ISites>().AllAsync(ct)).Last(site => site.Ref.Kind == SiteKind.ServiceCentre && site.Id != desk.HomeSite);
        var model = (await scope.ServiceProvider.GetRequiredService<ICatalogue>().ModelsAsync(ct))[0];
        var opened = await scope.ServiceProvider.GetRequiredService<OpenCaseHandler>().HandleAsync(
            new OpenCase
            {
                Site = site.Id,
                NewDevice = new DeviceIn(model.Id, new Identifiers("FOREIGNSERIAL", null, null, null)), // Devices belong to no site: any desk may be handed them.
                NewCustomer = new NewCustomer("Foreign Customer", "+919899999999", null, "en"),
                Symptom = "131",
                Problem = $"{Mark} problem",
                Marks = $"{Mark} scratches",
                ReachOther = $"{Mark} neighbour",
                WipeConsent = true,
            },
            Actor.System,
            ct);
        var linked = await scope.ServiceProvider.GetRequiredService<OpenCaseHandler>().HandleAsync(
            new OpenCase
            {
                Site = desk.HomeSite!.Value,
                NewDevice = new DeviceIn(model.Id, new Identifiers("LINKEDSERIAL", null, null, null)),
                NewCustomer = new NewCustomer("Linked Customer", "+919899999998", null, "en"),
                Symptom = "131",
                WipeConsent = true,
            },
            Actor.System,
            ct);
        var address = await scope.ServiceProvider.GetRequiredService<CaseLinks>().AddressForAsync(linked.Id, ct);
        return ([opened.Id.ToString(), opened.Customer.ToString(), site.Id.ToString()], address!.Segments[^1]);
    }

    /// <summary>One run: what all workers count together.</summary>
    private sealed class Run(ServerProcess server, long requests, CancellationToken ct)
    {
        private readonly ConcurrentDictionary<string, string> _findings = new();
        private readonly long[] _classes = new long[6];
        private readonly long _begun = TimeProvider.System.GetTimestamp();
        private long _sent;
        private long _slowest;
        private long _early;

        public async Task WorkAsync(JsonElement document, int seed, List<string> logins, IReadOnlyList<string> foreign, string link)
        {
            var random = new RandomRequests(document, seed);
            var operations = random.Operations.Where(IsHarmless).ToList();
            using var visitor = Client();
            var walker = new FormWalker(visitor, link, seed);
            var callers = new List<(string Login, HttpClient Http)> { ("nobody", Client()) };
            foreach (var login in logins)
            {
                var http = Client();
                callers.Add((login, http));
                await SignInAsync(http, login);
                await LearnAsync(http, random);
            }

            random.Ids.AddRange(Enumerable.Repeat(foreign, Math.Max(1, random.Ids.Count / 10)).SelectMany(ids => ids));
            for (long n; (n = Interlocked.Increment(ref _sent)) <= requests;)
            {
                if (n % 20 == 7)
                {
                    await WalkAsync(walker);
                    continue;
                }

                var (login, http) = callers[n % 50 == 0 ? 0 : 1 + (int)(n % (callers.Count - 1))];
                var (path, method, operation) = operations[random.Next(operations.Count)];
                using var request = random.Make(path, method, operation);
                if (await SendAsync(http, login, $"{method} {path}", request) == HttpStatusCode.Unauthorized && login != "nobody")
                {
                    await SignInAsync(http, login);
                }

                if (n % 500 == 0 && n < requests / 5)
                {
                    lock (_classes)
                    {
                        _early = Math.Max(_early, server.Memory);
                    }
                }
            }

            callers.ForEach(caller => caller.Http.Dispose());
        }

        public FuzzReport Report(string provider)
        {
            var growth = _early == 0 ? 0 : ((double)server.Memory / _early) - 1;
            if (growth > MemoryTarget)
            {
                _findings["memory"] = $"Memory grew by {growth:P0} after the first fifth of the requests.";
            }

            return new FuzzReport(
                provider, requests, new SortedDictionary<string, long>(Enumerable.Range(2, 4).Where(n => n != 3 || _classes[n] > 0).ToDictionary(n => $"{n}xx", n => _classes[n])),
                Math.Round(TimeProvider.System.GetElapsedTime(_begun).TotalSeconds), _slowest, Math.Round(growth, 3), [.. _findings.Values.Order(StringComparer.Ordinal).Take(MostFindings)]);
        }

        /// <summary>Signing out and changing people would end the walk; a test of their own tries those.</summary>
        private static bool IsHarmless((string Path, string Method, JsonElement Operation) operation) =>
            !operation.Path.Contains("/session", StringComparison.Ordinal) && (operation.Method == "get" || !operation.Path.Contains("/people", StringComparison.Ordinal));

        private HttpClient Client() =>
            new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };

        private async Task SignInAsync(HttpClient http, string login)
        {
            using var answer = await http.PostAsJsonAsync("/api/v1/session", new { login, password = DemoLogins.Password }, ct);
            if (!answer.IsSuccessStatusCode)
            {
                _findings[$"sign-in {login}"] = $"{login} cannot sign in any more: {(int)answer.StatusCode}";
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, ct);
            }
        }

        private async Task LearnAsync(HttpClient http, RandomRequests random)
        {
            foreach (var list in _lists)
            {
                using var answer = await http.GetAsync(new Uri($"/api/v1/{list}", UriKind.Relative), ct);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(ct));
                    random.Learn(json.RootElement);
                }
            }
        }

        private async Task WalkAsync(FormWalker walker)
        {
            var begun = TimeProvider.System.GetTimestamp();
            try
            {
                var (request, answer, text) = await walker.StepAsync(ct);
                using (request)
                using (answer)
                {
                    Note((int)answer.StatusCode, TimeProvider.System.GetElapsedTime(begun));
                    var path = request.RequestUri!.ToString();
                    var page = string.Join('/', path.Split('?')[0].Split('/').Where((_, at) => at != 2));
                    if ((int)answer.StatusCode >= 500)
                    {
                        _findings.TryAdd($"{request.Method} {page} 5xx", $"{(int)answer.StatusCode} to nobody: {request.Method} {Short(path, 200)} {await BodyAsync(request)} -> {Short(text, 300)}");
                    }

                    if (text.Contains(Mark, StringComparison.Ordinal))
                    {
                        _findings.TryAdd($"{page} mark", $"Data of another to nobody: {request.Method} {Short(path, 200)} -> {Short(text, 300)}");
                    }
                }
            }
            catch (HttpRequestException) when (!server.HasExited)
            {
                Note(4, TimeSpan.Zero);
            }
        }

        private async Task<HttpStatusCode> SendAsync(HttpClient http, string login, string operation, HttpRequestMessage request)
        {
            var begun = TimeProvider.System.GetTimestamp();
            try
            {
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                var text = await TextAsync(answer);
                var took = TimeProvider.System.GetElapsedTime(begun);
                Note((int)answer.StatusCode, took);
                if ((int)answer.StatusCode >= 500)
                {
                    _findings.TryAdd($"{operation} 5xx", $"{(int)answer.StatusCode} to {login}: {request.Method} {Short(request.RequestUri!.ToString(), 200)} {await BodyAsync(request)} -> {Short(text, 300)}");
                }

                if (took > _slow)
                {
                    _findings.TryAdd($"{operation} slow", $"{took.TotalSeconds:0.0} s to {login}: {request.Method} {Short(request.RequestUri!.ToString(), 200)} {await BodyAsync(request)}");
                }

                if (text.Contains(Mark, StringComparison.Ordinal) && (login == "nobody" || _ofOneSite.Contains(login)) && !await EchoesAsync(request))
                {
                    _findings.TryAdd($"{operation} mark", $"Data of another site to {login}: {request.Method} {Short(request.RequestUri!.ToString(), 200)} -> {Short(text, 300)}");
                }

                return answer.StatusCode;
            }
            catch (HttpRequestException e) when (!server.HasExited)
            {
                Note(4, TimeSpan.Zero); // A request cut off because it is too large ends without an answer.
                return e.StatusCode ?? HttpStatusCode.BadRequest;
            }
        }

        private void Note(int status, TimeSpan took)
        {
            Interlocked.Increment(ref _classes[Math.Clamp(status < 100 ? status : status / 100, 0, 5)]);
            lock (_classes)
            {
                _slowest = Math.Max(_slowest, (long)took.TotalMilliseconds);
            }
        }

        /// <summary>A stream that never ends is read no further than its beginning.</summary>
        private async Task<string> TextAsync(HttpResponseMessage answer) =>
            answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync(ct);

        private static async Task<bool> EchoesAsync(HttpRequestMessage request) =>
            request.RequestUri!.ToString().Contains(Mark, StringComparison.Ordinal) || (await BodyAsync(request)).Contains(Mark, StringComparison.Ordinal);

        private static async Task<string> BodyAsync(HttpRequestMessage request) => request.Content is null ? "" : Short(await request.Content.ReadAsStringAsync(), 600);

        private static string Short(string text, int length) => text.Length <= length ? text : text[..length] + "...";
    }
}
