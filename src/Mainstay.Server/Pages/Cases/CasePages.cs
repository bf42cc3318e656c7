using Mainstay.Access.Contracts;
using Mainstay.Cases.Bounces;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Common.Pictures;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Pages.Cases;

/// <summary>Where the forms of a case's page are sent: one address per verb, as in the API. Done: back to the case. Refused: the form again, with what was typed.</summary>
internal static class CasePages
{
    private static readonly Role[] _hands = [Role.FrontDesk, Role.Technician, Role.CentreManager, Role.FactoryOperator, Role.FactoryManager];

    public static void MapCasePages(this IEndpointRouteBuilder app)
    {
        foreach (var move in Moves.All.Where(move => move.Verb is not (Verb.DispatchToFactory or Verb.ReceiveAtFactory or Verb.DispatchFromFactory or Verb.ReceiveFromFactory or Verb.IssueCode or Verb.RevealPasscode)))
        {
            var path = VerbLook.PathOf(move.Verb);
            app.MapPost($"/cases/{{id}}/{path}", (CaseId id, HttpContext http) => DoAsync(move.Verb, id, http)).For([.. move.Roles]);
        }

        app.MapCaseExport();
        app.MapPost("/cases/{id}/issue-code", IssueCodeAsync).For([.. Moves.Of(Verb.IssueCode).Roles]);
        app.MapPost("/cases/{id}/new-link", (CaseId id, HttpContext http, CaseLinkHandler handler, CurrentActor who) =>
            TryAsync(http, id, "link", async _ => await handler.HandleAsync(new NewLink(id), who.Actor, http.RequestAborted), "?verb=link")).For([.. CaseLinkHandler.Changers]);
        app.MapPost("/cases/{id}/revoke-link", (CaseId id, HttpContext http, CaseLinkHandler handler, CurrentActor who) =>
            TryAsync(http, id, "link", async _ => await handler.HandleAsync(new RevokeLink(id), who.Actor, http.RequestAborted), "?verb=link")).For([.. CaseLinkHandler.Changers]);
        app.MapPost("/cases/{id}/reveal-passcode", RevealPasscodeAsync).For([.. Moves.Of(Verb.RevealPasscode).Roles]);
        app.MapPost("/cases/{id}/attach", AttachAsync).For(_hands);
        app.MapPost("/cases/{id}/appeal-bounce", (CaseId id, HttpContext http, BounceHandler handler, CurrentActor who) =>
            TryAsync(http, id, "appeal-bounce", async _ => await handler.HandleAsync(new AppealBounce(id), who.Actor, http.RequestAborted))).For(Role.CentreManager, Role.FactoryManager);
        app.MapPost("/cases/{id}/decide-bounce", (CaseId id, HttpContext http, BounceHandler handler, CurrentActor who) =>
            TryAsync(http, id, "decide-bounce", async form =>
            {
                var read = new FormReader(form, Here.DefaultZone);
                var sites = http.RequestServices.GetRequiredService<ISites>();
                SiteId? blamed = read.Text("blamed") is not { } code ? null
                    : (await sites.FindByCodeAsync(code.ToUpperInvariant(), http.RequestAborted))?.Id ?? throw new RefusedException("site-not-found", Words.Text("case.form.site_unknown"));
                var because = read.Text("because") ?? throw new RefusedException("reason-needed", Words.Text("case.form.reason_needed"));
                await handler.HandleAsync(new DecideBounce(id, read.Word("blame", BounceBlame.Nobody), blamed, because), who.Actor, http.RequestAborted);
            })).For(Role.QualityEngineer, Role.HeadOfService);
    }

    private static Task<IResult> DoAsync(Verb verb, CaseId id, HttpContext http) => TryAsync(http, id, VerbLook.PathOf(verb), async form =>
    {
        var services = http.RequestServices;
        var here = services.GetRequiredService<Here>();
        var sites = services.GetRequiredService<ISites>();
        var read = new FormReader(form, here.Zone);
        var request = await VerbForms.ReadAsync(
            verb, read, here.Site?.Ref.Id, async code => (await sites.FindByCodeAsync(code.Trim().ToUpperInvariant(), http.RequestAborted))?.Id, await PictureAsync(form, "picture", http.RequestAborted));
        var changed = await services.GetRequiredService<VerbDesk>().DoAsync(
            request with { Case = id, Version = read.Number("version") }, services.GetRequiredService<CurrentActor>().Actor, http.RequestAborted);
        services.GetRequiredService<Flash>().Say(Words.Text("case.done", changed.Number, Say.Done(verb)));
    });

    private static async Task<IResult> TryAsync(HttpContext http, CaseId id, string verb, Func<IFormCollection, Task> act, string then = "")
    {
        var form = await http.FormAsync();
        try
        {
            await act(form);
            return Results.LocalRedirect($"/cases/{id}{then}");
        }
        catch (RefusedException refusal)
        {
            http.RequestServices.GetRequiredService<Posted>().ShowAgain(form, $"/cases/{id}", $"?verb={verb}", refusal);
            return Results.Empty;
        }
    }

    /// <summary>The code is told once: on the sheet that answers this very request.</summary>
    private static async Task<IResult> IssueCodeAsync(CaseId id, HttpContext http, IssueCodeHandler handler, CurrentActor who, Posted posted)
    {
        var form = await http.FormAsync();
        try
        {
            var issued = await handler.HandleAsync(new IssueCode { Case = id }, who.Actor, http.RequestAborted);
            posted.ShowAgain(form, $"/cases/{id}/sheet");
            posted.Secret = issued.Code;
        }
        catch (RefusedException refusal)
        {
            posted.ShowAgain(form, $"/cases/{id}", refusal: refusal);
        }

        return Results.Empty;
    }

    /// <summary>The passcode is told once: on the page that answers this very request.</summary>
    private static async Task<IResult> RevealPasscodeAsync(CaseId id, HttpContext http, RevealPasscodeHandler handler, CurrentActor who, Posted posted)
    {
        var form = await http.FormAsync();
        var read = new FormReader(form, Here.DefaultZone);
        try
        {
            var revealed = await handler.HandleAsync(new RevealPasscode { Case = id, Version = read.Number("version"), Reason = read.Reason }, who.Actor, http.RequestAborted);
            posted.ShowAgain(form, $"/cases/{id}");
            posted.Secret = revealed.Passcode;
        }
        catch (RefusedException refusal)
        {
            posted.ShowAgain(form, $"/cases/{id}", "?verb=reveal-passcode", refusal);
        }

        http.Response.Headers.CacheControl = "no-store";
        return Results.Empty;
    }

    private static Task<IResult> AttachAsync(CaseId id, HttpContext http, AttachHandler handler, CurrentActor who, Flash flash) => TryAsync(http, id, "attach", async form =>
    {
        var read = new FormReader(form, Here.DefaultZone);
        var kept = 0;
        if (Drawn(read.Text("drawnPng")) is { } signature)
        {
            await handler.HandleAsync(new Attach(id, "signature", read.Text("drawn"), signature), who.Actor, http.RequestAborted);
            kept++;
        }

        foreach (var file in form.Files.Where(file => file is { Name: "photo", Length: > 0 }))
        {
            await handler.HandleAsync(new Attach(id, "photo", read.Text("note"), await BytesAsync(file, http.RequestAborted)), who.Actor, http.RequestAborted);
            kept++;
        }

        if (kept == 0)
        {
            throw new RefusedException("attachment-kind", Words.Text("case.attach.nothing"));
        }

        flash.Say(Words.Text("case.attach.done", kept));
    });

    private static async Task<byte[]?> PictureAsync(IFormCollection form, string name, CancellationToken ct) =>
        form.Files.GetFile(name) is { Length: > 0 } file ? await BytesAsync(file, ct) : null;

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken ct)
    {
        if (file.Length > Picture.LargestBytes)
        {
            throw new RefusedException("attachment-too-large", Words.Text("case.attach.too_large"));
        }

        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    /// <summary>What the signature pad sends: <c>data:image/png;base64,…</c>.</summary>
    internal static byte[]? Drawn(string? address)
    {
        const string Start = "data:image/png;base64,";
        if (address is null || !address.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        var bytes = new byte[address.Length];
        return Convert.TryFromBase64String(address[Start.Length..], bytes, out var length) ? bytes[..length] : null;
    }
}
