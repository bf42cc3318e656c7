namespace Mainstay.Access.Contracts;

/// <summary>
/// Who a signed-in person is right now. Read from memory: a role taken away works at once on this node and within two
/// seconds on the others.
/// </summary>
public interface IActors
{
    /// <returns>Null when there is no such person, or he is locked or has left.</returns>
    ValueTask<Actor?> LoadAsync(PersonId person, CancellationToken ct);

    /// <param name="stamp">What the person's cookie carries.</param>
    /// <returns>Null also when the stamp is an older one: the password was changed since.</returns>
    ValueTask<Actor?> LoadBySessionAsync(PersonId person, string stamp, CancellationToken ct);
}
