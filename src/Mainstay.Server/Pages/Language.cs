using System.Globalization;

namespace Mainstay.Server.Pages;

/// <summary>The two languages of the pages: the <c>lang</c> cookie decides, else what the browser prefers, else English.</summary>
public static class Language
{
    public static readonly IReadOnlyList<(string Code, string Name, CultureInfo Culture)> All =
    [
        ("en", "English", CultureInfo.GetCultureInfo("en-IN")),
        ("hi", "हिन्दी", CultureInfo.GetCultureInfo("hi-IN")),
    ];

    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static void UseLanguage(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        IEnumerable<string> wishes = [
            context.Request.Cookies["lang"] ?? "",
            .. context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(wish => wish.Quality ?? 1).Select(wish => wish.Value.ToString()),
        ];
        CultureInfo culture = wishes.Select(Find).FirstOrDefault(found => found is not null) ?? All[0].Culture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        context.Response.Headers.ContentLanguage = culture.Name;
        return next(context);
    });

    public static CultureInfo? Find(string tag) =>
        All.FirstOrDefault(language => language.Code.Equals(tag.Split('-')[0], StringComparison.OrdinalIgnoreCase)).Culture;
}
