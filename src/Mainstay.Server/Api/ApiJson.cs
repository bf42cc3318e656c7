using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mainstay.Common;

namespace Mainstay.Server.Api;

/// <summary>JSON of the API: the program's own form, and strict about what comes in.</summary>
internal static class ApiJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        JsonText.Configure(options);
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(DemandWhatCannotBeMissing).WithAddedModifier(Nul.Refuse);
    }

    /// <summary>A constructor's parameter that is neither nullable nor has a default must be in the document; others may be left out.</summary>
    private static void DemandWhatCannotBeMissing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { } parameter)
            {
                property.IsRequired = !parameter.HasDefaultValue && !parameter.IsNullable;
            }
        }
    }
}
