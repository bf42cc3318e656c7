using System.Security.Cryptography;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Cases.Checks;

/// <summary>No passcode lies in the vault once its device has left us.</summary>
internal sealed class PasscodesCheck() : SqlCheck("cases.passcodes", "cases_passcodes", """
    SELECT 'Case ' || c.number || ' is ' || c.state || ' but its passcode still lies in the vault.'
    FROM cases_passcodes p JOIN cases_cases c ON c.id = p."case"
    WHERE c.state IN ('handed_over', 'closed', 'cancelled')
    """);

/// <summary>Pictures are what they were: each seal contains the one before it, and the case knows the last.</summary>
internal sealed class PicturesCheck(IServiceScopeFactory scopes) : ICheck
{
    private const int AtOnce = 50;

    public string Name => "cases.pictures";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var violations = new List<string>();
        var looked = 0L;
        await using var scope = scopes.CreateAsyncScope();
        var keys = new Lazy<IPersonKeys>(scope.ServiceProvider.GetRequiredService<IPersonKeys>);
        var sealedCases = await db.Cases.AsNoTracking().Where(c => c.PictureChain != null).OrderBy(c => c.Id).Select(c => new { c.Id, c.Number, c.Customer, c.PictureChain }).ToListAsync(ct);
        foreach (var some in sealedCases.Chunk(AtOnce))
        {
            var ids = some.Select(c => c.Id).ToList();
            var pictures = (await db.Attachments.AsNoTracking().Where(a => ids.Contains(a.Case) && a.Chain != null).OrderBy(a => a.Sequence)
                .Select(a => new { a.Case, a.Sequence, a.Kind, a.ContentHash, a.Chain, a.Content, a.IsSealed }).ToListAsync(ct)).ToLookup(a => a.Case);
            foreach (var @case in some)
            {
                var his = pictures[@case.Id].ToList();
                looked += his.Count;
                if (PictureChain.BrokenAt(@case.Id, his.Select(p => (p.Sequence, p.Kind, p.ContentHash, p.Chain)), @case.PictureChain) is { } broken)
                {
                    violations.Add($"Case {@case.Number}: the seal of picture {broken} does not fit.");
                }

                foreach (var p in his.Where(p => p.Content is not null))
                {
                    // What does not open for want of its key is told by cases.pictures_open.
                    var content = p.IsSealed ? await keys.Value.OpenAsync(@case.Customer, PictureVault.PurposeOf(p.Case, p.Sequence), p.Content!, ct) : p.Content;
                    if (content is null ? await keys.Value.HasAsync(@case.Customer, ct) : !SHA256.HashData(content).AsSpan().SequenceEqual(p.ContentHash))
                    {
                        violations.Add($"Case {@case.Number}: picture {p.Sequence} is not the one that was sealed.");
                    }
                }
            }
        }

        return new CheckResult(looked, [.. violations.Take(100)]);
    }
}
