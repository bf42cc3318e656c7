using System.Text.Json.Serialization.Metadata;
using Mainstay.Common;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace Mainstay.Server;

/// <summary>PostgreSQL keeps no text with the character NUL, and SQLite would: it is refused wherever it comes in, the same on both.</summary>
internal static class Nul
{
    private static RefusedException Refusal => new("text-impossible", "A text holds the character NUL, which cannot be kept.");

    /// <summary>Addresses and forms; after the seal of a form was checked, which is when it was read.</summary>
    public static void UseNoNul(this WebApplication app) => app.Use((context, next) =>
        context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false, Error: { } unsealed } ? throw unsealed // Its form may not be looked at.
            : context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true
        || context.Features.Get<IFormFeature>()?.Form?.Any(field => field.Value.Any(IsIn)) == true
            ? throw Refusal
            : next(context));

    /// <summary>Texts of a document, when the object that holds them has been made.</summary>
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var texts = type.Properties.Where(property => property.PropertyType.IsAssignableTo(typeof(string)) && property.Get is not null).Select(property => property.Get!).ToArray();
        var lists = type.Properties.Where(property => property.PropertyType.IsAssignableTo(typeof(IEnumerable<string>)) && property.Get is not null).Select(property => property.Get!).ToArray();
        if (texts.Length + lists.Length > 0)
        {
            type.OnDeserialized += made =>
            {
                if (texts.Any(get => IsIn((string?)get(made))) || lists.Any(get => get(made) is IEnumerable<string> list && list.Any(IsIn)))
                {
                    throw Refusal;
                }
            };
        }
    }

    private static bool IsIn(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;
}
