using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices.Checks;

/// <summary>A refurbished unit is the same one: its former life was replaced for good, and its numbers are those it had (law 5).</summary>
internal sealed class LivesCheck : ICheck
{
    public string Name => "devices.lives";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var later = db.Set<Device>().AsNoTracking().Where(d => d.Former != null);
        var lives = await later
            .Select(d => new { Life = d, Former = db.Set<Device>().FirstOrDefault(f => f.Id == d.Former) })
            .ToListAsync(ct);
        var violations = new List<string>();
        foreach (var (life, former) in lives.Select(pair => (pair.Life, pair.Former)))
        {
            if (former is null)
            {
                violations.Add($"Device {life.Id} is the later life of {life.Former}, which is not there.");
            }
            else if (former.State != DeviceState.Replaced)
            {
                violations.Add($"Device {life.Id} is the later life of {former.Id}, which still lives.");
            }
            else if (life.Model != former.Model || life.Imei1 != former.Imei1 || life.Imei2 != former.Imei2 || life.Eid != former.Eid
                || (life.Serial is not null && life.Serial != former.Serial))
            {
                violations.Add($"Device {life.Id} is the later life of {former.Id} and yet carries other numbers.");
            }
        }

        return new CheckResult(lives.Count, [.. violations.Take(CheckList.Most)]);
    }
}
