using Mainstay.Access;

namespace Mainstay.Tests.Access;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("short words")]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("Welcome@12345")]
    [InlineData("qwertyuiop123")]
    [InlineData("123456789012")]
    [InlineData("987654321098")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("abcdefghijklmn")]
    [InlineData("mainstaymainstay")]
    [InlineData("administrator1")]
    [InlineData("Meera Kulkarni 1")]
    public void What_everybody_tries_first_is_refused(string password) =>
        Assert.NotNull(PasswordRule.WeaknessOf(password, "meera", "Meera Kulkarni"));

    [Theory]
    [InlineData("copper lantern 42 mango")]
    [InlineData("xK9-tr7_Lq2zW")]
    [InlineData("नीला हाथी चाय पीता है")]
    public void Several_words_or_enough_chance_are_taken(string password) =>
        Assert.Null(PasswordRule.WeaknessOf(password, "meera", "Meera Kulkarni"));
}
