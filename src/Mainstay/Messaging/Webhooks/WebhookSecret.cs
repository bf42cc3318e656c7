using System.Security.Cryptography;
using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Messaging.Webhooks;

/// <summary>What a webhook's deliveries are signed with. While one is being replaced, two are valid and both sign.</summary>
public sealed class WebhookSecret
{
    public const string Prefix = "whsec_";

    /// <summary>How long the old one goes on signing beside the new one.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>Within the 24 to 64 bytes of the Standard Webhooks specification, and as long as the digest.</summary>
    private const int Bytes = 32;

    private const string Purpose = "messaging.webhook";

    public required Guid Id { get; init; }

    public required WebhookId Webhook { get; init; }

    public required byte[] Sealed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; set; }

    /// <returns>The row, and the text that is shown to the receiver's owner once.</returns>
    public static (WebhookSecret Row, string Text) Make(Guid id, WebhookId webhook, ISeal seal, DateTimeOffset now)
    {
        var secret = RandomNumberGenerator.GetBytes(Bytes);
        var row = new WebhookSecret { Id = id, Webhook = webhook, Sealed = seal.Close(Purpose, secret), CreatedAt = now };
        return (row, Prefix + Convert.ToBase64String(secret));
    }

    public byte[]? Open(ISeal seal) => seal.Open(Purpose, Sealed);

    internal sealed class Table : IEntityTypeConfiguration<WebhookSecret>
    {
        public void Configure(EntityTypeBuilder<WebhookSecret> table)
        {
            table.ToTable("messaging_webhook_secrets").HasKey(secret => secret.Id);
            table.HasIndex(secret => secret.Webhook);
            table.StaysBehind();
        }
    }
}
