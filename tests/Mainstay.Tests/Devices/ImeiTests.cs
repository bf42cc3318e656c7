using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;

namespace Mainstay.Tests.Devices;

public sealed class ImeiTests
{
    [Theory]
    [InlineData("490154203237518")]
    [InlineData("49-015420-323751-8")]
    [InlineData(" 490154 203237518 ")]
    [InlineData("352099081234565")]
    public void A_number_with_its_check_digit_is_valid(string text)
    {
        var check = Imei.Check(text);
        Assert.True(check.Valid);
        Assert.Equal("ok", check.Reason);
        Assert.Equal(ImeiKind.Imei, check.Kind);
        Assert.Equal(text.Replace("-", "").Replace(" ", "")[..8], check.Tac);
    }

    [Fact]
    public void A_wrong_check_digit_is_named_with_the_right_one()
    {
        var check = Imei.Check("352099081234563");
        Assert.False(check.Valid);
        Assert.Equal("check_digit", check.Reason);
        Assert.Equal("The check digit must be 5, not 3.", check.Message);
    }

    [Fact]
    public void A_software_version_is_cut_off_and_the_check_digit_computed()
    {
        var check = Imei.Check("4901542032375199");
        Assert.Equal(ImeiKind.Imeisv, check.Kind);
        Assert.Equal("490154203237518", check.Imei.ToString());
    }

    [Theory]
    [InlineData(null, "wrong_length")]
    [InlineData("", "wrong_length")]
    [InlineData("49015420323751", "wrong_length")]
    [InlineData("49015420323751899", "wrong_length")]
    [InlineData("49015420323751O", "not_digits")]
    [InlineData("४९०१५४२०३२३७५१८", "not_digits")]
    public void What_is_no_IMEI_is_an_answer_with_a_reason(string? text, string reason)
    {
        var check = Imei.Check(text);
        Assert.False(check.Valid);
        Assert.Equal(reason, check.Reason);
        Assert.Null(check.Tac);
    }

    [Fact]
    public void Leading_zeros_are_kept() => Assert.Equal("004401011234560", Imei.Of("00440101", 123456).ToString());

    [Fact]
    public void What_is_made_is_valid_and_any_other_last_digit_is_not() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Zip(Gen.Choose(0, 99_999_999), Gen.Choose(0, 999_999)).ToArbitrary(),
        made =>
        {
            var text = Imei.Of(made.Item1.ToString("D8", CultureInfo.InvariantCulture), made.Item2).ToString();
            return Imei.Check(text).Valid
                && Enumerable.Range(0, 10).Count(digit => Imei.Check(text[..14] + digit).Valid) == 1;
        }));

    [Fact]
    public void One_digit_typed_wrong_is_always_seen() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from unit in Gen.Choose(0, 999_999) from place in Gen.Choose(0, 14) from off in Gen.Choose(1, 9) select (unit, place, off)).ToArbitrary(),
        made =>
        {
            var text = Imei.Of("35209908", made.unit).ToString().ToCharArray();
            text[made.place] = (char)('0' + ((text[made.place] - '0' + made.off) % 10));
            return !Imei.Check(new string(text)).Valid;
        }));

    [Theory]
    [InlineData("89049032123451234512345678901235")]
    [InlineData("8904 4011 1122 3344 1122 3344 1122 3321")]
    [InlineData("89034011560010000000000000000121")]
    public void An_EID_leaves_one_when_divided_by_97(string text)
    {
        Assert.True(Eid.TryNormalise(text, out var eid));
        Assert.Equal(32, eid.Length);
        Assert.Equal(eid, Eid.Of(eid[..30]));
        Assert.False(Eid.TryNormalise(eid[..31] + ((eid[31] - '0' + 1) % 10), out _));
    }

    [Theory]
    [InlineData(" sn-12 34/ab ", "SN1234AB")]
    [InlineData("r58m12abcd", "R58M12ABCD")]
    public void A_serial_is_letters_and_digits_in_upper_case(string typed, string serial)
    {
        Assert.True(Serial.TryNormalise(typed, out var normal));
        Assert.Equal(serial, normal);
    }

    [Theory, InlineData("abc"), InlineData(""), InlineData("123456789012345678901234567890123"), InlineData("सीरियल१२३")]
    public void What_cannot_be_a_serial_is_refused(string typed) => Assert.False(Serial.TryNormalise(typed, out _));
}
