using System.Security.Cryptography;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common.Pictures;

namespace Mainstay.Cases;

/// <summary>Pictures are kept cleaned (<see cref="Picture"/>), whoever sends them.</summary>
internal static class Attaching
{
    public static Attachment Make(CaseFile file, string kind, string? note, byte[]? content, Step step, string? textVersion = null)
    {
        var picture = content is null ? null : Picture.Of(content);
        var sequence = ++file.Case.BesideCount;
        var hash = picture is null ? null : SHA256.HashData(picture.Content);
        if (hash is not null)
        {
            file.Case.PictureChain = PictureChain.Next(file.Case.Id, file.Case.PictureChain, sequence, kind, hash);
        }

        return new()
        {
            Case = file.Case.Id,
            Sequence = sequence,
            ContentHash = hash,
            Chain = hash is null ? null : file.Case.PictureChain,
            TextVersion = textVersion,
            Kind = kind,
            Note = note,
            Content = picture?.Content,
            ContentType = picture?.ContentType,
            By = step.By,
            At = step.OccurredAt,
        };
    }
}
