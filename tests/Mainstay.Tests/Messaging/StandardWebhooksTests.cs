using System.Diagnostics;
using System.Text.Json;
using Mainstay.Access.Contracts;
using Mainstay.Messaging.Webhooks;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Messaging;

/// <summary>A real delivery, judged by the library of the Standard Webhooks specification.</summary>
public sealed class StandardWebhooksTests
{
    private const string NoNode = "Node or its packages are missing: run ./test once, which installs tests/web.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_library_of_the_specification_verifies_a_delivery_before_and_after_rotation_and_no_other()
    {
        Assert.SkipUnless(Directory.Exists(Repository.PathOf("tests/web/node_modules/standardwebhooks")), NoNode);
        await using var world = await WebhooksWorld.CreateAsync(Provider.Sqlite);
        world.Test.Clock.Set(TimeProvider.System.GetUtcNow());
        var made = await world.AddAsync();
        await world.HappenAsync("case:1", 1, type: "case.hand_over");
        await world.RoundAsync();
        var first = world.Receiver.Arrived.Single();
        var (status, heard) = await VerifyAsync(made.Secret, first);
        Assert.Equal(0, status);
        Assert.Equal("case.hand_over", JsonDocument.Parse(heard).RootElement.GetProperty("type").GetString());

        var next = await world.DoAsync<RotateWebhookSecretHandler, WebhookMade>(h => h.HandleAsync(made.Id, Actor.System, Ct));
        await world.HappenAsync("case:1", 2);
        await world.RoundAsync();
        var second = world.Receiver.Arrived.Last();
        Assert.Equal(0, (await VerifyAsync(made.Secret, second)).Status);
        Assert.Equal(0, (await VerifyAsync(next.Secret, second)).Status);

        Assert.NotEqual(0, (await VerifyAsync(next.Secret, first)).Status);
        Assert.NotEqual(0, (await VerifyAsync(made.Secret, first with { Body = first.Body.Replace("hand_over", "open", StringComparison.Ordinal) })).Status);
        Assert.NotEqual(0, (await VerifyAsync(made.Secret, first with { Timestamp = first.Timestamp - 3600 })).Status);
    }

    private static async Task<(int Status, string Output)> VerifyAsync(string secret, Arrived arrived)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Repository.PathOf("tests/web/verify-webhook.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["secret"] = secret,
            ["body"] = arrived.Body,
            ["headers"] = new Dictionary<string, string>
            {
                ["webhook-id"] = arrived.Id,
                ["webhook-timestamp"] = $"{arrived.Timestamp}",
                ["webhook-signature"] = arrived.Signature,
            },
        }));
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync(Ct);
        await node.WaitForExitAsync(Ct);
        return (node.ExitCode, output);
    }
}
