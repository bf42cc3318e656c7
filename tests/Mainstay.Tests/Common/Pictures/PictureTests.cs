using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Mainstay.Common;
using Mainstay.Common.Pictures;
using Mainstay.Testing;

namespace Mainstay.Tests.Common.Pictures;

public sealed class PictureTests
{
    private static readonly Arbitrary<byte[]> _mutated = Gen.Elements(SamplePictures.Drawn.Concat(SamplePictures.Telling))
        .SelectMany(_ => Gen.Choose(0, 4), (picture, kind) => (picture, kind))
        .SelectMany(_ => Gen.ArrayOf(Gen.Choose(0, 1_000_000), 6), (of, luck) => Mutate(of.picture, of.kind, luck))
        .ToArbitrary();

    private static readonly string[] _types = ["image/png", "image/jpeg", "image/webp", "image/webp"];

    [Fact]
    public void A_picture_drawn_by_a_browser_stays_a_picture_of_its_size_and_is_the_same_when_cleaned_again()
    {
        for (var i = 0; i < SamplePictures.Drawn.Count; i++)
        {
            var sent = SamplePictures.Drawn[i];
            var kept = Picture.Of(sent);
            Assert.Equal((_types[i], 12, 8), (kept.ContentType, kept.Width, kept.Height));
            Assert.True(kept.Content.Length <= sent.Length);
            Assert.Equal(kept.Content, Picture.Of(kept.Content).Content);
        }
    }

    [Fact]
    public void Place_comments_profiles_and_what_hangs_on_behind_are_gone_and_the_right_way_up_stays()
    {
        for (var i = 0; i < SamplePictures.Telling.Count; i++)
        {
            var sent = SamplePictures.Telling[i];
            Assert.True(SamplePictures.Holds(sent, SamplePictures.Secret));
            var kept = Picture.Of(sent).Content;
            foreach (var word in (string[])[SamplePictures.Secret, "ICC", "acsp", "tEXt", "iTXt", "tIME", "XMP", "xap", "Photoshop", "JFXX", "MPF", "<script>", "prVt", "note"])
            {
                Assert.False(SamplePictures.Holds(kept, word), $"{_types[i]} still holds {word}");
            }

            byte[] sideways = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6];
            Assert.True(kept.AsSpan().IndexOf(sideways) > 0, $"{_types[i]} lost which way is up");
            Assert.True(Picture.Of(SamplePictures.Drawn[i]).Content.AsSpan().IndexOf(sideways) < 0);
        }
    }

    [Fact]
    public void Whatever_was_done_to_a_picture_it_is_cleaned_or_refused() =>
        Prop.ForAll(_mutated, sent =>
        {
            try
            {
                var kept = Picture.Of(sent);
                return kept.Content.SequenceEqual(Picture.Of(kept.Content).Content) && kept.Content.Length <= sent.Length + 64;
            }
            catch (RefusedException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void A_picture_cut_off_anywhere_is_refused()
    {
        foreach (var kept in SamplePictures.Drawn.Select(sent => Picture.Of(sent).Content))
        {
            for (var length = 0; length < kept.Length; length++)
            {
                Assert.Throws<RefusedException>(() => Picture.Of(kept[..length]));
            }
        }
    }

    [Theory]
    [InlineData("MZ\u0090\0\u0003")]
    [InlineData("\u007fELF\u0002\u0001")]
    [InlineData("PK\u0003\u0004photo.jpg")]
    [InlineData("<!doctype html><script>alert(1)</script>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("GIF89a\u0001\0\u0001\0")]
    [InlineData("%PDF-1.7")]
    [InlineData("BM")]
    [InlineData("")]
    public void What_is_no_picture_is_refused_whatever_it_is_called(string content) =>
        Assert.Equal("attachment-type", Code(Encoding.Latin1.GetBytes(content)));

    [Fact]
    public void Moving_pictures_are_refused() =>
        Assert.Equal("attachment-type", Code(SamplePictures.Riff(("VP8X", [0x02, 0, 0, 0, 11, 0, 0, 7, 0, 0]), ("ANIM", new byte[6]))));

    [Fact]
    public void A_bomb_is_refused_by_what_its_header_says()
    {
        Assert.Equal("picture-too-many-pixels", Code(SamplePictures.Png(60_000, 60_000, 8, 6, new byte[1_000_000])));
        Assert.Equal("picture-too-many-pixels", Code(SamplePictures.Png(20_001, 1, 1, 0, new byte[2_502])));
        Assert.Equal("picture-too-many-pixels", Code(SamplePictures.Png(uint.MaxValue, 2, 8, 6, [0])));
        var jpeg = SamplePictures.DrawnJpeg;
        var frame = jpeg.AsSpan().IndexOf((byte[])[0xFF, 0xC0]);
        jpeg.AsSpan(frame + 5, 4).Fill(0xF0);
        Assert.Equal("picture-too-many-pixels", Code(jpeg));
    }

    [Fact]
    public void A_bomb_that_inflates_to_more_or_less_than_it_declares_is_refused_without_being_kept()
    {
        Assert.Equal("picture-damaged", Code(SamplePictures.Png(10, 10, 8, 0, new byte[100_000_000])));
        Assert.Equal("picture-damaged", Code(SamplePictures.Png(7_000, 7_000, 16, 6, new byte[100])));
        Assert.Equal("picture-damaged", Code(SamplePictures.Png(10, 10, 8, 0, new byte[109])));
        Assert.Equal((10, 10), SizeOf(SamplePictures.Png(10, 10, 8, 0, new byte[110])));
    }

    /// <summary>Rows of each pass as the specification counts them, for every size to 20.</summary>
    [Fact]
    public void The_size_of_interlaced_image_data_is_known()
    {
        for (var width = 1; width <= 20; width++)
        {
            for (var height = 1; height <= 20; height++)
            {
                (int X, int Y, int StepX, int StepY)[] passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
                var raw = passes.Sum(pass =>
                {
                    var (columns, rows) = (Enumerable.Range(0, width).Count(x => x >= pass.X && (x - pass.X) % pass.StepX == 0), Enumerable.Range(0, height).Count(y => y >= pass.Y && (y - pass.Y) % pass.StepY == 0));
                    return columns == 0 ? 0 : rows * (1 + columns);
                });
                var png = SamplePictures.Png((uint)width, (uint)height, 8, 0, new byte[raw]);
                byte[] header = [.. png[16..28], 1];
                Assert.Equal((width, height), SizeOf([.. png[..8], .. SamplePictures.Chunk("IHDR", header), .. png[33..]]));
            }
        }
    }

    [Fact]
    public void More_than_5_MB_are_refused() => Assert.Equal("attachment-too-large", Code(new byte[Picture.LargestBytes + 1]));

    [Fact]
    public void A_chunk_with_another_checksum_is_refused()
    {
        var png = SamplePictures.DrawnPng;
        png[^20] ^= 1;
        Assert.Equal("picture-damaged", Code(png));
    }

    private static string Code(byte[] sent) => Assert.Throws<RefusedException>(() => Picture.Of(sent)).Code;

    private static (int Width, int Height) SizeOf(byte[] sent) => Picture.Of(sent) is var kept ? (kept.Width, kept.Height) : default;

    private static byte[] Mutate(byte[] picture, int kind, int[] luck)
    {
        var made = picture.ToArray();
        var (at, length) = (luck[0] % made.Length, luck[1] % 40);
        switch (kind)
        {
            case 0:
                foreach (var one in luck)
                {
                    made[one % made.Length] = (byte)(one >> 8);
                }

                return made;
            case 1:
                return made[..at];
            case 2:
                return [.. made[..at], .. made[Math.Min(made.Length, at + length)..]];
            case 3:
                return [.. made[..at], .. luck.Select(one => (byte)one), .. made[at..]];
            default:
                made.AsSpan(at, Math.Min(length, made.Length - at)).Fill((byte)luck[2]);
                return made;
        }
    }
}
