using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Storage;

/// <summary>Every change of the schema is a change of committed text. No database is needed to see it.</summary>
public sealed class SchemaScriptTests
{
    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.Postgres)]
    public async Task The_committed_create_script_is_what_the_model_says(Provider provider)
    {
        await using var db = Model(provider);
        Same($"tests/Mainstay.Tests/Storage/create.{Folder(provider)}.sql", db.Database.GenerateCreateScript().ReplaceLineEndings("\n").TrimEnd() + "\n");
    }

    [Fact]
    public void Both_databases_have_the_same_scripts() =>
        Assert.Equal(
            Migrator.Scripts(Provider.Sqlite).Select(Path.GetFileName),
            Migrator.Scripts(Provider.Postgres).Select(Path.GetFileName));

    private static void Same(string path, string expected)
    {
        var file = Repository.PathOf(path);
        if (Repository.UpdatesSnapshots)
        {
            File.WriteAllText(file, expected);
            return;
        }

        var committed = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(committed == expected, $"The model and {path} differ. Run 'tools/schema', read the difference and commit it.");
    }

    /// <summary>The model can be asked without a server.</summary>
    private static MainstayDb Model(Provider provider) =>
        (provider == Provider.Sqlite ? Database.Sqlite("nowhere") : Database.Postgres("Host=nowhere")).CreateDbContext();

    private static string Folder(Provider provider) => provider == Provider.Sqlite ? "sqlite" : "postgres";
}
