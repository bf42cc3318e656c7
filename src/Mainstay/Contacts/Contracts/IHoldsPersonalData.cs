namespace Mainstay.Contacts.Contracts;

/// <summary>A room that keeps personal data of customers beside its facts (law 1). Every room that does is asked when somebody is erased.</summary>
public interface IHoldsPersonalData
{
    /// <returns>Why he cannot be forgotten yet, in a sentence; null when nothing stands against it.</returns>
    Task<string?> StillNeededAsync(CustomerId customer, CancellationToken ct);

    /// <summary>Within the caller's transaction.</summary>
    Task ForgetAsync(CustomerId customer, CancellationToken ct);
}
