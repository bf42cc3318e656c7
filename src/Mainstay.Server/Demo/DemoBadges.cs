using Mainstay.Access.Contracts;
using Mainstay.Access.Terminals;
using Mainstay.Network.Demo;

namespace Mainstay.Server.Demo;

/// <summary>Badge and PIN of those of the shown centres who have a login, so that a browser made a terminal can be taken over at once.</summary>
internal static class DemoBadges
{
    private const string Pin = "2580";

    public static string BadgeOf(string login) => "BADGE-" + login.ToUpperInvariant();

    /// <param name="hired">The ids of the network's people, in their order.</param>
    public static async Task GiveAsync(SetCounterKeyHandler keys, DemoNetwork network, IReadOnlyList<PersonId> hired, CancellationToken ct)
    {
        var shown = DemoLogins.ShownCentres(network);
        for (var i = 0; i < hired.Count; i++)
        {
            if (network.People[i] is { Login: { } login, SiteCode: { } site } person && shown.Contains(site) && DemoLogins.PasswordOf(person) is not null)
            {
                await keys.HandleAsync(new SetCounterKey(hired[i], BadgeOf(login), Pin), Actor.System, ct);
            }
        }
    }
}
