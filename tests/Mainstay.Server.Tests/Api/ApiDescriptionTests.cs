using System.Diagnostics;
using System.Text.Json;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Api;

/// <summary>The OpenAPI document, judged by programs we did not write.</summary>
public sealed class ApiDescriptionTests
{
    private const string Snapshot = "docs/openapi.json";
    private const string NoNode = "Node or its packages are missing: run ./test once, which installs tests/web.";

    [Fact]
    public async Task The_document_in_the_docs_is_the_one_served()
    {
        await using var world = await ApiWorld.CreateAsync(Provider.Sqlite);
        using var http = new HttpClient();
        var served = (await http.GetStringAsync($"{world.Address}/openapi/v1.json", TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var path = Repository.PathOf(Snapshot);
        if (Repository.UpdatesSnapshots)
        {
            await File.WriteAllTextAsync(path, served, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), served);
    }

    [Fact]
    public async Task Redocly_finds_nothing_to_say_against_it()
    {
        Assert.SkipUnless(HasNode, NoNode);
        var (status, output) = await NodeAsync("lint-openapi.mjs", Repository.PathOf(Snapshot));
        Assert.True(status == 0, output);
        Assert.Equal(0, JsonDocument.Parse(output[..(output.LastIndexOf('}') + 1)]).RootElement.GetProperty("totals").GetProperty("errors").GetInt32());
    }

    [Fact]
    public async Task A_client_made_from_it_compiles_and_works_a_whole_case()
    {
        Assert.SkipUnless(HasNode, NoNode);
        await using var world = await ApiWorld.CreateAsync(Provider.Sqlite);
        var (status, output) = await NodeAsync("work-case.mjs", Repository.PathOf(Snapshot), world.Address, "desk", "bench", ApiWorld.Password, world.NextImei());
        Assert.True(status == 0, output);
        Assert.Contains("C1-1 closed", output, StringComparison.Ordinal);
    }

    private static bool HasNode => Directory.Exists(Repository.PathOf("tests/web/node_modules/openapi-typescript"));

    private static async Task<(int Status, string Output)> NodeAsync(string script, params string[] arguments)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Repository.PathOf($"tests/web/{script}"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (node.ExitCode, await output + await errors);
    }
}
