using Mainstay.Access.Contracts;
using Mainstay.Common;

namespace Mainstay.Access.Exchange;

/// <summary>One person as a file has him: all his rows together.</summary>
internal sealed record PersonEntry(CsvRow First, string Name, string? Site, IReadOnlyList<Role> Roles, IReadOnlyList<string> Skills);

/// <summary>Columns <c>name,role,site,skills</c>; one row a person and role. A person is his name and the code of his home site.</summary>
internal static class PeopleFile
{
    public static readonly CsvFormat Format = new("name", "role", "site", "skills") { MaxBytes = 64 << 20 };

    private const char SkillSeparator = ';';
    private const int LongestName = 120;

    public static (List<PersonEntry> People, int Rows) Read(Stream content, string fileName)
    {
        using var csv = Csv.Read(content, fileName, Format);
        var people = new Dictionary<(string, string?), (CsvRow First, string Name, string? Site, Dictionary<Role, long> Roles, List<string> Skills)>();
        var rows = 0;
        foreach (var row in csv.Rows())
        {
            rows++;
            if (row.Problem is { } problem)
            {
                throw new FileProblemException(problem);
            }

            var name = row.Required("name");
            if (name.Length > LongestName)
            {
                throw row.Wrong("name", $"A name has at most {LongestName} characters.");
            }

            _ = row.Required("role");
            var role = row.Choice<Role>("role")!.Value;
            var site = row.Text("site");
            var key = (Searchable.Name(name), site);
            if (!people.TryGetValue(key, out var person))
            {
                people[key] = person = (row, name, site, [], []);
            }

            if (!person.Roles.TryAdd(role, row.Line))
            {
                throw row.Wrong("role", $"{name} has this role on line {person.Roles[role]} already; two people of one name at one site must be told apart by their names.");
            }

            person.Skills.AddRange(row["skills"].Split(SkillSeparator));
        }

        return ([.. people.Values.Select(person => new PersonEntry(person.First, person.Name, person.Site, [.. person.Roles.Keys], Skill.Normalise(person.Skills)))], rows);
    }

    public static void Write(TextWriter writer, IEnumerable<(string Name, Role Role, string? Site, IReadOnlyList<string> Skills)> rows) =>
        Csv.Write(writer, Format.Columns, rows.Select(row => new string?[] { row.Name, EnumText<Role>.Of(row.Role), row.Site, string.Join(SkillSeparator, row.Skills) }));
}
