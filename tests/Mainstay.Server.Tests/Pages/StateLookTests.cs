using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Server.Pages;
using Mainstay.Server.Pages.Shared;

namespace Mainstay.Server.Tests.Pages;

public sealed class StateLookTests
{
    [Fact]
    public void Every_state_of_a_case_has_a_word_a_colour_and_an_icon_and_no_other_state_has()
    {
        Assert.Equal(EnumText<CaseState>.All, StateLook.All.Keys.Order(StringComparer.Ordinal));
        Assert.All(StateLook.All, state => Assert.True(Words.Has("states." + state.Key), state.Key));
        Assert.All(StateLook.All, state => Assert.Contains(state.Value.Icon, Icon.Known.Keys));
    }

    [Fact]
    public void Every_owner_of_the_clock_has_a_name() =>
        Assert.Equal(EnumText<ClockOwner>.All, Owners.All.Order(StringComparer.Ordinal));
}
