using System.Text;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;

namespace Mainstay.Cases;

/// <summary>Pictures and what is written beside them are kept under the key of the customer: without it, copies hold noise.</summary>
internal static class PictureVault
{
    public static async Task CloseAsync(this IPersonKeys keys, CustomerId customer, Attachment picture, CancellationToken ct)
    {
        if (picture.IsSealed)
        {
            return;
        }

        if (picture.Content is { } content)
        {
            picture.Content = await keys.CloseAsync(customer, PurposeOf(picture.Case, picture.Sequence), content, ct);
        }

        if (picture.Note is { } note)
        {
            picture.SealedNote = await keys.CloseAsync(customer, PurposeOf(picture.Case, picture.Sequence) + "/note", Encoding.UTF8.GetBytes(note), ct);
            picture.Note = null;
        }

        picture.IsSealed = true;
    }

    /// <exception cref="RefusedException">picture-key-missing.</exception>
    public static async Task<byte[]> ContentAsync(this IPersonKeys keys, CustomerId customer, CaseId @case, int sequence, bool isSealed, byte[] content, CancellationToken ct) =>
        !isSealed ? content : await keys.OpenAsync(customer, PurposeOf(@case, sequence), content, ct)
            ?? throw new RefusedException("picture-key-missing", "The key to this customer's pictures is not in this installation; an administrator can bring the keys back.");

    /// <returns>Null also when the key is not here: a case is shown without its notes rather than not at all.</returns>
    public static async Task<string?> NoteAsync(this IPersonKeys keys, CustomerId customer, CaseId @case, int sequence, string? note, byte[]? sealedNote, CancellationToken ct) =>
        sealedNote is null ? note
            : await keys.OpenAsync(customer, PurposeOf(@case, sequence) + "/note", sealedNote, ct) is { } opened ? Encoding.UTF8.GetString(opened) : null;

    internal static string PurposeOf(CaseId @case, int sequence) => $"case.attachment/{@case}/{sequence}";
}
