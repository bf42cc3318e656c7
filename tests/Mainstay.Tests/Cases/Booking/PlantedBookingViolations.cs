using Mainstay.Cases.Booking;
using Mainstay.Testing;

namespace Mainstay.Tests.Cases.Booking;

/// <summary>A visit still to come that names a seat nobody keeps for it.</summary>
internal sealed class VisitWithoutItsSeat : PlantedViolation
{
    public override string Check => "cases.visits";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) =>
        test.PlantAsync<Visit>(1, (nameof(Visit.Seat), 3), (nameof(Visit.State), VisitState.Booked), (nameof(Visit.Case), null));
}
