using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Mainstay.Server.Pages;

/// <summary>A sentence for the next page after a redirect ("Case PUN-26-1042 was opened."), carried in a cookie read once.</summary>
public sealed class Flash(IHttpContextAccessor accessor)
{
    private const string Cookie = "flash";
    private (string Tone, string Text)? _here;

    public void Say(string text, string tone = "active")
    {
        _here = (tone, text);
        string value = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"{tone}|{text}"));
        accessor.HttpContext?.Response.Cookies.Append(Cookie, value, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromMinutes(1), Path = "/" });
    }

    /// <summary>The sentence to show on this page, if any; it is gone afterwards.</summary>
    public (string Tone, string Text)? Take()
    {
        HttpContext? context = accessor.HttpContext;
        if (_here is null && context?.Request.Cookies[Cookie] is { } value)
        {
            try
            {
                string[] parts = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(value)).Split('|', 2);
                _here = parts.Length == 2 ? (parts[0], parts[1]) : null;
            }
            catch (FormatException)
            {
                _here = null;
            }
        }

        if (_here is not null && context is { Response.HasStarted: false })
            context.Response.Cookies.Delete(Cookie);
        return _here;
    }
}
