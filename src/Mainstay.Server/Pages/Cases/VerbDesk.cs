using System.Collections.Frozen;
using System.Reflection;
using Mainstay.Access.Contracts;
using Mainstay.Cases;
using Mainstay.Cases.Intake;

namespace Mainstay.Server.Pages.Cases;

/// <summary>Hands a verb's request to the handler made for it, the same that the API calls.</summary>
public sealed class VerbDesk(IServiceProvider services)
{
    private delegate Task<CaseChanged> Run(IServiceProvider services, CaseRequest request, Actor actor, CancellationToken ct);

    private static readonly FrozenDictionary<Type, Run> _handlers = CasesRoom.VerbHandlers.ToFrozenDictionary(
        handler => handler.BaseType!.GetGenericArguments()[0],
        handler => typeof(VerbDesk).GetMethod(nameof(Through), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(handler, handler.BaseType!.GetGenericArguments()[0]).CreateDelegate<Run>());

    public Task<CaseChanged> DoAsync(CaseRequest request, Actor actor, CancellationToken ct) => request is Resume resume
        ? services.GetRequiredService<ResumeHandler>().HandleAsync(resume, actor, ct)
        : _handlers[request.GetType()](services, request, actor, ct);

    private static Task<CaseChanged> Through<THandler, TRequest>(IServiceProvider services, CaseRequest request, Actor actor, CancellationToken ct)
        where THandler : CaseHandler<TRequest>
        where TRequest : CaseRequest =>
        services.GetRequiredService<THandler>().HandleAsync((TRequest)request, actor, ct);
}
