using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Factors;
using Mainstay.Access.Sessions;
using Mainstay.Common;
using Mainstay.Server.Access;
using Microsoft.AspNetCore.Components;

namespace Mainstay.Server.Pages.Admin;

/// <summary>Each form of the page is one verb; after it the page is loaded anew.</summary>
public partial class PersonPage(
    PersonDetailHandler detail,
    ListSessionsHandler listSessions,
    KnownFactors factors,
    ChangePersonHandler change,
    GrantRoleHandler grantRole,
    RevokeRoleHandler revokeRole,
    SetPasswordHandler setPassword,
    LockPersonHandler lockPerson,
    UnlockPersonHandler unlockPerson,
    PersonLeavesHandler leaves,
    AdminTexts texts,
    CurrentActor current,
    Flash flash,
    NavigationManager navigation,
    TimeProvider clock,
    IHttpContextAccessor accessor)
{
    private readonly List<(Grant Grant, string Scope, string Key)> _grants = [];
    private IReadOnlyList<SessionRow> _sessions = [];
    private FactorsView _factors = new(false, 0, []);
    private PersonView? _view;
    private string? _home;
    private string? _code;
    private string? _problem;

    [Parameter] public string Person { get; set; } = "";

    [SupplyParameterFromForm(Name = "version")] private int? Version { get; set; }

    [SupplyParameterFromForm(Name = "name")] private string? Name { get; set; }

    [SupplyParameterFromForm(Name = "login")] private string? Login { get; set; }

    [SupplyParameterFromForm(Name = "email")] private string? Email { get; set; }

    [SupplyParameterFromForm(Name = "phone")] private string? Phone { get; set; }

    [SupplyParameterFromForm(Name = "home")] private string? Home { get; set; }

    [SupplyParameterFromForm(Name = "tongue")] private string? Tongue { get; set; }

    [SupplyParameterFromForm(Name = "skills")] private string? Skills { get; set; }

    [SupplyParameterFromForm(Name = "role")] private string? RoleText { get; set; }

    [SupplyParameterFromForm(Name = "scope_site")] private string? ScopeSite { get; set; }

    [SupplyParameterFromForm(Name = "scope_organisation")] private string? ScopeOrganisation { get; set; }

    [SupplyParameterFromForm(Name = "password")] private string? Password { get; set; }

    [SupplyParameterFromForm(Name = "sure")] private bool Sure { get; set; }

    private CancellationToken Ct => accessor.HttpContext!.RequestAborted;

    private PersonId Id => PersonId.TryParse(Person, null, out var id) ? id : throw new RefusedException("person-not-found", "There is no such person.");

    private bool CanChange => _view is { MayManage: true, State: not PersonState.Left };

    private bool IsLockedOut => _view?.LockedUntil > clock.GetUtcNow();

    protected override async Task OnInitializedAsync()
    {
        _view = await detail.HandleAsync(new PersonDetail(Id), current.Actor, Ct);
        _home = await texts.SiteNameAsync(_view.HomeSite, Ct);
        _code = await texts.SiteCodeAsync(_view.HomeSite, Ct);
        if (_view.MayManage)
        {
            _sessions = await listSessions.HandleAsync(new ListSessions(Id), current.Actor, Ct);
            _factors = await factors.OfAsync(Id, Ct);
        }

        foreach (var grant in _view.Grants)
        {
            _grants.Add((grant, await texts.ScopeAsync(grant, Ct), $"{EnumText<Role>.Of(grant.Role)}-{grant.Site}{grant.Organisation}"));
        }
    }

    private Task ChangeAsync() => DoAsync("admin.person.changed", async () => await change.HandleAsync(
        new ChangePerson(Id, Login, Name ?? "", Email, Phone, await texts.SiteAsync(Home, Ct), Tongue ?? "en", AdminTexts.Skills(Skills), Version), current.Actor, Ct));

    private Task GrantAsync() => DoAsync("admin.person.granted", async () => await grantRole.HandleAsync(
        new GrantRole(Id, await texts.GrantAsync(RoleText, string.IsNullOrWhiteSpace(ScopeOrganisation) ? ScopeSite : null, ScopeOrganisation, Ct)), current.Actor, Ct));

    private Task RevokeAsync(Grant grant) => DoAsync("admin.person.revoked", () => revokeRole.HandleAsync(new RevokeRole(Id, grant), current.Actor, Ct));

    private Task PasswordAsync() => DoAsync("admin.password.done", () => setPassword.HandleAsync(new SetPassword(Id, Password ?? ""), current.Actor, Ct));

    private Task LockAsync() => _view!.State == PersonState.Locked || IsLockedOut
        ? DoAsync("admin.person.unlocked", () => unlockPerson.HandleAsync(new UnlockPerson(Id), current.Actor, Ct))
        : DoAsync("admin.person.locked", () => lockPerson.HandleAsync(new LockPerson(Id), current.Actor, Ct));

    private Task LeaveAsync() => Sure
        ? DoAsync("admin.person.has_left", () => leaves.HandleAsync(new PersonLeaves(Id), current.Actor, Ct))
        : Task.CompletedTask;

    private async Task DoAsync(string done, Func<Task> act)
    {
        try
        {
            await act();
            flash.Say(Words.Text(done, _view!.Name));
            navigation.NavigateTo($"/admin/people/{Id}");
        }
        catch (RefusedException refusal)
        {
            accessor.HttpContext!.Response.StatusCode = Refusals.FormStatusOf(refusal.Code);
            _problem = Refusals.TextOf(refusal);
        }
    }
}
