using System.Text.Json;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices.Checks;

/// <summary>Versions count from one without a gap and come into force in order; tables are total and their shares add up to 100.</summary>
internal sealed class PoliciesCheck : ICheck
{
    public string Name => "devices.policies";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var violations = new List<string>();
        var policies = await db.Set<Policy>().AsNoTracking().ToListAsync(ct);
        var versions = await db.Set<PolicyVersion>().AsNoTracking().ToListAsync(ct);
        foreach (var policy in policies)
        {
            var own = versions.Where(version => version.Policy == policy.Id).OrderBy(version => version.Number).ToList();
            if (!own.Select(version => version.Number).SequenceEqual(Enumerable.Range(1, policy.LatestNumber)))
            {
                violations.Add($"The versions of {policy.Kind} are {string.Join(", ", own.Select(version => version.Number))}; expected are 1 to {policy.LatestNumber}.");
            }

            if (own.Zip(own.Skip(1)).Any(pair => pair.Second.ValidFrom < pair.First.ValidFrom))
            {
                violations.Add($"The versions of {policy.Kind} do not come into force in the order of their numbers.");
            }

            violations.AddRange(own.Select(version => Problem(policy.Kind, version)).OfType<string>());
        }

        return new CheckResult(versions.Count, [.. violations.Take(CheckList.Most)]);
    }

    private static string? Problem(string kind, PolicyVersion version)
    {
        try
        {
            if (kind == Policy.TermsOfService)
            {
                _ = PolicyText.Terms(version.Body);
                return null;
            }

            var table = PolicyText.Table(version.Body);
            return table.Rows is not [.., { When.IsEmpty: true }] ? $"Version {version.Number} of {kind} does not answer every question."
                : table.Rows.Any(row => row.Pays.Sum(share => share.Percent) != 100) ? $"Version {version.Number} of {kind} has shares that do not add up to 100."
                : null;
        }
        catch (JsonException)
        {
            return $"Version {version.Number} of {kind} cannot be read.";
        }
    }
}
