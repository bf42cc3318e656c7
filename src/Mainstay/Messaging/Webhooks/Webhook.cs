using System.Text.RegularExpressions;
using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Messaging.Webhooks;

public enum WebhookState
{
    Active,

    /// <summary>Stopped by a person: nothing is sent, and what happens meanwhile is fetched by replay.</summary>
    Paused,

    /// <summary>The receiver said 410 Gone.</summary>
    Gone,
}

/// <summary>Somebody else's address that hears of events.</summary>
public sealed partial class Webhook
{
    public const int LongestUrl = 500;
    public const int LongestDescription = 200;
    private const int MostTypes = 100;

    private Webhook()
    {
    }

    public WebhookId Id { get; private init; }

    public string Url { get; private set; } = "";

    /// <summary>Exact types, or a beginning with a star (<c>case.*</c>, <c>*</c>), a space between.</summary>
    public string Types { get; private set; } = "";

    public string Description { get; private set; } = "";

    /// <summary>Only events at this site; null with <see cref="Organisation"/> null: everything.</summary>
    public SiteId? Site { get; private init; }

    /// <summary>Only events at sites this organisation operates.</summary>
    public OrganisationId? Organisation { get; private init; }

    public WebhookState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>How many test events were asked for: each is a version of the webhook's own subject.</summary>
    public int Tests { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<string> TypeList => Types.Split(' ');

    public static Webhook Add(WebhookId id, string url, IEnumerable<string> types, string? description, SiteId? site, OrganisationId? organisation, DateTimeOffset now)
    {
        var hook = new Webhook { Id = id, Site = site, Organisation = organisation, CreatedAt = now, State = WebhookState.Active };
        if (site is not null && organisation is not null)
        {
            throw new RefusedException("webhook-invalid", "Name a site or an organisation, not both.");
        }

        hook.Change(url, types, description);
        return hook;
    }

    public void Change(string url, IEnumerable<string> types, string? description)
    {
        string[] wanted = [.. types.Select(type => type.Trim()).Where(type => type.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (wanted.Length is 0 or > MostTypes || wanted.FirstOrDefault(type => !Pattern.IsMatch(type)) is not null)
        {
            throw new RefusedException("webhook-invalid", "Name the events it hears: types such as case.hand_over, or case.* for all of a kind.");
        }

        if (description?.Length > LongestDescription)
        {
            throw new RefusedException("webhook-invalid", $"A description has at most {LongestDescription} characters.");
        }

        Url = url;
        Types = string.Join(' ', wanted);
        Description = description?.Trim() ?? "";
        Version++;
    }

    public void Resume()
    {
        State = WebhookState.Active;
        Version++;
    }

    public void Pause()
    {
        State = WebhookState.Paused;
        Version++;
    }

    /// <returns>The version of the test event.</returns>
    public int Test()
    {
        Version++;
        return ++Tests;
    }

    public string Subject => $"webhook:{Id}";

    public bool Hears(string type) => TypeList.Any(pattern => pattern.EndsWith('*')
        ? type.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
        : type == pattern);

    /// <param name="operatorOf">Who operates the site of the event; null where it has none.</param>
    public bool Hears(OutEvent happened, OrganisationId? operatorOf) =>
        happened.Subject.StartsWith("webhook:", StringComparison.Ordinal)
            ? happened.Subject == Subject
            : Hears(happened.Type) && (Site is null || Site == happened.Site) && (Organisation is null || Organisation == operatorOf);

    [GeneratedRegex(@"^([a-z0-9_]+(\.[a-z0-9_]+)*(\.\*)?|\*)$")]
    private static partial Regex Pattern { get; }

    internal sealed class Table : IEntityTypeConfiguration<Webhook>
    {
        public void Configure(EntityTypeBuilder<Webhook> table)
        {
            table.ToTable("messaging_webhooks").HasKey(hook => hook.Id);
            table.Property(hook => hook.Version).IsConcurrencyToken();
            table.Ignore(hook => hook.TypeList);
            table.Ignore(hook => hook.Subject);
        }
    }
}
