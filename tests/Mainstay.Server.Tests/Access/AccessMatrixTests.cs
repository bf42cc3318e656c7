using System.Globalization;
using System.Net;
using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Server.Access;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Access;

/// <summary>
/// Every endpoint and page of the running server, asked by every role with real cookies, for what is one's own and what is
/// another site's. New endpoints are walked without anything being written here; what was found is docs/access-matrix.md.
/// </summary>
public sealed class AccessMatrixTests(StaffedServer server) : IClassFixture<StaffedServer>
{
    private const string Snapshot = "docs/access-matrix.md";

    [Fact]
    public async Task Nobody_gets_further_than_his_role_and_site_allow()
    {
        var offences = new List<string>();
        var endpoints = Addressed.All(server);
        Assert.NotEmpty(endpoints);
        foreach (var endpoint in endpoints.OrderBy(endpoint => endpoint.Method != "GET")) // What changes things comes last.
        {
            await WalkAsync(endpoint, offences);
        }

        Assert.True(offences.Count == 0, string.Join('\n', offences.Distinct().Take(60)));
    }

    /// <summary>Lists and boards name no site in their address: asked for another's, they must still not show its cases.</summary>
    [Fact]
    public async Task No_list_shows_a_case_of_another_site()
    {
        var leaks = new List<string>();
        foreach (var endpoint in Addressed.All(server).Where(endpoint => endpoint is { Method: "GET", Rule.IsPublic: false }))
        {
            var roles = endpoint.Rule is AllowedRolesAttribute allowed ? allowed.Roles : Enum.GetValues<Role>();
            foreach (var role in roles)
            {
                foreach (var wish in new[] { "", $"?site={server.Foreign.Site.Code}", $"?site={server.Foreign.Site.Id}", $"?q={server.Foreign.CaseNumber[..^1]}" })
                {
                    using var answer = await server.SendAsync("GET", endpoint.Own + wish, StaffedServer.LoginOf(role, everywhere: false));
                    if (answer.Content.Headers.ContentType?.MediaType is not "text/event-stream"
                        && (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains(server.Foreign.CaseNumber, StringComparison.Ordinal))
                    {
                        leaks.Add($"{endpoint}{wish} shows {role} of one site a case of another.");
                    }
                }
            }
        }

        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }

    [Fact]
    public async Task The_matrix_in_the_docs_is_the_one_in_force()
    {
        var matrix = Matrix(Addressed.All(server));
        var path = Repository.PathOf(Snapshot);
        if (Repository.UpdatesSnapshots)
        {
            await File.WriteAllTextAsync(path, matrix, TestContext.Current.CancellationToken);
        }

        Assert.Equal(matrix, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    private async Task WalkAsync(Addressed endpoint, List<string> offences)
    {
        var nobody = await AskAsync(endpoint, endpoint.Own, null);
        var isSigningIn = endpoint is { Rule.IsPublic: true, HasBody: true }; // May answer that the password is wrong.
        Expect(
            endpoint.Rule.IsPublic ? nobody is Answer.LetIn || isSigningIn : nobody is Answer.AskedToSignIn,
            $"{endpoint} answers {nobody} to somebody who is not signed in.");
        foreach (var role in Enum.GetValues<Role>())
        {
            var isDeclared = endpoint.Rule switch
            {
                AllowedRolesAttribute allowed => allowed.Roles.Contains(role),
                _ => true,
            };
            var everywhere = await AskAsync(endpoint, endpoint.Own, StaffedServer.LoginOf(role, everywhere: true));
            Expect(
                isDeclared ? everywhere is Answer.LetIn || isSigningIn : everywhere is Answer.Refused,
                $"{endpoint} answers {everywhere} to {role} everywhere.");
            if (!isDeclared || endpoint.Rule.IsPublic)
            {
                continue;
            }

            var here = await AskAsync(endpoint, endpoint.Own, StaffedServer.LoginOf(role, everywhere: false));
            Expect(here is Answer.LetIn or Answer.Refused, $"{endpoint} answers {here} to {role} of the site.");
            if (endpoint.Foreign is { } foreign)
            {
                var beyond = await AskAsync(endpoint, foreign, StaffedServer.LoginOf(role, everywhere: false));
                Expect(
                    beyond is Answer.Refused or Answer.NotFound || (endpoint.HasBody && beyond is Answer.Malformed),
                    $"{endpoint} answers {beyond} to {role} of another site.");
            }
        }

        void Expect(bool holds, string offence)
        {
            if (!holds)
            {
                offences.Add(offence);
            }
        }
    }

    /// <summary>Refused and not found are told apart from let in by status; a page that was let in may still say that something is not there.</summary>
    private async Task<Answer> AskAsync(Addressed endpoint, string address, string? login)
    {
        // An empty request is enough to pass the gate or not; forms end at their seal, their verbs are walked as those of the API.
        using HttpContent? content = !endpoint.HasBody ? null
            : endpoint.TakesForm ? new FormUrlEncodedContent([new("nothing", "said")])
            : new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await server.SendAsync(endpoint.Method, address, login, content);
        if (login is not null && endpoint is { Method: "DELETE", Own: "/api/v1/session" })
        {
            server.Forget(login); // Signed out on the server too.
        }

        if ((int)answer.StatusCode >= 500)
        {
            return new Answer.Broken((int)answer.StatusCode);
        }

        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => Answer.AskToSignIn,
            HttpStatusCode.Redirect when answer.Headers.Location?.OriginalString.StartsWith("/login", StringComparison.Ordinal) == true && !endpoint.Pattern.StartsWith("/logout", StringComparison.Ordinal) => Answer.AskToSignIn,
            HttpStatusCode.Forbidden => Answer.Refuse,
            HttpStatusCode.NotFound => Answer.Missing,
            HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity => Answer.Bad,
            _ => Answer.Let,
        };
    }

    private static string Matrix(IReadOnlyList<Addressed> endpoints)
    {
        var text = new StringBuilder("""
            # Who may use what

            Written by a test that asks the running server: every endpoint and page, as nobody, as every role with reach everywhere, as
            every role of one site, and there for what belongs to another site. People who are not signed in are sent to the login page or
            answered 401; a role that is not named here is answered 403; where an address names something of a site (last column), people
            of another site are answered 403 or 404. Where a fresh proof is needed, what changes something, or the page itself, asks for password,
            passkey or code when the last one is older than ten minutes; API keys cannot do it. `UPDATE_SNAPSHOTS=1` rewrites it.

            | Method | Address | Who | Bound to a site | Fresh proof |
            |---|---|---|---|---|

            """);
        foreach (var endpoint in endpoints)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {endpoint.Method} | `{endpoint.Pattern}` | {endpoint.Rule.Text} | {(endpoint.Foreign is null || endpoint.Rule.IsPublic ? "" : "yes")} | {(endpoint.NeedsStepUp ? "yes" : "")} |");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private abstract record Answer
    {
        public static readonly Answer AskToSignIn = new AskedToSignIn();
        public static readonly Answer Refuse = new Refused();
        public static readonly Answer Missing = new NotFound();
        public static readonly Answer Bad = new Malformed();
        public static readonly Answer Let = new Passed();

        public sealed record AskedToSignIn : Answer;

        public sealed record Refused : Answer;

        public sealed record Broken(int Status) : Answer;

        public abstract record LetIn : Answer;

        public sealed record NotFound : LetIn;

        public sealed record Malformed : LetIn;

        public sealed record Passed : LetIn;
    }
}
