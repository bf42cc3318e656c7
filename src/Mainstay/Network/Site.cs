using Mainstay.Common;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Network;

/// <summary>Everything that is said of a site, by whoever says it: a verb, an import, the demo.</summary>
public sealed record SiteFacts(
    string Code,
    string Name,
    SiteKind Kind,
    OrganisationId Operator,
    CalendarId Calendar,
    string? State,
    string? Town,
    string? Postcode,
    double? Latitude,
    double? Longitude,
    int? Capacity,
    SiteId? Supply,
    SiteId? Factory,
    DateOnly OpensOn,
    DateOnly? ClosesOn)
{
    private const int LargestCapacity = 100_000;

    /// <returns>The field that is wrong, in snake_case, and why; or null.</returns>
    public (string Field, string Message)? Problem() =>
        !Network.Code.IsOne(Code) ? ("code", $"'{Code}' is no code: 2 to {Organisation.LongestCode} capital letters and digits, parts joined by '-'.")
        : Name.Trim().Length is 0 or > Organisation.LongestName ? ("name", $"A name of 1 to {Organisation.LongestName} characters is expected.")
        : new[] { Name, State, Town, Postcode }.Any(text => text is not null && (text.Length == 0 || text != text.Trim())) ? ("name", "Name, state, town and postcode have no blanks around them and are not empty.")
        : Latitude is null != Longitude is null ? (Latitude is null ? "latitude" : "longitude", "A place has both latitude and longitude, or neither.")
        : Latitude is < -90 or > 90 or double.NaN ? ("latitude", "Latitude lies between -90 and 90.")
        : Longitude is < -180 or > 180 or double.NaN ? ("longitude", "Longitude lies between -180 and 180.")
        : Kind == SiteKind.Warehouse && Capacity is not null ? ("capacity", "A warehouse has no capacity in jobs or seats; leave it empty.")
        : Capacity is < 1 or > LargestCapacity ? ("capacity", $"Capacity lies between 1 and {LargestCapacity}, or is empty.")
        : ClosesOn <= OpensOn ? ("closes_on", "A site closes after it opens.")
        : null;
}

/// <summary>A place of work: service centre, call centre, repair factory or warehouse.</summary>
public sealed class Site
{
    public required SiteId Id { get; init; }

    public required string Code { get; init; }

    public string Name { get; private set; } = "";

    public required SiteKind Kind { get; init; }

    public OrganisationId Operator { get; private set; }

    public CalendarId Calendar { get; private set; }

    public string? State { get; private set; }

    public string? Town { get; private set; }

    public string? Postcode { get; private set; }

    public double? Latitude { get; private set; }

    public double? Longitude { get; private set; }

    /// <summary>Jobs (centre, factory) or seats (call centre) at once; null for warehouses and where nobody said.</summary>
    public int? Capacity { get; private set; }

    /// <summary>The warehouse that supplies it.</summary>
    public SiteId? Supply { get; private set; }

    /// <summary>The factory it sends to.</summary>
    public SiteId? Factory { get; private set; }

    public DateOnly OpensOn { get; private set; }

    public DateOnly? ClosesOn { get; private set; }

    public int Version { get; private set; }

    /// <exception cref="RefusedException"><c>site-invalid</c>.</exception>
    public static Site Add(SiteId id, SiteFacts facts)
    {
        var site = new Site { Id = id, Code = facts.Code, Kind = facts.Kind };
        site.Take(facts);
        return site;
    }

    public SiteFacts Facts() => new(
        Code, Name, Kind, Operator, Calendar, State, Town, Postcode, Latitude, Longitude, Capacity, Supply, Factory, OpensOn, ClosesOn);

    /// <returns>True when something is different now.</returns>
    /// <exception cref="RefusedException"><c>site-invalid</c>: a field is wrong, or what never changes (code, kind) would.</exception>
    public bool Change(SiteFacts facts)
    {
        if (facts == Facts())
        {
            return false;
        }

        if (facts.Code != Code || facts.Kind != Kind)
        {
            throw new RefusedException("site-invalid", $"{Code} is a {EnumText<SiteKind>.Of(Kind)} for good: neither code nor kind of a site changes.");
        }

        Take(facts);
        Version++;
        return true;
    }

    /// <summary>Its holidays are its own too: two managers changing them at once must notice each other.</summary>
    public void Touch() => Version++;

    public SiteRef ToRef() => new(Id, Code, Name, Kind, Operator);

    private void Take(SiteFacts facts)
    {
        if (facts.Problem() is { } problem)
        {
            throw new RefusedException("site-invalid", problem.Message);
        }

        (Name, Operator, Calendar) = (facts.Name, facts.Operator, facts.Calendar);
        (State, Town, Postcode, Latitude, Longitude) = (facts.State, facts.Town, facts.Postcode, facts.Latitude, facts.Longitude);
        (Capacity, Supply, Factory) = (facts.Capacity, facts.Supply, facts.Factory);
        (OpensOn, ClosesOn) = (facts.OpensOn, facts.ClosesOn);
    }

    internal sealed class Table : IEntityTypeConfiguration<Site>
    {
        public void Configure(EntityTypeBuilder<Site> table)
        {
            table.ToTable("network_sites").HasKey(site => site.Id);
            table.HasIndex(site => site.Code).IsUnique();
            table.Property(site => site.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>A day on which one site is closed, beside the holidays of its calendar.</summary>
public sealed class SiteHoliday
{
    public required SiteId Site { get; init; }

    public required DateOnly Day { get; init; }

    public required string Name { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<SiteHoliday>
    {
        public void Configure(EntityTypeBuilder<SiteHoliday> table) =>
            table.ToTable("network_site_holidays").HasKey(holiday => new { holiday.Site, holiday.Day });
    }
}
