using Mainstay.Storage;
using Mainstay.Tests.Architecture;

namespace Mainstay.Server.Tests.Architecture;

/// <summary>Pages and endpoints ask the rooms; they do not look into their tables themselves.</summary>
public sealed class ServerHouseTests
{
    private static readonly string[] _floors = ["Mainstay.Server.Pages", "Mainstay.Server.Api"];

    /// <summary>Keeps the answers of requests with a key, in the very transaction of the verb: that is Storage's own table.</summary>
    private static readonly string[] _keepers = ["Mainstay.Server.Api.Idempotency", "Mainstay.Server.Api.AnswerSweep"];

    [Fact]
    public void Pages_and_endpoints_do_not_query_the_database()
    {
        var offences = Mentions.In(typeof(MainstayServer).Assembly)
            .Where(mention => IsAbove(mention.From) && !_keepers.Contains(mention.From.FullName))
            .Where(mention => mention.To == typeof(MainstayDb) || $"{mention.To.Namespace}.".StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal))
            .Select(mention => mention.ToString())
            .ToList();
        Assert.True(offences.Count == 0, string.Join('\n', offences));
    }

    [Fact]
    public void The_rule_sees_who_breaks_it() =>
        Assert.Contains(Mentions.In(typeof(MainstayServer).Assembly), mention => mention.From.FullName == _keepers[0] && mention.To == typeof(MainstayDb));

    private static bool IsAbove(Type type) => _floors.Any(floor => $"{type.Namespace}.".StartsWith(floor + ".", StringComparison.Ordinal));
}
