using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Mainstay.Cases;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Server.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Mainstay.Server.Api;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>; a copy is kept at docs/openapi.json.</summary>
internal static class ApiDescription
{
    private const string Problem = "Problem";
    private const string Cookie = "cookie";
    private const string Key = "key";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddSchemaTransformer(DescribeSchema);
        options.AddOperationTransformer(DescribeOperation);
        options.AddDocumentTransformer(DescribeDocument);
    });

    public static void MapApiDescription(this WebApplication app) => app.MapOpenApi().Public();

    private static Task DescribeDocument(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Mainstay",
            Version = "1",
            Description = "After-sales service of a device maker: cases from the counter to the hand-over, devices and their cover, the network, its people. How to use it: docs/api.md.",
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Cookie] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = Sessions.Cookie, Description = "Given by POST /api/v1/session." },
            [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, mst_…, made by an administrator." },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Problem] = ProblemSchema();
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Session", Description = "Signing in and out." },
            new() { Name = "Cases", Description = "Opening, finding and reading cases." },
            new() { Name = "Verbs", Description = "What is done to a case. Each verb fits some states, some roles, and asks for its reason." },
            new() { Name = "Counter", Description = "Tokens, the desk and the boards of a site." },
            new() { Name = "Custody", Description = "Shelves, and boxes on the road." },
            new() { Name = "Devices", Description = "Devices, their identities, covers and owners." },
            new() { Name = "Catalogue", Description = "Categories, models, parts, type codes, programmes." },
            new() { Name = "Policies", Description = "Warranty tables, terms of service, goodwill budgets." },
            new() { Name = "Supply", Description = "Suppliers, planning runs, proposals, orders." },
            new() { Name = "Customers", Description = "Customers; every read is logged." },
            new() { Name = "Network", Description = "Sites, organisations, calendars." },
            new() { Name = "API keys", Description = "What programs sign in with." },
            new() { Name = "Webhooks", Description = "Addresses that hear of events. See docs/events.md." },
            new() { Name = "People", Description = "Colleagues, their roles, the audit." },
        };
        return Task.CompletedTask;
    }

    private static Task DescribeOperation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var rule = context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessRuleAttribute>().LastOrDefault();
        operation.Security = rule is { IsPublic: true } ? [] :
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Cookie, context.Document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, context.Document)] = [] },
        ];
        operation.Description ??= rule is AllowedRolesAttribute roles ? $"For {string.Join(", ", roles.Roles.Select(EnumText<Mainstay.Access.Contracts.Role>.Of))}." : "For any staff.";
        var method = context.Description.HttpMethod;
        foreach (var parameter in operation.Parameters ?? [])
        {
            if (parameter is OpenApiParameter { Schema: OpenApiSchema schema } && context.Description.ParameterDescriptions.FirstOrDefault(p => p.Name == parameter.Name)?.Type is { } type && IsId(type))
            {
                schema.Type = JsonSchemaType.String;
                schema.Format = "uuid";
            }
            else if (parameter is OpenApiParameter word && WordsOf(context.Description.ParameterDescriptions.FirstOrDefault(p => p.Name == parameter.Name)?.Type) is { } words)
            {
                word.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(text => (JsonNode)text)] };
            }
        }

        if (method == HttpMethods.Post && !context.Description.ActionDescriptor.EndpointMetadata.OfType<IgnoresKeysAttribute>().Any())
        {
            Header(operation, Idempotency.Header, "A key of your own for this request, such as a UUID: sent again, it gets the same answer and changes nothing.");
        }

        if (operation.Tags?.Any(tag => tag.Name == "Verbs") == true || method == HttpMethods.Put)
        {
            Header(operation, "If-Match", "The ETag you saw; 412 when the record has changed since.");
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<TakesFileAttribute>().FirstOrDefault() is { } file)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = file.Types.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } }),
            };
        }

        operation.Responses ??= [];
        foreach (var (status, text) in Failures(method, context.Description.RelativePath ?? "", rule))
        {
            operation.Responses.TryAdd(status, new OpenApiResponse
            {
                Description = text,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Problem, context.Document) },
                },
            });
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<(string Status, string Text)> Failures(string? method, string path, AccessRuleAttribute? rule)
    {
        yield return ("400", "The request cannot be read; `errors` names the fields.");
        yield return ("401", rule is { IsPublic: true } ? "Login or password is wrong." : "Not signed in.");
        if (rule is { IsPublic: false })
        {
            yield return ("403", "No role, or not at this site.");
        }

        if (path.Contains('{', StringComparison.Ordinal) || method != HttpMethods.Get)
        {
            yield return ("404", "Something named in the request does not exist.");
        }

        if (method is "POST" or "PUT")
        {
            yield return ("409", "It conflicts with what is there.");
            yield return ("412", "It has changed since the version in If-Match.");
            yield return ("422", "The business says no.");
        }

        yield return ("429", "Too many requests; Retry-After says how many seconds to wait.");
        yield return ("503", "The database does not answer; nothing was changed.");
    }

    private static void Header(OpenApiOperation operation, string name, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = false,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
        });
    }

    private static Task DescribeSchema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (IsId(type))
        {
            schema.Type = JsonSchemaType.String; // Where it may be null, that stands beside the reference.
            schema.Format = "uuid";
        }
        else if (type.IsSubclassOf(typeof(CaseRequest)) && Enum.TryParse<Verb>(type.Name, out var verb) && Moves.Of(verb).Reasons is { Count: > 0 } reasons
            && schema.Properties?.TryGetValue("reason", out var reason) == true && reason is OpenApiSchema words)
        {
            words.Enum = [.. reasons.Select(word => (JsonNode)word)];
        }

        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && schema.Properties is { Count: > 0 })
        {
            schema.Required = context.JsonTypeInfo.Properties.Where(property => property.IsRequired).Select(property => property.Name).ToHashSet();
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<string>? WordsOf(Type? type) =>
        (type is null ? null : Nullable.GetUnderlyingType(type) ?? type) is { IsGenericType: true } word && word.GetGenericTypeDefinition() == typeof(Word<>)
            ? Enum.GetNames(word.GetGenericArguments()[0]).Select(SnakeCase.Of)
            : null;

    private static bool IsId(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type).GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457. Every code is explained in docs/problems.md.",
        Required = new HashSet<string> { "type", "title", "status", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "/problems/CODE" },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "One sentence for the person who asked." },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "By field, in a request that cannot be read.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
            ["trace_id"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "With an unexpected failure: what to quote." },
        },
    };
}
