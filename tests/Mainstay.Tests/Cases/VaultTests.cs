using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Cases;

/// <summary>A customer's passcode is read once, by who holds the job, and is gone with the device; what he signed and the pictures taken cannot be exchanged.</summary>
public sealed class VaultTests
{
    private const string Secret = "4711-Blue";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [BothDatabases]
    public async Task A_passcode_is_read_once_by_who_has_the_job_and_again_when_the_manager_says_so(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        await world.DoAsync(new KeepPasscode { Case = opened.Id, Unlock = Unlock.Passcode, Passcode = Secret }, world.Desk);
        await world.DoAsync(new BeginTriage { Case = opened.Id }, world.Technician);
        var other = await world.HireAsync("Other bench", Role.Technician, world.Centre);

        Assert.Equal("passcode-not-yours", await RefusedAsync(world, opened.Id, other));
        Assert.Equal("not-allowed", await RefusedAsync(world, opened.Id, world.Desk));
        await world.DoAsync(new Assign { Case = opened.Id, Technician = world.Technician.Person }, world.Manager);
        Assert.Equal(Secret, (await RevealAsync(world, opened.Id, world.Technician)).Passcode);
        Assert.Equal("passcode-read-already", await RefusedAsync(world, opened.Id, world.Technician));
        await world.DoAsync(new AllowPasscode { Case = opened.Id, Reason = "reading_failed" }, world.Manager);
        Assert.Equal(Secret, (await RevealAsync(world, opened.Id, world.Technician)).Passcode);

        var token = await world.TokenAsync(opened.Id);
        var view = await world.DoAsync<ViewLinkHandler, LinkView?>((h, ct) => h.HandleAsync(token, ct));
        Assert.Contains(view!.Reads, read => read is { Action: "case.passcode", Role: Role.Technician });
        await using var db = world.Test.Open();
        var told = string.Concat((await db.CaseEvents.Where(e => e.Case == opened.Id).Select(e => e.Detail).ToListAsync(Ct)).OfType<string>());
        Assert.DoesNotContain(Secret, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, System.Text.Encoding.UTF8.GetString((await db.Passcodes.SingleAsync(Ct)).Sealed), StringComparison.Ordinal);
    }

    [Theory]
    [BothDatabases]
    public async Task A_passcode_is_gone_when_the_device_is(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        await world.DoAsync(new KeepPasscode { Case = opened.Id, Unlock = Unlock.Passcode, Passcode = Secret }, world.Desk);
        await world.DoAsync(new ReturnUnrepaired { Case = opened.Id, Reason = "customer_asked" }, world.Desk);
        await world.DoAsync(new PrepareReturn { Case = opened.Id }, world.Desk);
        await world.HandOverAsync(opened.Id);

        await using (var db = world.Test.Open())
        {
            Assert.Empty(await db.Passcodes.ToListAsync(Ct));
            db.Add(new Passcode { Case = opened.Id, Sealed = [1], GivenAt = world.Test.Clock.GetUtcNow(), GivenTo = world.Desk.Person, ReadsLeft = 1 });
            await db.SaveChangesAsync(Ct);
        }

        Assert.Single((await world.CheckAsync("cases.passcodes")).Violations);
    }

    [Theory]
    [BothDatabases]
    public async Task What_makes_no_sense_is_not_kept(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));

        foreach (var (unlock, passcode) in new[] { (Unlock.Passcode, null), (Unlock.Passcode, " "), (Unlock.RepairMode, Secret), (Unlock.Passcode, new string('9', 65)) })
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => world.DoAsync(new KeepPasscode { Case = opened.Id, Unlock = unlock, Passcode = passcode }, world.Desk));
            Assert.Equal("passcode-text", refused.Code);
        }

        await world.DoAsync(new KeepPasscode { Case = opened.Id, Unlock = Unlock.RepairMode }, world.Desk);
        await world.DoAsync(new Assign { Case = opened.Id, Technician = world.Technician.Person }, world.Manager);
        Assert.Equal("passcode-not-kept", await RefusedAsync(world, opened.Id, world.Technician));
    }

    [Theory]
    [BothDatabases]
    public async Task A_customer_signs_and_no_picture_can_be_exchanged_or_taken_away(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        var unsigned = await Assert.ThrowsAsync<RefusedException>(() => world.DoAsync(new Sign { Case = opened.Id, Name = "Meera Iyer" }, world.Desk));
        Assert.Equal("signature-needed", unsigned.Code);
        await world.DoAsync(new Sign { Case = opened.Id, Agreed = true, Picture = SamplePictures.DrawnPng }, world.Desk);
        foreach (var note in new[] { "front", "back" })
        {
            await world.DoAsync<AttachHandler, Attached>((h, ct) => h.HandleAsync(new Attach(opened.Id, "photo", note, SamplePictures.DrawnPng), world.Desk, ct));
        }

        await world.IsSoundAsync();
        var token = await world.TokenAsync(opened.Id);
        var whole = await world.DoAsync<ViewLinkHandler, LinkView?>((h, ct) => h.HandleAsync(token, ct));
        Assert.Equal(3, whole!.Pictures.Count(picture => picture is { IsKept: true, Seal.Length: 8 }));
        Assert.Null(whole.PicturesBroken);
        Assert.Equal(Sign.Wording, await SignedAsync(world, opened.Id));

        await FindsAsync(world, "UPDATE cases_attachments SET content_hash = chain WHERE sequence = (SELECT MIN(sequence) FROM cases_attachments WHERE kind = 'photo')");
        await FindsAsync(world, "DELETE FROM cases_attachments WHERE sequence = (SELECT MIN(sequence) FROM cases_attachments WHERE kind = 'photo')");
        await FindsAsync(world, "DELETE FROM cases_attachments WHERE sequence = (SELECT MAX(sequence) FROM cases_attachments WHERE kind = 'photo')");
        await FindsAsync(world, "UPDATE cases_attachments SET content = chain WHERE sequence = (SELECT MAX(sequence) FROM cases_attachments WHERE kind = 'photo')");
    }

    private static Task<PasscodeRevealed> RevealAsync(CasesWorld world, CaseId id, Actor actor) =>
        world.DoAsync<RevealPasscodeHandler, PasscodeRevealed>((h, ct) => h.HandleAsync(new RevealPasscode { Case = id, Reason = "test_repair" }, actor, ct));

    private static async Task<string> RefusedAsync(CasesWorld world, CaseId id, Actor actor) =>
        (await Assert.ThrowsAsync<RefusedException>(() => RevealAsync(world, id, actor))).Code;

    private static async Task<string?> SignedAsync(CasesWorld world, CaseId id)
    {
        await using var db = world.Test.Open();
        return await db.Attachments.Where(a => a.Case == id && a.Kind == "signature").Select(a => a.TextVersion).SingleAsync(Ct);
    }

    private static async Task FindsAsync(CasesWorld world, string plant)
    {
        await using var db = world.Test.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(plant, Ct);
        Assert.True((await world.RunAsync("cases.pictures", db)).Violations.Count > 0, plant);
    }
}
