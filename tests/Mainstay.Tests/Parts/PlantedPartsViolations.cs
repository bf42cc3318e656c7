using Mainstay.Devices.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Factory;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Planning;
using Mainstay.Parts.Returns;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Testing;

namespace Mainstay.Tests.Parts;

/// <summary>One part that rows can name.</summary>
internal abstract class PlantedOnAPart : PlantedViolation
{
    protected static PartId Part { get; } = new(new Guid(7, 7, 7, [7, 7, 7, 7, 7, 7, 7, 7]));

    protected static PlaceId Place { get; } = new(new Guid(8, 8, 8, [8, 8, 8, 8, 8, 8, 8, 8]));

    protected static Task PlantPartAsync(TestDatabase test, bool serialTracked = false) =>
        test.PlantAsync<Mainstay.Devices.Part>(1, (nameof(Mainstay.Devices.Part.Id), Part), (nameof(Mainstay.Devices.Part.SerialTracked), serialTracked));

    protected static Task PlantPlaceAsync(TestDatabase test, PlaceKind kind, int onHand) => test.PlantAsync<StockPlace>(
        1, (nameof(StockPlace.Id), Place), (nameof(StockPlace.Part), Part), (nameof(StockPlace.Kind), kind), (nameof(StockPlace.OnHand), onHand));
}

internal sealed class APlaceThatHoldsWhatNeverCame : PlantedOnAPart
{
    public override string Check => "parts.balances";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => PlantPlaceAsync(test, PlaceKind.Bin, 5);
}

internal sealed class APlaceThatWasBelowZero : PlantedOnAPart
{
    public override string Check => "parts.months";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => test.PlantAsync<StockMovement>(
        1, (nameof(StockMovement.From), Place), (nameof(StockMovement.To), null), (nameof(StockMovement.Quantity), 1), (nameof(StockMovement.Kind), MovementKind.Consume));
}

internal sealed class AReceiptOutOfABin : PlantedOnAPart
{
    public override string Check => "parts.entries";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => test.PlantAsync<StockMovement>(
        1, (nameof(StockMovement.From), Place), (nameof(StockMovement.To), Place), (nameof(StockMovement.Quantity), 1), (nameof(StockMovement.Kind), MovementKind.Receipt));
}

internal sealed class APieceWithoutItsSerial : PlantedOnAPart
{
    public override string Check => "parts.units";

    public override async Task PlantAsync(TestDatabase test, CancellationToken ct)
    {
        await PlantPartAsync(test, serialTracked: true);
        await PlantPlaceAsync(test, PlaceKind.Bin, 1);
    }
}

internal sealed class APieceReservedForNobody : PlantedOnAPart
{
    public override string Check => "parts.reserved";

    public override async Task PlantAsync(TestDatabase test, CancellationToken ct)
    {
        await PlantPartAsync(test);
        await PlantPlaceAsync(test, PlaceKind.Reserved, 1);
    }
}

internal sealed class ANeedWithoutItsPlace : PlantedOnAPart
{
    public override string Check => "parts.reserved";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) =>
        test.PlantAsync<Need>(1, (nameof(Need.State), NeedState.Reserved), (nameof(Need.Place), null));
}

internal sealed class APieceOnNoTransfer : PlantedOnAPart
{
    public override string Check => "parts.transit";

    public override async Task PlantAsync(TestDatabase test, CancellationToken ct)
    {
        await PlantPartAsync(test);
        await PlantPlaceAsync(test, PlaceKind.InTransit, 1);
    }
}

internal sealed class ADebtSettledByNothing : PlantedOnAPart
{
    public override string Check => "parts.debts";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => test.PlantAsync<Debt>(
        1, (nameof(Debt.State), DebtState.Returned), (nameof(Debt.ClosedAt), null), (nameof(Debt.InStock), false));
}

internal sealed class ABoardScrappedWithoutWeight : PlantedOnAPart
{
    public override string Check => "parts.boards";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) =>
        test.PlantAsync<BoardJob>(1, (nameof(BoardJob.State), BoardState.Scrapped), (nameof(BoardJob.WeightGrams), null));
}

internal sealed class AnAcceptedProposalThatNothingCameOf : PlantedOnAPart
{
    public override string Check => "parts.orders";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => test.PlantAsync<Proposal>(
        1, (nameof(Proposal.State), ProposalState.Accepted), (nameof(Proposal.Transfer), null), (nameof(Proposal.Order), null));
}
