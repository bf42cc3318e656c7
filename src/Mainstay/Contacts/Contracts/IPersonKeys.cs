namespace Mainstay.Contacts.Contracts;

/// <summary>
/// What is kept of a customer and cannot be erased from old copies of the database (his pictures) is sealed with a key of his own, made
/// when it is first needed and destroyed with him: what copies hold is then noise. See docs/decisions/0007.
/// </summary>
public interface IPersonKeys
{
    /// <summary>A key that had to be made joins the caller's unit of work, unsaved.</summary>
    /// <param name="purpose">What it is and where it belongs, such as <c>case.attachment/ID/1</c>: it opens nowhere else.</param>
    Task<byte[]> CloseAsync(CustomerId customer, string purpose, byte[] plain, CancellationToken ct);

    /// <returns>Null when his key is gone or not here, or this was sealed for something else.</returns>
    Task<byte[]?> OpenAsync(CustomerId customer, string purpose, byte[] closed, CancellationToken ct);

    /// <summary>Whether his key is here: then what was sealed for him and does not open was exchanged or damaged.</summary>
    Task<bool> HasAsync(CustomerId customer, CancellationToken ct);
}
