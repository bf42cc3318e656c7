using Mainstay.Contacts.Contracts;

namespace Mainstay.Tests.Contacts;

public sealed class PhoneTests
{
    [Theory]
    [InlineData("9812345678")]
    [InlineData("98123 45678")]
    [InlineData("098123-45678")]
    [InlineData("91 98123 45678")]
    [InlineData("+91 98123 45678")]
    [InlineData("+91 (98123) 45678")]
    [InlineData("0091 98123 45678")]
    [InlineData("९८१२३४५६७८")]
    public void An_Indian_number_has_one_form_however_it_is_written(string text)
    {
        Assert.True(Phone.TryNormalise(text, out var e164));
        Assert.Equal("+919812345678", e164);
    }

    [Theory]
    [InlineData("+44 20 7946 0018", "+442079460018")]
    [InlineData("0049 30 901820", "+4930901820")]
    [InlineData("+1 (202) 555-0143", "+12025550143")]
    public void Other_countries_are_told_by_their_code(string text, string expected)
    {
        Assert.True(Phone.TryNormalise(text, out var e164));
        Assert.Equal(expected, e164);
        Assert.True(Phone.TryNormalise(e164, out var again));
        Assert.Equal(e164, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Asha 98123")]
    [InlineData("12345")]
    [InlineData("981234567890123")]
    [InlineData("+0 12345678")]
    [InlineData("+91 12345")]
    [InlineData("+1234567890123456")]
    [InlineData("352099001761481")]
    public void What_is_no_number_is_not_made_one(string text) => Assert.False(Phone.TryNormalise(text, out _));
}
