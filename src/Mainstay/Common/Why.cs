using System.Text.Json;

namespace Mainstay.Common;

/// <summary>A reason as a code with arguments, so that it can be read in any language (resource <c>why.{code}</c>).</summary>
public sealed record Why(string Code, IReadOnlyDictionary<string, string> Args)
{
    private static readonly IReadOnlyDictionary<string, string> _none = new Dictionary<string, string>();

    public static Why Because(string code, params (string Name, string Value)[] args) =>
        new(code, args.Length == 0 ? _none : args.ToDictionary(a => a.Name, a => a.Value));

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static Why FromJson(string json) => JsonSerializer.Deserialize<Why>(json, JsonSerializerOptions.Web)!;

    public bool Equals(Why? other) => other is not null && ToJson() == other.ToJson();

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);
}
