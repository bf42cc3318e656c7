using Mainstay.Common;

namespace Mainstay.Tests.Common;

public sealed class SearchableTests
{
    [Theory]
    [InlineData("  Éva   MÜLLER ", "eva muller")]
    [InlineData("मीरा अय्यर", "मीरा अय्यर")]
    [InlineData("😀 Ok", "😀 ok")]
    public void A_name_is_found_however_it_is_typed(string text, string searched) => Assert.Equal(searched, Searchable.Name(text));

    [Fact]
    public void Half_a_character_is_no_reason_to_fail() => Assert.Equal("a\uFFFDb\uFFFD", Searchable.Name("A" + (char)0xD800 + "b" + (char)0xFFFE));
}
