using Mainstay.Access.Contracts;
using Mainstay.Cases.Factory;
using Mainstay.Cases.Model;
using Mainstay.Cases.Queries;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Cases.Bench;

/// <summary>Gives whoever asks the first job of the board that he can begin now.</summary>
public sealed record TakeNext(SiteId Site);

/// <summary>
/// The order is the board's own. A job can be begun when nothing blocks it, it fits the asker's skill, and nobody else has it; a
/// received device is looked at, an agreed repair is started.
/// </summary>
public sealed class TakeNextHandler(
    MainstayDb db, ViewBoardHandler boards, BeginTriageHandler triage, StartRepairHandler repair, StartFactoryRepairHandler factory)
{
    private const int Attempts = 4;

    public async Task<CaseChanged> HandleAsync(TakeNext request, Actor actor, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var board = await boards.HandleAsync(new ViewBoard(request.Site), actor, ct);
            var next = First(board, actor.Person)
                ?? throw new RefusedException("nothing-to-take", "No job that you could begin is waiting here.");
            try
            {
                return next.Case.State switch
                {
                    CaseState.Received => await triage.HandleAsync(new BeginTriage { Case = next.Case.Id, Version = next.Case.Version }, actor, ct),
                    CaseState.AtFactory => await factory.HandleAsync(new StartFactoryRepair { Case = next.Case.Id, Version = next.Case.Version }, actor, ct),
                    _ => await repair.HandleAsync(new StartRepair { Case = next.Case.Id, Version = next.Case.Version }, actor, ct),
                };
            }
            catch (RefusedException refusal) when (refusal.Code == "stale-version" && attempt < Attempts)
            {
                db.ChangeTracker.Clear(); // A colleague took it at the same moment: forget what was tried, and the next one, then.
            }
        }
    }

    internal static BoardCard? First(BoardView board, PersonId asker) => board.Columns
        .SelectMany(column => column.Cards)
        .Where(card => card.Case.State is CaseState.Received or CaseState.Approved or CaseState.Diagnosed or CaseState.AtFactory
            && card is { Blocked: null, FitsSkill: true } && (IsFree(card) || card.Case.Technician!.Id == asker))
        .OrderBy(card => card.Place)
        .FirstOrDefault();

    /// <summary>At the factory the name on it is still the centre's technician.</summary>
    private static bool IsFree(BoardCard card) => card.Case.Technician is null || card.Case.State == CaseState.AtFactory;
}
