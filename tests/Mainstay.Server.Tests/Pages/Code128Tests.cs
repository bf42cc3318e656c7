using Mainstay.Server.Pages.Shared;

namespace Mainstay.Server.Tests.Pages;

/// <summary>Bar widths compared with those that bwip-js 4.11.4 draws for the same texts.</summary>
public sealed class Code128Tests
{
    [Theory]
    [InlineData("PUN-26-01042", "2112143131212131311133211221322232112231121221321231221131412213121121332211142331112")]
    [InlineData("ABC1234567", "2112141113231311231313211232211131413121311131231411221322122331112")]
    [InlineData("x123456y", "2112144212111131411122321311233311211141312121411312222331112")]
    [InlineData("A1B2", "2112141113231232211311232232111123132331112")]
    [InlineData("0042", "2112322122221121334112122331112")]
    public void Bars_are_as_wide_as_another_encoder_draws_them(string text, string widths) =>
        Assert.Equal(widths, string.Concat(Code128.Encode(text)));

    [Fact]
    public void Every_symbol_is_eleven_modules_wide_and_the_stop_thirteen() =>
        Assert.Equal(13, Code128.Encode("490154203237518").Sum() % 11 + 11);

    [Fact]
    public void Other_letters_are_refused() => Assert.Throws<ArgumentException>(() => Code128.Encode("पुणे"));
}
