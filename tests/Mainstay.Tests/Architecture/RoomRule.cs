namespace Mainstay.Tests.Architecture;

/// <summary>
/// The walls between rooms, for rooms that are namespaces directly under <paramref name="house"/>: a room mentions another only
/// through its <c>Contracts</c>; Common, Storage, Kernel and Access.Contracts are open to all and mention no room themselves.
/// </summary>
internal sealed class RoomRule(string house)
{
    public static IReadOnlyList<string> Rooms { get; } =
        ["Network", "Devices", "Cases", "Parts", "Contacts", "Voice", "Quality", "Loyalty", "Planning", "Access", "Messaging"];

    private static readonly string[] OpenToAll = ["Common", "Storage", "Kernel"];

    public bool IsBroken(Mention mention)
    {
        var from = FolderOf(mention.From);
        var to = FolderOf(mention.To);
        return from is not null
            && to is not null
            && from != to
            && !OpenToAll.Contains(to)
            && !IsContract(mention.To, "Access")
            && (OpenToAll.Contains(from) || !IsContract(mention.To, to));
    }

    /// <summary>The first word of the namespace below the house; null outside of it and for what the compiler made up.</summary>
    public string? FolderOf(Type type)
    {
        var name = Mentions.Outermost(type).Namespace;
        return name is not null && name.StartsWith(house + ".", StringComparison.Ordinal)
            ? name[(house.Length + 1)..].Split('.')[0]
            : null;
    }

    private bool IsContract(Type type, string room) =>
        $"{type.Namespace}.".StartsWith($"{house}.{room}.Contracts.", StringComparison.Ordinal);
}
