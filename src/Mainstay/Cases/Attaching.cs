using Mainstay.Cases.Model;
using Mainstay.Common.Pictures;

namespace Mainstay.Cases;

/// <summary>Pictures are kept cleaned (<see cref="Picture"/>), whoever sends them.</summary>
internal static class Attaching
{
    public static Attachment Make(CaseFile file, string kind, string? note, byte[]? content, Step step)
    {
        var picture = content is null ? null : Picture.Of(content);
        return new()
        {
            Case = file.Case.Id,
            Sequence = ++file.Case.BesideCount,
            Kind = kind,
            Note = note,
            Content = picture?.Content,
            ContentType = picture?.ContentType,
            By = step.By,
            At = step.OccurredAt,
        };
    }
}
