using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mainstay.Parts.Contracts;
using Mainstay.Server.Pages.Shared;

namespace Mainstay.Server.Tests.Pages;

/// <summary>Modules compared with those that bwip-js 4 draws for the same texts; codewords with the example of ISO/IEC 16022.</summary>
public sealed class DataMatrixTests
{
    private const string Digits = "0123456789";

    [Fact]
    public void The_standards_example_has_the_standards_codewords() =>
        Assert.Equal([142, 164, 186, 114, 25, 5, 88, 102], DataMatrixCode.Codewords("123456"));

    [Theory]
    [InlineData("123456", "2aa 32d 304 31d 308 20f 3b0 3d9 274 3ff")]
    [InlineData("\u001d9112\u001d21A", "2aaa 3eaf 2e14 3519 37e0 20b9 2546 20cf 2aac 2451 3d22 29cd 279c 3fff")]
    public void Modules_are_as_another_encoder_draws_them(string text, string rows) => Assert.Equal(rows, Rows(text));

    [Theory]
    [InlineData(6, 10, "7d6f75f6d98025aa")]
    [InlineData(10, 12, "dfd385dedbbea15a")]
    [InlineData(16, 14, "6e0e1caf9f9e717a")]
    [InlineData(24, 16, "ff69ca343777204d")]
    [InlineData(36, 18, "1ca2dc4301f7e072")]
    [InlineData(44, 20, "4297e8a31ccbfc5e")]
    [InlineData(60, 22, "39d2bb3e5909ea7f")]
    [InlineData(72, 24, "d427624c37cc42fb")]
    [InlineData(88, 26, "f5a87e3ff760b0e9")]
    [InlineData(120, 32, "b3550ed8a4413fea")]
    [InlineData(172, 36, "2fcdfce969e420b3")]
    [InlineData(220, 40, "eb9258b882eb56a1")]
    [InlineData(288, 44, "9d0edfe98b1e69cb")]
    [InlineData(348, 48, "a6c6fb1b6469498a")]
    public void Every_size_is_as_another_encoder_draws_it(int digits, int side, string digest)
    {
        string text = string.Concat(Enumerable.Repeat(Digits, 40))[..digits];
        Assert.Equal(side, DataMatrixCode.Encode(text).GetLength(0));
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Rows(text))))[..16]);
    }

    [Fact]
    public void Other_letters_and_too_much_are_refused()
    {
        Assert.Throws<ArgumentException>(() => DataMatrixCode.Encode("पुणे"));
        Assert.Throws<ArgumentException>(() => DataMatrixCode.Encode(new string('a', 175)));
    }

    [Theory]
    [InlineData("09521234543213", "SN1", "L7")]
    [InlineData("VX-DSP-01", "SERIAL-LONGER-THAN-TWENTY", null)]
    [InlineData("VX-DSP-01", null, "26/04")]
    public void What_a_label_says_is_read_back(string part, string? serial, string? lot)
    {
        PartLabel label = new(part, serial, lot);
        Assert.Equal(label, PartLabel.Read(label.Encoded));
        Assert.Equal(label, PartLabel.Read("]d2" + label.Encoded[1..].Replace(PartLabel.Gs, '|')));
    }

    [Fact]
    public void A_label_of_another_maker_is_read_and_other_text_is_none()
    {
        Assert.Equal(new PartLabel("09521234543213", "A1", "B2", 5), PartLabel.Read("(01)09521234543213(17)270101(37)5(10)B2(21)A1"));
        Assert.Equal(new PartLabel("09521234543213", "A1", "B2"), PartLabel.Read("]d201095212345432131727010110B2\u001d21A1"));
        Assert.Null(PartLabel.Read("VX-DSP-01"));
        Assert.Null(PartLabel.Read("(x"));
    }

    private static string Rows(string text)
    {
        bool[,] dark = DataMatrixCode.Encode(text);
        int side = dark.GetLength(0);
        return string.Join(' ', Enumerable.Range(0, side).Select(y =>
            Enumerable.Range(0, side).Aggregate(UInt128.Zero, (bits, x) => (bits << 1) | (dark[y, x] ? 1u : 0u)).ToString($"x{(side + 3) / 4}", CultureInfo.InvariantCulture)));
    }
}
