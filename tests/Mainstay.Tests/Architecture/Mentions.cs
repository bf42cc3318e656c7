using System.Reflection;

namespace Mainstay.Tests.Architecture;

/// <param name="From">The outermost type in whose code it stands; closures and state machines count as their owner.</param>
internal sealed record Mention(Type From, Type To)
{
    public override string ToString() => $"{From.FullName} -> {To.FullName}";
}

/// <summary>
/// Every type that compiled code mentions, of whatever assembly: in base types, constraints, attributes and their arguments,
/// signatures, locals, handlers of exceptions and instructions, with the signatures of the members called. What the compiler
/// writes away leaves no trace: constants and <c>nameof</c>.
/// </summary>
internal static class Mentions
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<Mention> In(Assembly assembly) => assembly.GetTypes()
        .SelectMany(type => Of(type).Select(to => new Mention(Outermost(type), to)))
        .Distinct();

    public static IEnumerable<Type> Of(Type type) => Header(type)
        .Concat(type.GetMembers(Declared).SelectMany(Member))
        .SelectMany(Parts)
        .Distinct();

    public static Type Outermost(Type type) => type.DeclaringType is { } owner ? Outermost(owner) : type;

    private static IEnumerable<Type> Header(Type type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Type.EmptyTypes,
        .. type.GetInterfaces(),
        .. Attributes(type.GetCustomAttributesData()),
        .. Constraints(type.IsGenericTypeDefinition ? type.GetGenericArguments() : []),
    ];

    private static IEnumerable<Type> Member(MemberInfo member)
    {
        var own = member switch
        {
            FieldInfo field => Signature(field),
            MethodBase method => [.. Signature(method), .. ParameterAttributes(method), .. Body(method)],
            _ => [],
        };
        return own.Concat(Attributes(member.GetCustomAttributesData()));
    }

    private static IEnumerable<Type> Signature(MemberInfo member) => member switch
    {
        Type type => [type],
        FieldInfo field => [field.FieldType],
        MethodInfo method =>
        [
            method.ReturnType,
            .. method.GetParameters().Select(parameter => parameter.ParameterType),
            .. method.IsGenericMethod ? method.GetGenericArguments() : [],
            .. Constraints(method.IsGenericMethodDefinition ? method.GetGenericArguments() : []),
        ],
        MethodBase constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        _ => [],
    };

    private static IEnumerable<Type> Constraints(Type[] parameters) => parameters.SelectMany(parameter =>
        parameter.GetGenericParameterConstraints().Concat(Attributes(parameter.GetCustomAttributesData())));

    private static IEnumerable<Type> ParameterAttributes(MethodBase method)
    {
        var parameters = method is MethodInfo { ReturnParameter: { } result }
            ? method.GetParameters().Append(result)
            : method.GetParameters();
        return parameters.SelectMany(parameter => Attributes(parameter.GetCustomAttributesData()));
    }

    private static IEnumerable<Type> Attributes(IEnumerable<CustomAttributeData> attributes) => attributes.SelectMany(attribute =>
        Arguments(attribute.ConstructorArguments)
            .Concat(Arguments(attribute.NamedArguments.Select(named => named.TypedValue)))
            .Append(attribute.AttributeType));

    private static IEnumerable<Type> Arguments(IEnumerable<CustomAttributeTypedArgument> arguments) => arguments.SelectMany(argument =>
    {
        IEnumerable<Type> inside = argument.Value switch
        {
            Type type => [type],
            IEnumerable<CustomAttributeTypedArgument> many => Arguments(many),
            _ => [],
        };
        return inside.Append(argument.ArgumentType);
    });

    private static IEnumerable<Type> Body(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            yield break;
        }

        foreach (var local in body.LocalVariables)
        {
            yield return local.LocalType;
        }

        foreach (var clause in body.ExceptionHandlingClauses)
        {
            if (clause.Flags == ExceptionHandlingClauseOptions.Clause && clause.CatchType is { } caught)
            {
                yield return caught;
            }
        }

        var ofType = method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach (var token in Instructions.MemberTokens(body.GetILAsByteArray()!))
        {
            var member = method.Module.ResolveMember(token, ofType, ofMethod)!;
            if (member.DeclaringType is { } declaring)
            {
                yield return declaring;
            }

            foreach (var type in Signature(member))
            {
                yield return type;
            }
        }
    }

    /// <summary>The definitions a type is put together from: elements of arrays, arguments of generics, owners of nested types.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }

        if (type.IsGenericParameter)
        {
            return [];
        }

        return type.IsGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
            : [type];
    }
}
