using Mainstay.Access.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Storage;

/// <summary>
/// The answer to a request that carried an <c>Idempotency-Key</c>, committed together with what the request did: the same key again
/// gets the same answer and changes nothing (law 8). The key itself is not kept, only its digest, and the answer is sealed with it, so
/// that personal data in an answer can be read by nobody but who holds the key.
/// </summary>
public sealed class StoredAnswer
{
    /// <summary>SHA-256 of person and key; of address and key where nobody signs in.</summary>
    public required byte[] Key { get; init; }

    public required PersonId Person { get; init; }

    /// <summary>SHA-256 of method, path and body: the same key with another request is a mistake.</summary>
    public required byte[] Request { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>0 until the answer is known.</summary>
    public int Status { get; set; }

    /// <summary>Content type, headers worth repeating and body, sealed.</summary>
    public byte[]? Answer { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<StoredAnswer>
    {
        public void Configure(EntityTypeBuilder<StoredAnswer> table)
        {
            table.ToTable("storage_answers").HasKey(answer => answer.Key);
            table.AreLoose();
            table.HasIndex(answer => answer.At);
        }
    }
}
