using Mainstay.Cases.Booking;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Cases.Booking;

/// <summary>Visits from the slot to the token, on both databases.</summary>
public sealed class BookingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_visit_with_a_known_device_is_a_booked_case_and_arriving_draws_a_token(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var slot = (await SlotsAsync(world))[0];
        var phone = await world.NewPhoneAsync(null);
        var booked = await BookAsync(world, slot.StartsAt, phone);
        await using (var db = world.Test.Open())
        {
            var @case = await db.Cases.SingleAsync(Ct);
            Assert.Equal((CaseState.Booked, slot.StartsAt, booked.Number), (@case.State, @case.BookedFor!.Value, @case.Number));
        }

        Assert.Equal(0, (await SlotsAsync(world)).Single(s => s.StartsAt == slot.StartsAt).Free);
        world.Test.Clock.Advance(slot.StartsAt - world.Test.Clock.GetUtcNow());
        var arrived = await world.DoAsync<ArriveVisitHandler, VisitArrived>((h, ct) => h.HandleAsync(new ArriveVisit(booked.Id), world.Desk, ct));
        Assert.Equal((1, booked.Case), (arrived.Token, arrived.Case));
        await RefusedAsync("visit-over", () => world.DoAsync<ArriveVisitHandler, VisitArrived>((h, ct) => h.HandleAsync(new ArriveVisit(booked.Id), world.Desk, ct)));
        await world.DoAsync(new Receive { Case = booked.Case!.Value, Symptom = "131" }, world.Desk);
        await using (var db = world.Test.Open())
        {
            Assert.Equal(VisitState.Arrived, (await db.Visits.SingleAsync(Ct)).State);
            Assert.Equal(booked.Case, (await db.Tokens.SingleAsync(Ct)).Case);
        }

        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Of_two_who_want_the_last_place_one_gets_it_and_one_is_told_clearly(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var slot = (await SlotsAsync(world))[2];
        for (var round = 0; round < 4; round++)
        {
            var at = slot.StartsAt.AddMinutes(30 * round);
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
            {
                try
                {
                    await BookAsync(world, at, null, $"Guest {round} {i}");
                    return "booked";
                }
                catch (RefusedException refused)
                {
                    return refused.Code;
                }
            }, Ct)));
            Assert.Equal(1, answers.Count(answer => answer == "booked"));
            Assert.Equal(5, answers.Count(answer => answer == "slot-full"));
        }

        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_visit_moves_only_where_there_is_room_and_keeps_what_it_has_otherwise(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var slots = await SlotsAsync(world);
        var first = await BookAsync(world, slots[0].StartsAt, await world.NewPhoneAsync(null));
        var second = await BookAsync(world, slots[1].StartsAt, null);
        await RefusedAsync("slot-full", () => world.DoAsync(new MoveVisit { Case = first.Case!.Value, StartsAt = slots[1].StartsAt }, world.Desk));
        await RefusedAsync("slot-not-possible", () => world.DoAsync(new MoveVisit { Case = first.Case!.Value, StartsAt = slots[1].StartsAt.AddMinutes(7) }, world.Desk));
        await world.DoAsync(new MoveVisit { Case = first.Case!.Value, StartsAt = slots[5].StartsAt }, world.Desk);
        var moved = await world.DoAsync<ChangeVisitHandler, VisitBooked>((h, ct) => h.HandleAsync(new ChangeVisit(second.Id, slots[0].StartsAt), world.Desk, ct));
        Assert.Equal(slots[0].StartsAt, moved.StartsAt);
        var free = (await SlotsAsync(world)).ToDictionary(slot => slot.StartsAt, slot => slot.Free);
        Assert.Equal((0, 1, 0), (free[slots[0].StartsAt], free[slots[1].StartsAt], free[slots[5].StartsAt]));
        await world.DoAsync(new Cancel { Case = first.Case!.Value, Reason = "customer_asked" }, world.Desk);
        await world.DoAsync<ChangeVisitHandler, VisitBooked>((h, ct) => h.HandleAsync(new CancelVisit(second.Id, "customer_asked"), world.Desk, ct));
        Assert.All((await SlotsAsync(world)).Take(8), slot => Assert.Equal(1, slot.Free));
        await RefusedAsync("visit-over", () => world.DoAsync<ChangeVisitHandler, VisitBooked>((h, ct) => h.HandleAsync(new ChangeVisit(second.Id, slots[3].StartsAt), world.Desk, ct)));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Who_does_not_come_is_marked_once_after_the_grace_and_may_book_again(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var slot = (await SlotsAsync(world))[0];
        var phone = await world.NewPhoneAsync(null);
        var booked = await BookAsync(world, slot.StartsAt, phone);
        world.Test.Clock.Advance(slot.StartsAt.AddMinutes(59) - world.Test.Clock.GetUtcNow());
        Assert.Equal(0, await world.DoAsync<MarkNoShows, int>((job, ct) => job.RunAsync(ct)));
        world.Test.Clock.Advance(TimeSpan.FromMinutes(2));
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => world.DoAsync<MarkNoShows, int>((job, ct) => job.RunAsync(ct))));
        Assert.Equal(1, runs.Sum());
        await using (var db = world.Test.Open())
        {
            Assert.Equal((VisitState.NoShow, "no_show"), ((await db.Visits.SingleAsync(Ct)).State, (await db.Visits.SingleAsync(Ct)).Reason));
            Assert.Equal(CaseState.Cancelled, (await db.Cases.SingleAsync(Ct)).State);
        }

        var again = await BookAsync(world, (await SlotsAsync(world))[0].StartsAt, phone);
        Assert.NotEqual(booked.Case, again.Case);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Reminders_go_out_the_day_before_once_and_again_when_the_visit_moved(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var days = await world.DoAsync<ListSlotsHandler, IReadOnlyList<SlotDay>>((h, ct) => h.HandleAsync(new ListSlots(world.Centre, Model: world.Phone, Days: 10), ct));
        var booked = await BookAsync(world, days[3].Slots[0].StartsAt, null);
        Assert.Equal(0, await RemindAsync());
        world.Test.Clock.Advance(days[3].Slots[0].StartsAt.AddHours(-20) - world.Test.Clock.GetUtcNow());
        Assert.Equal(1, await RemindAsync());
        Assert.Equal(0, await RemindAsync());
        await world.DoAsync<ChangeVisitHandler, VisitBooked>((h, ct) => h.HandleAsync(new ChangeVisit(booked.Id, days[3].Slots[4].StartsAt), world.Desk, ct));
        Assert.Equal(1, await RemindAsync());

        Task<int> RemindAsync() => world.DoAsync<RemindVisits, int>((job, ct) => job.RunAsync(ct));
    }

    [Theory, BothDatabases]
    public async Task From_outside_a_phone_holds_few_visits_and_nothing_of_the_books_is_given_away(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var slots = await SlotsAsync(world);
        var his = await world.NewPhoneAsync(null);
        await world.OpenAsync(his); // Meera, +919800000001.
        var taken = await OutsideAsync(slots[0].StartsAt, "98000 00002", his.Imei1);
        Assert.Null(taken.Case); // An open case of somebody else is not told of.
        var free = await world.NewPhoneAsync(null);
        Assert.NotNull((await OutsideAsync(slots[1].StartsAt, "98000 00002", free.Imei1)).Case);
        Assert.Null((await OutsideAsync(slots[2].StartsAt, "98000 00002", "no such number")).Case);
        await RefusedAsync("too-many-bookings", () => OutsideAsync(slots[3].StartsAt, "+91 98000 00002", null));
        await RefusedAsync("phone-malformed", () => OutsideAsync(slots[3].StartsAt, "12", null));
        await OutsideAsync(slots[3].StartsAt, "98000 00003", null);
        await world.IsSoundAsync();

        async Task<VisitBooked> OutsideAsync(DateTimeOffset at, string phone, string? device) =>
            await world.DoAsync<BookFromOutsideHandler, VisitBooked>(async (h, ct) =>
                await h.HandleAsync(new BookFromOutside(world.Centre, await world.CategoryAsync(), at, "Guest", phone, "hi", null, device), ct));
    }

    [Theory, BothDatabases]
    public async Task The_nearest_centres_come_first_with_load_skill_and_the_next_free_time(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await world.OpenAsync(await world.NewPhoneAsync(null));
        var category = await world.CategoryAsync();
        var near = await world.DoAsync<NearCentresHandler, NearAnswer>((h, ct) => h.HandleAsync(new NearCentres(Place: "411007", Category: category), ct));
        Assert.Equal(["C1", "C2"], near.Centres.Select(centre => centre.Code));
        Assert.Equal((1d, true, PartsAtHand.Unknown), (near.Centres[0].Load!.Value, near.Centres[0].HasSkill!.Value, near.Centres[0].Parts));
        Assert.NotNull(near.Centres[0].NextFree);
        Assert.Equal((false, null), (near.Centres[1].HasSkill!.Value, near.Centres[1].NextFree)); // Nobody there repairs phones.
        Assert.Equal("Pune", (await world.DoAsync<NearCentresHandler, NearAnswer>((h, ct) => h.HandleAsync(new NearCentres(Place: "pun"), ct))).Place);
        Assert.Empty((await world.DoAsync<NearCentresHandler, NearAnswer>((h, ct) => h.HandleAsync(new NearCentres(Place: "Atlantis"), ct))).Centres);
        var far = await world.DoAsync<NearCentresHandler, NearAnswer>((h, ct) => h.HandleAsync(new NearCentres(19.076, 72.8777, Take: 1), ct));
        Assert.Equal(119.6, Assert.Single(far.Centres).Kilometres, 1.5); // Mumbai to Pune as the crow flies.
    }

    [Theory, BothDatabases]
    public async Task A_day_shows_who_comes_and_what_is_free(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var slots = await SlotsAsync(world);
        await BookAsync(world, slots[0].StartsAt, null, "Guest");
        var site = await world.DoAsync<ISites, SiteInfo>((s, ct) => s.GetAsync(world.Centre, ct).AsTask());
        var day = await world.DoAsync<ListVisitsHandler, VisitDay>((h, ct) => h.HandleAsync(new ListVisits(world.Centre, site.Today(slots[0].StartsAt)), world.Desk, ct));
        Assert.Equal("Guest", Assert.Single(day.Visits).CustomerName);
        Assert.Equal(0, day.Slots.Single(slot => slot.StartsAt == slots[0].StartsAt).Free);
        Assert.Equal(28, day.Days.Count);
        await RefusedAsync("not-your-site", () => world.DoAsync<ListVisitsHandler, VisitDay>((h, ct) => h.HandleAsync(new ListVisits(world.OtherCentre), world.Desk, ct)));
        await RefusedAsync("not-allowed", () => world.DoAsync<ListVisitsHandler, VisitDay>((h, ct) => h.HandleAsync(new ListVisits(world.Centre), world.Technician, ct)));
    }

    private static async Task<IReadOnlyList<Slot>> SlotsAsync(CasesWorld world) =>
        [.. (await world.DoAsync<ListSlotsHandler, IReadOnlyList<SlotDay>>((h, ct) => h.HandleAsync(new ListSlots(world.Centre, Model: world.Phone), ct))).SelectMany(day => day.Slots)];

    private static Task<VisitBooked> BookAsync(CasesWorld world, DateTimeOffset at, DeviceInfo? device, string name = "Meera Iyer") =>
        world.DoAsync<BookVisitHandler, VisitBooked>((h, ct) => h.HandleAsync(
            new BookVisit { Site = world.Centre, StartsAt = at, Model = world.Phone, Device = device?.Id, NewCustomer = new NewCustomer(name, "+919800000001", null, "en") }, world.Desk, ct));

    private static async Task RefusedAsync(string code, Func<Task> act) => Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(act)).Code);
}
