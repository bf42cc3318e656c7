using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Mainstay.Server.Tests.Cli;

/// <summary>Whatever goes wrong is one sentence on standard error and an exit code; standard output stays clean.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mainstay-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_unknown_option_is_named() => await RefusesAsync(2, "'--frob'", "doctor", "--frob");

    [Fact]
    public async Task An_unknown_command_is_named() => await RefusesAsync(2, "'frobnicate'", "frobnicate");

    [Fact]
    public async Task A_folder_without_a_database_is_not_made_one_by_looking()
    {
        await RefusesAsync(2, "There is no Mainstay database in", "doctor", "--data", In("none"));
        Assert.False(Directory.Exists(In("none")));
    }

    [Fact]
    public async Task A_missing_file_is_named() =>
        await RefusesAsync(2, "There is no file missing.csv.", "import", "people", "missing.csv", "--data", In("data"));

    [Fact]
    public async Task Looking_for_a_missing_file_makes_no_database()
    {
        await RefusesAsync(2, "There is no file", "import", "ords", In("missing.csv"), "--data", In("data"));
        Assert.False(Directory.Exists(In("data")));
    }

    [Theory]
    [InlineData("'--data'", "doctor", "--data")]
    [InlineData("--data is empty", "doctor", "--data", "")]
    [InlineData("--database is empty", "doctor", "--database", "")]
    [InlineData("0 to 65535", "serve", "--port", "70000")]
    [InlineData("0 to 65535", "demo", "--port", "-1")]
    [InlineData("is no address", "serve", "--host", "everybody")]
    public async Task An_option_that_cannot_be_is_named_before_anything_is_opened(string says, params string[] arguments) =>
        await RefusesAsync(2, says, arguments);

    [Fact]
    public async Task An_argument_that_begins_with_an_at_is_no_list_of_arguments() =>
        await RefusesAsync(2, "There is no file @rows.csv", "import", "ords", "@rows.csv", "--data", In("data"));

    [Fact]
    public async Task A_port_that_is_taken_is_named_before_anything_is_built()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await RefusesAsync(1, $"Port {port} is taken", "demo", "--data", In("demo"), "--port", $"{port}", "--no-browser");
        Assert.False(File.Exists(In("demo/mainstay.db")));
        await RefusesAsync(1, $"Port {port} is taken", "serve", "--data", In("data"), "--port", $"{port}");
        await RefusesAsync(1, "Nobody can be served at 192.0.2.1", "serve", "--data", In("data"), "--host", "192.0.2.1");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(In("file"), "", TestContext.Current.CancellationToken);
        await RefusesAsync(3, "cannot be made", "serve", "--data", In("file/below"), "--port", "0");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_alone()
    {
        await File.WriteAllTextAsync(In("mainstay.db"), "Not a database, but somebody's notes.", TestContext.Current.CancellationToken);
        await RefusesAsync(3, "is not a Mainstay database", "doctor", "--data", _folder);
        Assert.StartsWith("Not a database", await File.ReadAllTextAsync(In("mainstay.db"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named() =>
        await RefusesAsync(3, "cannot be reached", "doctor", "--database", "Host=127.0.0.1;Port=9;Username=nobody;Database=none;Timeout=3");

    [Fact]
    public async Task A_connection_that_cannot_be_read_is_bad_input() =>
        await RefusesAsync(2, "not understood", "doctor", "--database", "Nonsense=1");

    [Fact]
    public async Task Two_places_at_once_are_refused() =>
        await RefusesAsync(2, "exclude each other", "doctor", "--data", _folder, "--database", "Host=x");

    [Fact]
    public async Task An_export_goes_to_a_whole_file_or_to_none()
    {
        await SucceedsAsync("import", "people", Empty("people.csv", "name,role,site,skills\n"), "--data", In("data"));
        await RefusesAsync(2, "cannot be written", "export", "people", In("no/such/people.csv"), "--data", In("data"));
        await RefusesAsync(2, "is a device", "export", "people", "/dev/null", "--data", In("data"));
        await SucceedsAsync("export", "people", In("out.csv"), "--data", In("data"));
        Assert.StartsWith("name,role,site,skills", await File.ReadAllTextAsync(In("out.csv"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("imei", "490154203237518", true)]
    [InlineData("imei", "490154203237519", false)]
    [InlineData("gstin", "27AAPFU0939F1ZV", true)]
    [InlineData("gstin", "27AAPFU0939F1ZX", false)]
    public async Task A_check_ends_well_with_either_verdict(string kind, string number, bool isValid)
    {
        var verdict = JsonDocument.Parse(await SucceedsAsync("check", kind, number, "--json")).RootElement;
        Assert.Equal(isValid, verdict.GetProperty("valid").GetBoolean());
        Assert.NotEmpty(verdict.GetProperty("reason").GetString()!);
    }

    [Fact]
    public async Task A_folder_has_one_server_and_commands_run_beside_it()
    {
        var port = FreePort();
        await using var server = CliProcess.Start("serve", "--data", In("data"), "--port", $"{port}");
        await AnswersAsync(port);

        await RefusesAsync(4, In("data"), "serve", "--data", In("data"), "--port", "0");
        var diagnosis = JsonDocument.Parse(await SucceedsAsync("doctor", "--data", In("data"), "--json")).RootElement;
        Assert.True(diagnosis.GetProperty("clean").GetBoolean());
        Assert.All(diagnosis.GetProperty("checks").EnumerateArray(), check => Assert.Equal(0, check.GetProperty("violations").GetInt32()));

        await SucceedsAsync("backup", In("saved.zip"), "--data", In("data"));
        var restored = await CliProcess.RunAsync("restore", In("saved.zip"), "--data", In("restored"));
        Assert.Equal(0, restored.ExitCode);
        Assert.Contains("import erasures", restored.Error, StringComparison.Ordinal); // What a backup cannot know is said.
        await RefusesAsync(1, "exists already", "restore", In("saved.zip"), "--data", In("restored"));
        await SucceedsAsync("doctor", "--data", In("restored"));

        var ended = await server.TerminateAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.Contains($"http://127.0.0.1:{port}", ended.Error, StringComparison.Ordinal);
    }

    private static async Task RefusesAsync(int exitCode, string says, params string[] arguments)
    {
        var ended = await CliProcess.RunAsync(arguments);
        Assert.Contains(says, ended.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Single(ended.Error.TrimEnd().Split('\n'));
    }

    private static async Task<string> SucceedsAsync(params string[] arguments)
    {
        var ended = await CliProcess.RunAsync(arguments);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        return ended.Output;
    }

    private static async Task AnswersAsync(int port)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if ((await http.GetAsync("/health", TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (attempt < 200)
            {
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string In(string name) => Path.Combine(_folder, name);

    private string Empty(string name, string text)
    {
        File.WriteAllText(In(name), text);
        return In(name);
    }
}
