using System.Text;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Exchange;
using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Access;

public sealed class PeopleFileTests
{
    private const string File = """
        name,role,site,skills
        Asha Rao,administrator,,
        Lata Joshi,technician,PUN,mobile_l2;mobile_l3
        Lata Joshi,front_desk,PUN,
        "Rao, Imran",agent,SUR,hindi

        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task People_are_taken_once_and_given_back_as_they_came(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);

        var first = await ImportAsync(house, File);
        var again = await ImportAsync(house, File);
        var exported = await ExportAsync(house);
        var back = await ImportAsync(house, exported);

        Assert.Equal(new PeopleImported(4, 2, 0, 1), first);
        Assert.Equal(new PeopleImported(4, 0, 0, 3), again);
        Assert.Equal(new PeopleImported(4, 0, 0, 3), back);
        Assert.Equal(
            "name,role,site,skills\r\nAsha Rao,administrator,,\r\nLata Joshi,front_desk,PUN,mobile_l2;mobile_l3\r\nLata Joshi,technician,PUN,mobile_l2;mobile_l3\r\n\"Rao, Imran\",agent,SUR,hindi\r\n",
            exported);
        Assert.Single(await house.Get<IPeople>().AtHomeAsync(house.Pune, Role.Technician, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_new_role_and_new_skills_are_added_to_a_known_person(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        await ImportAsync(house, File);

        var changed = await ImportAsync(house, "name,role,site,skills\nLata Joshi,centre_manager,PUN,mobile_l3\n");

        Assert.Equal(new PeopleImported(1, 0, 1, 0), changed);
        var lata = Assert.Single(await house.Get<IPeople>().AtHomeAsync(house.Pune, Role.CentreManager, Ct));
        Assert.True(lata.Holds(Role.Technician));
        Assert.Equal(["mobile_l3"], lata.Skills);
    }

    [Theory]
    [InlineData("Mina,juggler,PUN,\n", "line 3, column role: 'juggler' is not one of")]
    [InlineData("Mina,agent,NOWHERE,\n", "line 3, column site: There is no site with the code 'NOWHERE'.")]
    [InlineData(",agent,PUN,\n", "line 3, column name: A value is expected")]
    [InlineData("Mina,,PUN,\n", "line 3, column role: A value is expected")]
    [InlineData("Mina,agent,PUN\n", "line 3: This record has 3 fields")]
    [InlineData("ravi,agent,PUN,\n", "line 3, column role: ravi has this role on line 2 already")]
    public async Task A_bad_row_is_named_and_nothing_is_taken(string row, string problem)
    {
        await using var house = await AccessTest.CreateAsync(Provider.Sqlite);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(house, "name,role,site,skills\nRavi,agent,PUN,\n" + row));

        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        await using var db = house.Test.Open();
        Assert.Equal(1, await db.Set<Person>().CountAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task An_administrator_brings_in_people_of_his_own_sites_only(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var manager = await house.HiredAsync(Role.CentreManager, house.Pune);
        var local = await house.HiredAsync(Role.Administrator, house.Pune);

        Assert.Equal("not-allowed", await AccessTest.RefusalAsync(() => ImportAsync(house, File, manager)));
        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => ImportAsync(house, File, local)));
        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => ImportAsync(house, "name,role,site,skills\nAsha Rao,administrator,,\n", local)));
        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => ImportAsync(house, "name,role,site,skills\nLata Joshi,technician,PUN,\nRavi Das,technician,SUR,\n", local)));
        var own = new Actor(local.Person, local.Name, null, [new Grant(Role.Administrator, null, house.Pune.Operator)]);
        foreach (var actor in new[] { local, own })
        {
            var taken = await ImportAsync(house, "name,role,site,skills\nLata Joshi,technician,PUN,\n", actor);
            Assert.Equal(1, taken.Read);
        }

        await using var db = house.Test.Open();
        Assert.Single(await db.Set<Person>().Where(person => person.Name == "Lata Joshi").ToListAsync(Ct));
        Assert.False(await db.Set<Person>().AnyAsync(person => person.Name == "Ravi Das", Ct));
    }

    [Theory, BothDatabases]
    public async Task Thousands_are_hired_in_one_go_and_share_the_hash_of_one_password(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var people = Enumerable.Range(0, 3_000).Select(i => new NewPerson(
            i < 12 ? $"demo{i}" : null, $"Person {i}", house.Pune.Id, "en", [new Grant(Role.Agent, house.Pune.Id, null)], ["hindi"], i < 12 ? AccessTest.Password : null)).ToList();

        var hired = await house.DoAsync<HireManyHandler, IReadOnlyList<PersonId>>((handler, ct) => handler.HandleAsync(new HireMany(people), house.Administrator, ct));

        Assert.Equal(3_000, hired.Count);
        Assert.Equal(hired[7], (await house.SignInAsync("demo7")).Person);
        Assert.Equal(3_000, (await house.Get<IPeople>().WithRoleAsync(Role.Agent, Ct)).Count);
        await using var db = house.Test.Open();
        Assert.Single(await db.Set<Person>().Where(person => person.PasswordHash != null && person.Login != "root").Select(person => person.PasswordHash).Distinct().ToListAsync(Ct));
    }

    private static async Task<PeopleImported> ImportAsync(AccessTest house, string text, Actor? actor = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await house.DoAsync<ImportPeopleHandler, PeopleImported>((handler, ct) =>
            handler.HandleAsync(new ImportPeople(stream, "people.csv"), actor ?? house.Administrator, ct));
    }

    private static async Task<string> ExportAsync(AccessTest house)
    {
        await using var writer = new StringWriter();
        await house.DoAsync<ExportPeopleHandler, int>((handler, ct) => handler.HandleAsync(new ExportPeople(writer), house.Administrator, ct));
        return writer.ToString();
    }
}
