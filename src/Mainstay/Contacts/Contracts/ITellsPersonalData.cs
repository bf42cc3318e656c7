using System.Text.Json.Nodes;

namespace Mainstay.Contacts.Contracts;

/// <summary>
/// A room that holds something of customers, asked when one of them wants to have all that is held of him. What a room erases
/// (<see cref="IHoldsPersonalData"/>) it also tells, and whatever else it knows of him by his id.
/// </summary>
public interface ITellsPersonalData
{
    /// <summary>The room's name in the export, in snake case, such as <c>cases</c>.</summary>
    string Room { get; }

    /// <summary>Read only; the caller sees to roles and to the log.</summary>
    Task<RoomExport> TellAsync(CustomerId customer, CancellationToken ct);
}

/// <param name="Told">Names in snake case, instants in UTC; texts as he or staff wrote them; of staff roles and sites, never names.</param>
/// <param name="Files">Pictures, under names that <paramref name="Told"/> mentions.</param>
public sealed record RoomExport(JsonObject Told, IReadOnlyList<ExportedFile> Files)
{
    /// <summary>What else of his the audit speaks of, such as <c>case:0198…</c>: who looked at it is told too.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    public static RoomExport Of(JsonObject told) => new(told, []);
}

/// <param name="Name">Path in the archive below the room's own folder.</param>
public sealed record ExportedFile(string Name, byte[] Content);
