using Mainstay.Server.Pages;

namespace Mainstay.Server.Tests.Pages;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/desk")]
    [InlineData("/search?text=%E0%A4%AE&site=1")]
    public void Addresses_of_this_server_are_gone_back_to(string path) => Assert.True(PagesSetup.IsLocal(path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("desk")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("/\n/elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/search?text=मीरा")]
    public void Nothing_else_is(string? path) => Assert.False(PagesSetup.IsLocal(path));
}
