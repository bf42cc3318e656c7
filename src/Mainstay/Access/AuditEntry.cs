using System.Text.RegularExpressions;
using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access;

public enum AuditKind
{
    Changed,
    Read,
    Refused,
}

/// <summary>
/// Who changed what, read whose personal data, or was not let in, and when. Append-only but for the count of refusals, and ids only (law 1).
/// </summary>
public sealed partial class AuditEntry
{
    public required AuditId Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required PersonId Person { get; init; }

    public required AuditKind Kind { get; init; }

    /// <summary>The verb (<c>case.diagnose</c>) or the page that showed the data (<c>case.page</c>).</summary>
    public required string Action { get; init; }

    public required string SubjectKind { get; init; }

    public required string SubjectId { get; init; }

    public SiteId? Site { get; init; }

    /// <summary>Done with a role taken in an emergency: that one.</summary>
    public GlassId? Glass { get; init; }

    /// <summary>How often, for what is counted instead of being written each time: refused sign-ins within the hour.</summary>
    public int Times { get; init; } = 1;

    /// <param name="subject">Kind and id with a colon between; the kind alone where there is only one of it.</param>
    /// <exception cref="ArgumentException">It holds something other than an id.</exception>
    public static AuditEntry Of(AuditId id, DateTimeOffset at, PersonId person, AuditKind kind, string action, string subject, SiteId? site, GlassId? glass = null)
    {
        if (!HoldsIdsOnly(subject))
        {
            throw new ArgumentException("The subject of an audit entry is its kind, a colon and an id; never personal data.", nameof(subject));
        }

        var parts = subject.Split(':', 2);

        return new AuditEntry
        {
            Id = id,
            At = at,
            Person = person,
            Kind = kind,
            Action = action,
            SubjectKind = parts[0],
            SubjectId = parts.ElementAtOrDefault(1) ?? "",
            Site = site,
            Glass = glass,
        };
    }

    /// <summary>No address, and no run of digits as long as a phone number or IMEI outside a UUID.</summary>
    internal static bool HoldsIdsOnly(string text) =>
        Guid.TryParse(text, out _) || !PersonalData.IsMatch(Uuid.Replace(text, ""));

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    private static partial Regex Uuid { get; }

    [GeneratedRegex(@"@|\s|[0-9]{8}|\+[0-9]")]
    private static partial Regex PersonalData { get; }

    internal sealed class Table : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> table)
        {
            table.ToTable("access_audit").HasKey(entry => entry.Id);
            table.AreLoose();
            table.HasIndex(entry => entry.At);
            table.HasIndex(entry => new { entry.Action, entry.At });
            table.HasIndex(entry => new { entry.Person, entry.At });
            table.HasIndex(entry => new { entry.SubjectId, entry.At });
            table.HasIndex(entry => entry.Glass).HasFilter("glass IS NOT NULL");
            table.Property(entry => entry.Times).HasDefaultValue(1);
        }
    }
}
