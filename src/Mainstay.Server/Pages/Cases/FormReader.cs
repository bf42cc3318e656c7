using System.Globalization;
using Mainstay.Common;

namespace Mainstay.Server.Pages.Cases;

/// <summary>Reads the fields of a form into what verbs take. Empty is absent; times are those of the site worked at.</summary>
public sealed class FormReader(IFormCollection form, TimeZoneInfo zone)
{
    public string? Text(string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    public string Reason => Text("reason") ?? throw new RefusedException("reason-needed", Words.Text("case.form.reason_needed"));

    public bool Is(string name) => form[name].Contains("true");

    public IReadOnlyList<string> All(string name) => [.. form[name].OfType<string>().Where(value => value.Length > 0)];

    public T? Id<T>(string name) where T : struct, IId<T> => Mainstay.Common.Id.TryParse<T>(Text(name), out var id) ? id : null;

    public IReadOnlyList<T> Ids<T>(string name) where T : struct, IId<T> =>
        [.. All(name).Select(text => Mainstay.Common.Id.TryParse<T>(text, out var id) ? (T?)id : null).OfType<T>()];

    public int? Number(string name) => int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Rupees with or without paise, as typed: 1,250 or 1250.50.</summary>
    public long? Minor(string name) =>
        decimal.TryParse(Text(name)?.Replace(",", "", StringComparison.Ordinal).TrimStart('₹', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? (long)Math.Round(amount * 100, MidpointRounding.AwayFromZero)
            : null;

    public DateOnly? Day(string name) => DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A <c>datetime-local</c> field.</summary>
    public DateTimeOffset? Moment(string name) =>
        DateTime.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime()
            : null;

    /// <summary>A slot chosen from those offered: its beginning in UTC.</summary>
    public DateTimeOffset? Slot(string name) =>
        DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    public T Word<T>(string name, T otherwise) where T : struct, Enum => EnumText<T>.TryParse(Text(name), out var value) ? value : otherwise;
}
