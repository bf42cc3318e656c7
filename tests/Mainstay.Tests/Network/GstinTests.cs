using Mainstay.Network;

namespace Mainstay.Tests.Network;

public sealed class GstinTests
{
    [Fact]
    public void A_right_number_is_taken_apart()
    {
        var verdict = Gstin.Check("27AAPFU0939F1ZV");
        Assert.True(verdict.Valid);
        Assert.Equal(new GstinParts("27", "Maharashtra", "AAPFU0939F", '1', 'V'), verdict.Parts);
    }

    [Theory]
    [InlineData("27AAPFU0939F1ZW", "it should be V")]
    [InlineData("27AAPFU0939F1Z", "this has 14")]
    [InlineData("", "this has 0")]
    [InlineData("27aapfu0939f1zv", "shape")]
    [InlineData("27AAPFU0939F0ZV", "shape")]
    [InlineData("27AAPFU0939F1YV", "shape")]
    [InlineData("2XAAPFU0939F1ZV", "shape")]
    [InlineData("27AAPFU0939F1Z\n", "shape")]
    [InlineData("२७AAPFU0939F1ZV", "shape")]
    public void A_wrong_number_is_told_why(string text, string why)
    {
        var verdict = Gstin.Check(text);
        Assert.False(verdict.Valid);
        Assert.Contains(why, verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_single_wrong_character_is_noticed()
    {
        const string Right = "27AAPFU0939F1ZV";
        for (var i = 0; i < Right.Length; i++)
        {
            foreach (var c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".Where(c => c != Right[i]))
            {
                Assert.False(Gstin.Check(Right.Remove(i, 1).Insert(i, c.ToString())).Valid);
            }
        }
    }
}
