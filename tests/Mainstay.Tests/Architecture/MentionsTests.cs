using System.Text;
using Mainstay.Tests.Architecture.Planted.Cases;
using Mainstay.Tests.Architecture.Planted.Parts;
using Mainstay.Tests.Architecture.Planted.Parts.Contracts;

namespace Mainstay.Tests.Architecture;

/// <summary>The scanner is shown offences planted for it, so that a house without any means something.</summary>
public sealed class MentionsTests
{
    private static readonly RoomRule Rule = new("Mainstay.Tests.Architecture.Planted");
    private static readonly Lazy<IReadOnlyList<Mention>> Offences =
        new(() => [.. Mentions.In(typeof(MentionsTests).Assembly).Where(Rule.IsBroken)]);

    [Theory]
    [InlineData(typeof(InMethodBody), typeof(StockCounting))]
    [InlineData(typeof(InLambda), typeof(StockCounting))]
    [InlineData(typeof(InAsyncMethod), typeof(StockCounting))]
    [InlineData(typeof(InAsyncIterator), typeof(StockCounting))]
    [InlineData(typeof(InLocalFunction), typeof(StockCounting))]
    [InlineData(typeof(InNestedClass), typeof(StockCounting))]
    [InlineData(typeof(InGenericArgument), typeof(Stock))]
    [InlineData(typeof(InAttribute), typeof(StockAttribute))]
    [InlineData(typeof(InAttributeArgument), typeof(Stock))]
    [InlineData(typeof(InConstraint<>), typeof(StockKeeping))]
    [InlineData(typeof(InField), typeof(Stock))]
    [InlineData(typeof(InCatch), typeof(StockMissingException))]
    [InlineData(typeof(InPattern), typeof(Stock))]
    [InlineData(typeof(InTypeOf), typeof(Stock))]
    public void A_planted_offence_is_found_and_named(Type offender, Type mentioned) =>
        Assert.Equal([new Mention(offender, mentioned)], Offences.Value.Where(mention => mention.From == offender));

    [Fact]
    public void Contracts_of_another_room_may_be_mentioned()
    {
        Assert.Contains(typeof(IStock), Mentions.Of(typeof(ThroughContracts)));
        Assert.DoesNotContain(Offences.Value, mention => mention.From == typeof(ThroughContracts));
    }

    [Fact]
    public void Types_of_referenced_assemblies_are_seen_too()
    {
        Assert.Contains(typeof(StringBuilder), Mentions.Of(typeof(UsesOthers)));
        Assert.Contains(typeof(Xunit.Assert), Mentions.Of(typeof(UsesOthers)));
    }

    [Fact]
    public void The_owner_of_a_type_that_a_room_must_not_mention_may_mention_it() =>
        Assert.DoesNotContain(Offences.Value, mention => mention.From == typeof(StockCounting));

    private sealed class UsesOthers
    {
        public static void Run() => Assert.NotEmpty(new StringBuilder("some").ToString());
    }
}
