using System.CommandLine;
using System.Globalization;
using System.Net;

namespace Mainstay.Cli;

/// <summary>What an option must be, said before anything is opened.</summary>
internal static class Options
{
    /// <summary>An empty text is a variable that was not set in somebody's script.</summary>
    public static void MustSay(this Option option, string what) => option.Validators.Add(result =>
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            result.AddError($"{option.Name} is empty; {what} is expected.");
        }
    });

    public static void MustBePort(this Option<int> option) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
        {
            if (int.TryParse(token.Value, CultureInfo.InvariantCulture, out var port) && port is < 0 or > IPEndPoint.MaxPort)
            {
                result.AddError($"{option.Name} {port} is no port: 0 to {IPEndPoint.MaxPort} is expected.");
            }
        }
    });

    /// <summary>A finite number of at least 0, with a point before decimals whatever the country.</summary>
    public static void MustBeAmount(this Option<double?> option)
    {
        option.CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (IsAmount(text, out var value))
            {
                return value;
            }

            result.AddError($"{option.Name} '{text}': a number from 0 to 1000000000000 such as 0.5 is expected.");
            return null;
        };
    }

    public static bool IsAmount(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= 1e12;

    /// <summary>The web server takes any other word for "all addresses": a mistyped address must not open the house to everybody.</summary>
    public static void MustBeAddress(this Option<string> option) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
        {
            if (token.Value != "localhost" && !IPAddress.TryParse(token.Value, out _))
            {
                result.AddError($"{option.Name} '{token.Value}' is no address: one such as 127.0.0.1, or localhost, is expected.");
            }
        }
    });
}
