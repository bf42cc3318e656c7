using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mainstay.Common;
using Mainstay.Server.Access;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Server.Api;

/// <summary>Endpoints whose effect is the same by itself, or whose work is too long for one transaction with the key.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class IgnoresKeysAttribute : Attribute;

/// <summary>
/// <c>Idempotency-Key</c> on a POST: the key, what the verb does and the answer commit in one transaction. The same key again gets
/// the same answer and does nothing; with another request it is refused; while the first is under way, too. A refusal is not kept: what
/// was refused changed nothing and may be tried again with the same key.
/// </summary>
internal static class Idempotency
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    private const int LongestKey = 255;
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, byte> _underWay = new();
    private static readonly string[] _repeated = ["Content-Type", "ETag", "Location"];

    public static void UseIdempotency(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.IsApi() || context.Request.Headers[Header].FirstOrDefault() is not { } text
            || context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<IgnoresKeysAttribute>() is not null)
        {
            await next(context);
            return;
        }

        if (text.Length is 0 or > LongestKey || text.Any(c => c is < '!' or > '~'))
        {
            throw new RefusedException("idempotency-key-malformed", $"An Idempotency-Key has 1 to {LongestKey} visible ASCII characters, such as a UUID.");
        }

        // Nobody's keys are his who holds the same link, or books at the same door.
        var actor = context.RequestServices.GetRequiredService<CurrentActor>().OrNobody;
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(actor is null ? $"{context.Request.Path}/{text}" : $"{actor.Person}/{text}"));
        var name = Convert.ToHexString(key);
        if (!_underWay.TryAdd(name, 0))
        {
            throw new RefusedException("idempotency-key-in-use", "A request with this Idempotency-Key is under way. Wait for its answer, then ask again.");
        }

        try
        {
            var sealing = new Sealing(text, key);
            var request = await DigestAsync(context);
            await DoOnceAsync(context, next, (actor ?? Mainstay.Access.Contracts.Actor.System).Person, key, request, sealing);
        }
        finally
        {
            _underWay.TryRemove(name, out _);
        }
    });

    private static async Task<byte[]> DigestAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n{context.Request.Headers.IfMatch}\n"));
        var buffer = new byte[16 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
        }

        context.Request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    private static async Task RepeatAsync(HttpContext context, byte[] key, byte[] request, Sealing sealing)
    {
        var db = context.RequestServices.GetRequiredService<MainstayDb>();
        var stored = await db.Set<StoredAnswer>().AsNoTracking().SingleOrDefaultAsync(answer => answer.Key == key, context.RequestAborted)
            ?? throw new RefusedException("idempotency-key-in-use", "A request with this Idempotency-Key is under way. Wait for its answer, then ask again.");
        if (!stored.Request.AsSpan().SequenceEqual(request))
        {
            throw new RefusedException("idempotency-key-reused", "This Idempotency-Key was used for another request. Each request has a key of its own.");
        }

        var answer = sealing.Open(stored.Answer!);
        context.Response.StatusCode = stored.Status;
        foreach (var (header, value) in answer.Headers)
        {
            context.Response.Headers[header] = value;
        }

        context.Response.Headers[ReplayedHeader] = "true";
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static async Task DoOnceAsync(
        HttpContext context, RequestDelegate next, Mainstay.Access.Contracts.PersonId person, byte[] key, byte[] request, Sealing sealing)
    {
        var ct = context.RequestAborted;
        var db = context.RequestServices.GetRequiredService<MainstayDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var begun = new StoredAnswer { Key = key, Person = person, Request = request, At = context.RequestServices.GetRequiredService<TimeProvider>().Now() };
        if (!await WriteBatch.TryInsertAsync(db, begun, ct))
        {
            await transaction.RollbackAsync(ct); // It was done before, on whichever node.
            await RepeatAsync(context, key, request, sealing);
            return;
        }

        var outside = context.Response.Body;
        using var body = new MemoryStream();
        context.Response.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = outside;
        }

        if (context.Response.StatusCode < StatusCodes.Status400BadRequest && db.Database.CurrentTransaction is not null)
        {
            var status = context.Response.StatusCode;
            var answer = sealing.Close(new Answer(
                _repeated.Where(header => context.Response.Headers.ContainsKey(header)).ToDictionary(header => header, header => context.Response.Headers[header].ToString()),
                body.ToArray()));
            await db.Set<StoredAnswer>().Where(row => row.Key == key)
                .ExecuteUpdateAsync(row => row.SetProperty(a => a.Status, status).SetProperty(a => a.Answer, answer), ct);
            await transaction.CommitAsync(ct);
        }
        else if (db.Database.CurrentTransaction is not null)
        {
            await transaction.RollbackAsync(ct);
        }

        body.Position = 0;
        await body.CopyToAsync(outside, ct);
    }

    private sealed record Answer(IReadOnlyDictionary<string, string> Headers, byte[] Body);

    /// <summary>AES-256-GCM under a key derived (HKDF) from the client's own; the database alone opens nothing.</summary>
    private sealed class Sealing(string text, byte[] salt)
    {
        private readonly byte[] _secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(text), 32, salt, "mainstay answer"u8.ToArray());

        public byte[] Close(Answer answer)
        {
            var plain = JsonSerializer.SerializeToUtf8Bytes(answer);
            var sealedUp = new byte[12 + 16 + plain.Length];
            RandomNumberGenerator.Fill(sealedUp.AsSpan(0, 12));
            using var aes = new AesGcm(_secret, 16);
            aes.Encrypt(sealedUp.AsSpan(0, 12), plain, sealedUp.AsSpan(28), sealedUp.AsSpan(12, 16));
            return sealedUp;
        }

        public Answer Open(byte[] sealedUp)
        {
            var plain = new byte[sealedUp.Length - 28];
            using var aes = new AesGcm(_secret, 16);
            aes.Decrypt(sealedUp.AsSpan(0, 12), sealedUp.AsSpan(28), sealedUp.AsSpan(12, 16), plain);
            return JsonSerializer.Deserialize<Answer>(plain)!;
        }
    }
}

/// <summary>Forgets answers after a week: longer than any client retries.</summary>
internal sealed partial class AnswerSweep(Database database, TimeProvider clock, ILogger<AnswerSweep> log) : Worker(TimeSpan.FromHours(1), clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private readonly TimeProvider _clock = clock;

    protected override async Task WorkAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var before = _clock.Now() - Kept;
        await db.Set<StoredAnswer>().Where(answer => answer.At < before).ExecuteDeleteAsync(ct);
    }

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "Old answers were not swept this hour: {Reason}")]
    private partial void LogFailed(string reason);
}
