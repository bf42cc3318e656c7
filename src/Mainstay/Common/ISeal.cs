namespace Mainstay.Common;

/// <summary>
/// Seals what must be read again but never lie open: a customer's passcode, the secret of a webhook, the address of a link.
/// What was sealed on one node opens on every other; the keys rotate by themselves and old ones go on opening.
/// </summary>
public interface ISeal
{
    /// <param name="purpose">What it is for, such as <c>case.passcode</c>: what is sealed for one purpose does not open for another.</param>
    byte[] Close(string purpose, ReadOnlySpan<byte> plain);

    /// <returns>Null when it was sealed for something else, damaged, or its key is gone.</returns>
    byte[]? Open(string purpose, byte[] closed);
}
