using System.Reflection;
using Mainstay.Storage;

namespace Mainstay.Tests.Architecture;

/// <summary>The rules of the house, read from the compiled code.</summary>
public sealed class HouseTests
{
    private static readonly Assembly Business = typeof(MainstayDb).Assembly;
    private static readonly Assembly Kernel = Assembly.Load("Mainstay.Kernel");
    private static readonly Lazy<IReadOnlyList<Mention>> BusinessMentions = new(() => [.. Mentions.In(Business)]);

    private static readonly string[] ProviderAssemblies =
        ["Npgsql", "Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore.Sqlite", "SQLitePCL"];

    private static readonly string[] ForbiddenToKernel =
        ["System.IO", "System.Net", "System.Data", "System.Diagnostics.Process", "System.Console", "System.TimeProvider", "System.Environment"];

    [Fact]
    public void A_room_mentions_another_room_only_through_its_contracts()
    {
        var rule = new RoomRule("Mainstay");
        NobodyDoes(BusinessMentions.Value.Where(rule.IsBroken));
    }

    [Fact]
    public void Every_type_of_the_business_lives_in_a_room_or_in_Common_or_Storage()
    {
        var rule = new RoomRule("Mainstay");
        string[] known = [.. RoomRule.Rooms, "Common", "Storage"];
        var homeless = Business.GetTypes()
            .Where(type => type.Namespace is { } name && name.StartsWith("Mainstay", StringComparison.Ordinal))
            .Where(type => !known.Contains(rule.FolderOf(type)))
            .Select(type => type.FullName!);

        Offences.None(homeless);
    }

    [Fact]
    public void The_business_mentions_AspNetCore_only_for_identity_in_Access() =>
        NobodyDoes(BusinessMentions.Value.Where(mention =>
            IsWithin(mention.To, "Microsoft.AspNetCore")
            && !(IsWithin(mention.From, "Mainstay.Access") && IsWithin(mention.To, "Microsoft.AspNetCore.Identity"))));

    [Fact]
    public void The_business_mentions_a_database_provider_only_in_Storage() =>
        NobodyDoes(BusinessMentions.Value.Where(mention =>
            !IsWithin(mention.From, "Mainstay.Storage")
            && IsWithin(mention.From, "Mainstay")
            && ProviderAssemblies.Any(name => AssemblyName(mention.To).StartsWith(name, StringComparison.Ordinal))));

    [Fact]
    public void Kernel_refers_to_nothing_but_the_base_class_library()
    {
        var library = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var foreign = Kernel.GetReferencedAssemblies()
            .Where(name => Path.GetDirectoryName(Assembly.Load(name).Location) != library)
            .Select(name => name.Name!);

        Offences.None(foreign);
    }

    [Fact]
    public void Kernel_touches_no_clock_file_network_or_process() =>
        NobodyDoes(Mentions.In(Kernel).Where(mention =>
            ForbiddenToKernel.Any(name => IsWithin(mention.To, name) || mention.To.FullName == name)));

    [Fact]
    public void Only_the_server_and_the_command_line_compose()
    {
        string[] allowed = ["Mainstay.Kernel"];
        var references = Business.GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Mainstay", StringComparison.Ordinal) && !allowed.Contains(name));

        Offences.None(references);
    }

    private static void NobodyDoes(IEnumerable<Mention> offences) =>
        Offences.None(offences.Select(mention => mention.ToString()));

    private static bool IsWithin(Type type, string space) =>
        $"{Mentions.Outermost(type).Namespace}.".StartsWith(space + ".", StringComparison.Ordinal);

    private static string AssemblyName(Type type) => type.Assembly.GetName().Name!;
}
