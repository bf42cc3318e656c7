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
