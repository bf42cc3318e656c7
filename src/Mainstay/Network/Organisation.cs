using System.Text.RegularExpressions;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Network;

/// <summary>A legal entity. One may be several things at once: the maker usually operates centres too.</summary>
public sealed partial class Organisation
{
    public const int LongestCode = 24;
    public const int LongestName = 120;

    public required OrganisationId Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; set; }

    public bool IsMaker { get; private set; }

    public bool IsOperator { get; private set; }

    public bool IsSupplier { get; private set; }

    public bool IsRetailer { get; private set; }

    public bool IsInsurer { get; private set; }

    public required Relation Relation { get; set; }

    /// <summary>ISO 3166-1: alpha-2, or alpha-3 as Open Repair Data has it.</summary>
    public required string Country { get; init; }

    /// <summary>Where customers reach it: stands on the repair information form.</summary>
    public string? Phone { get; private set; }

    public string? Email { get; private set; }

    public int Version { get; private set; }

    public IReadOnlySet<OrganisationKind> Kinds() => Enum.GetValues<OrganisationKind>().Where(Is).ToHashSet();

    public bool Is(OrganisationKind kind) => kind switch
    {
        OrganisationKind.Maker => IsMaker,
        OrganisationKind.Operator => IsOperator,
        OrganisationKind.Supplier => IsSupplier,
        OrganisationKind.Retailer => IsRetailer,
        OrganisationKind.Insurer => IsInsurer,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Name and relation as given; kinds are added, because sites and models may already rest on the old ones.</summary>
    /// <returns>True when something is different now.</returns>
    public bool Take(string name, Relation relation, params ReadOnlySpan<OrganisationKind> kinds)
    {
        var before = (Name, Relation, IsMaker, IsOperator, IsSupplier, IsRetailer, IsInsurer);
        (Name, Relation) = (name, relation);
        IsMaker |= kinds.Contains(OrganisationKind.Maker);
        IsOperator |= kinds.Contains(OrganisationKind.Operator);
        IsSupplier |= kinds.Contains(OrganisationKind.Supplier);
        IsRetailer |= kinds.Contains(OrganisationKind.Retailer);
        IsInsurer |= kinds.Contains(OrganisationKind.Insurer);
        if (before == (Name, Relation, IsMaker, IsOperator, IsSupplier, IsRetailer, IsInsurer))
        {
            return false;
        }

        Version++;
        return true;
    }

    /// <summary>Null leaves what is known; an empty text takes it away.</summary>
    public void Reach(string? phone, string? email)
    {
        if (phone is { } number)
        {
            Phone = number.Trim() is { Length: > 0 } given ? given : null;
        }

        if (email is { } address)
        {
            Email = address.Trim() is { Length: > 0 } given ? given : null;
        }
    }

    public OrganisationInfo ToInfo() => new(Id, Code, Name, Kinds(), Relation, Country) { Phone = Phone, Email = Email };

    /// <returns>What is wrong with where customers reach it, or null.</returns>
    public static string? ContactProblem(string? phone, string? email) =>
        phone is { Length: > 0 } && !PhoneShape().IsMatch(phone.Trim()) ? $"'{phone}' is no telephone number such as +91 1800 000 0000."
        : email is { Length: > 0 } && !EmailShape().IsMatch(email.Trim()) ? $"'{email}' is no e-mail address."
        : null;

    /// <returns>The field that is wrong and why, or null.</returns>
    public static (string Field, string Message)? Problem(string code, string name, string country)
    {
        if (!Network.Code.IsOne(code))
        {
            return ("code", $"'{code}' is no code: 2 to {LongestCode} capital letters and digits, parts joined by '-'.");
        }

        if (name.Trim().Length == 0 || name.Length > LongestName)
        {
            return ("name", $"A name of 1 to {LongestName} characters is expected.");
        }

        return CountryShape().IsMatch(country) ? null : ("country", $"'{country}' is no country code of ISO 3166-1 such as IN.");
    }

    [GeneratedRegex(@"^\+?[0-9][0-9 ()\-]{4,30}$")]
    private static partial Regex PhoneShape();

    [GeneratedRegex(@"^[^@\s]{1,64}@[^@\s]{3,190}$")]
    private static partial Regex EmailShape();

    [GeneratedRegex("^[A-Z]{2,3}$")]
    private static partial Regex CountryShape();

    internal sealed class Table : IEntityTypeConfiguration<Organisation>
    {
        public void Configure(EntityTypeBuilder<Organisation> table)
        {
            table.ToTable("network_organisations").HasKey(organisation => organisation.Id);
            table.HasIndex(organisation => organisation.Code).IsUnique();
            table.Property(organisation => organisation.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>Codes people read aloud and print on labels: <c>MH-MUM-07</c>.</summary>
internal static partial class Code
{
    public static bool IsOne(string text) => text.Length is >= 2 and <= Organisation.LongestCode && Shape().IsMatch(text);

    [GeneratedRegex("^[A-Z0-9]+(-[A-Z0-9]+)*$")]
    private static partial Regex Shape();
}
