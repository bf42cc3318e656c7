using Mainstay.Access.Contracts;
using Microsoft.AspNetCore.Authorization;

namespace Mainstay.Server.Access;

/// <summary>Who may use an endpoint or page. Each declares exactly one; the server does not start otherwise.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class AccessRuleAttribute : Attribute
{
    public virtual bool IsPublic => false;

    public virtual bool Permits(Actor actor) => true;

    /// <summary>For the matrix in docs/access-matrix.md.</summary>
    public abstract string Text { get; }
}

/// <summary>Only people who hold one of these roles at some site; whether the site is theirs is the verb's question.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowedRolesAttribute(params Role[] roles) : AccessRuleAttribute
{
    public IReadOnlyList<Role> Roles { get; } = roles.Length > 0 ? roles : throw new ArgumentException("Name at least one role.", nameof(roles));

    public override bool Permits(Actor actor) => actor.Holds([.. Roles]);

    public override string Text => string.Join(", ", Roles);
}

/// <summary>Everybody who is signed in.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnyStaffAttribute : AccessRuleAttribute
{
    public override string Text => "any staff";
}

/// <summary>Everybody, signed in or not: the login, customers' pages, what all pages load.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublicPageAttribute : AccessRuleAttribute, IAllowAnonymous
{
    public override bool IsPublic => true;

    public override string Text => "public";
}

/// <summary>The same for endpoints: <c>group.MapPost("/cases", …).For(Role.FrontDesk)</c>.</summary>
public static class AccessRules
{
    public static T For<T>(this T endpoint, params Role[] roles) where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AllowedRolesAttribute(roles));

    public static T ForAnyStaff<T>(this T endpoint) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new AnyStaffAttribute());

    public static T Public<T>(this T endpoint) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new PublicPageAttribute());

    /// <summary>The rule nearest to the endpoint: an endpoint may narrow or widen what its group says.</summary>
    public static AccessRuleAttribute? AccessRule(this Endpoint endpoint) => endpoint.Metadata.GetMetadata<AccessRuleAttribute>();

    /// <exception cref="InvalidOperationException">Some endpoint does not say who may use it.</exception>
    public static void DemandAccessRules(this IEndpointRouteBuilder app)
    {
        var silent = app.DataSources.SelectMany(source => source.Endpoints)
            .Where(endpoint => endpoint.AccessRule() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ToList();
        if (silent.Count > 0)
        {
            throw new InvalidOperationException(
                $"These do not say who may use them (.For, .ForAnyStaff or .Public; [AllowedRoles], [AnyStaff] or [PublicPage] on a page): {string.Join("; ", silent)}");
        }
    }
}
