using System.Text;
using Mainstay.Common;

namespace Mainstay.Tests.Common;

public sealed class CsvTests
{
    private static readonly CsvFormat _format = new("code", "name") { Optional = ["note"] };

    [Fact]
    public void Rows_carry_the_line_on_which_they_start_and_their_fields_verbatim()
    {
        var rows = Rows("code,name\r\nA,\"one, \"\"two\"\"\r\nthree\"\r\n\r\nB, four \r\n");
        Assert.Equal([(2L, "A", "one, \"two\"\r\nthree"), (5L, "B", " four ")], rows.Select(row => (row.Line, row["code"], row["name"])));
    }

    [Fact]
    public void Columns_may_stand_in_any_order_and_optional_ones_may_be_absent()
    {
        var row = Assert.Single(Rows("\uFEFFname,code\nx,y"));
        Assert.Equal(("y", "x", ""), (row["code"], row["name"], row["note"]));
    }

    [Theory]
    [InlineData("", "file-header", "empty")]
    [InlineData("code,nmae\n", "file-header", "'nmae' is not known")]
    [InlineData("code\n", "file-header", "'name' is missing")]
    [InlineData("code,name,code\n", "file-header", "twice")]
    [InlineData("code,name\na,b\nc,\"d\ne,f\n", "file-unreadable", "line 3")]
    [InlineData("code,name\na,b\nc,\"d\ne,\"f\"\n", "file-unreadable", "line 3")]
    [InlineData("code,name\na,b\nc,d\"e\n", "file-unreadable", "line 3")]
    [InlineData("code,name\na,b\nc,d\"e\"\n", "file-unreadable", "line 3")]
    [InlineData("code,name\na,b\n\"c\"x,d\n", "file-unreadable", "line 3")]
    public void What_cannot_be_read_with_certainty_is_refused(string text, string code, string says)
    {
        var refused = Assert.Throws<RefusedException>(() => Rows(text));
        Assert.Equal(code, refused.Code);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("file.csv", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_quote_far_down_is_named_by_its_line()
    {
        var text = new StringBuilder("code,name\n");
        for (var line = 2; line <= 20_000; line++)
        {
            text.Append(line == 17_003 ? "A,\"open\n" : "A,\"b\"\n");
        }

        Assert.Contains("line 17003:", Assert.Throws<RefusedException>(() => Rows(text.ToString())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_quote_does_not_swallow_a_large_file()
    {
        var text = "code,name\nA,\"open\n" + string.Concat(Enumerable.Repeat("B,line\n", 400_000));
        Assert.Contains("line 2:", Assert.Throws<RefusedException>(() => Rows(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_the_wrong_length_is_a_problem_of_that_record_only()
    {
        var rows = Rows("code,name\na,b,c\nd\ne,f\n");
        Assert.Equal([2L, 3L], rows.Where(row => row.Problem is not null).Select(row => row.Problem!.Line));
        Assert.Equal("f", rows[2]["name"]);
    }

    [Fact]
    public void Another_encoding_is_refused_with_the_line_where_it_shows()
    {
        byte[] latin = [.. "code,name\nA,ok\nB,"u8, 0xFC, (byte)'\n'];
        Assert.Contains("line 3", Refusal(latin).Message, StringComparison.Ordinal);
        Assert.Equal("file-unreadable", Refusal(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("code,name\n")).ToArray()).Code);
    }

    [Fact]
    public void Characters_that_straddle_the_blocks_of_the_look_through_are_whole()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var name = new string('x', shift) + string.Concat(Enumerable.Repeat("नमस्ते 😀", 20_000));
            Assert.Equal(name, Assert.Single(Rows($"code,name\nA,{name}\n"))["name"]);
        }
    }

    [Fact]
    public void A_file_over_the_limit_is_refused_before_it_is_read()
    {
        using var stream = new MemoryStream(new byte[2048]);
        var refused = Assert.Throws<RefusedException>(() => Csv.Read(stream, "file.csv", _format with { MaxBytes = 1024 }));
        Assert.Equal("file-unreadable", refused.Code);
    }

    [Fact]
    public void Typed_fields_say_what_was_expected()
    {
        var row = Assert.Single(Rows("code,name\n12x,2026-02-30\n"));
        Assert.Equal("'12x' is not a whole number of at least 0.", Assert.Throws<FileProblemException>(() => row.Whole("code", 0)).Problem.Message);
        Assert.Equal(new FileProblem(2, "name", "'2026-02-30' is not a date such as 2026-03-31."), Assert.Throws<FileProblemException>(() => row.Date("name")).Problem);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        string?[][] rows = [["a", " b "], ["\"", "x,y\r\nz"], ["", null], ["é", "हिन्दी"]];
        var writer = new StringWriter();
        Csv.Write(writer, ["code", "name"], rows);
        Assert.Equal(rows.Select(row => row.Select(field => field ?? "")), Rows(writer.ToString()).Select(row => row.Values.Take(2)));
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd")]
    [InlineData("=HYPERLINK(\"http://evil\",\"see\")", "'=HYPERLINK")]
    [InlineData("+1+cmd", "'+1+cmd")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("'=1", "''=1")]
    [InlineData("''-x", "'''-x")]
    [InlineData("'-5", "''-5")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("+919800000001", "+919800000001")]
    [InlineData("'tis so", "'tis so")]
    [InlineData("a=b", "a=b")]
    [InlineData("-", "'-")]
    public void What_a_spreadsheet_would_reckon_with_is_text_and_comes_back_as_it_was(string field, string written)
    {
        var writer = new StringWriter();
        Csv.Write(writer, ["code", "name"], [["A", field]]);
        Assert.StartsWith(written, writer.ToString().Split("\r\n", 2)[1]["A,".Length..].TrimStart('"'), StringComparison.Ordinal);
        Assert.Equal(field, Assert.Single(Rows(writer.ToString()))["name"]);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("'- was dropped")]
    public void What_programs_exchange_is_left_as_it_is(string field)
    {
        var writer = new StringWriter();
        Csv.Write(writer, ["code", "name"], [["A", field]], isForPrograms: true);
        Assert.Contains("A," + field, writer.ToString(), StringComparison.Ordinal);
        Assert.Equal(field, Assert.Single(Rows(writer.ToString(), _format with { IsForPrograms = true }))["name"]);
    }

    private static List<CsvRow> Rows(string text, CsvFormat? format = null)
    {
        using var csv = Csv.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "file.csv", format ?? _format);
        return [.. csv.Rows()];
    }

    private static RefusedException Refusal(byte[] bytes) => Assert.Throws<RefusedException>(() =>
    {
        using var csv = Csv.Read(new MemoryStream(bytes), "file.csv", _format);
        _ = csv.Rows().Count();
    });
}
