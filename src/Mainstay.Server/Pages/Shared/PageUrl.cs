using Microsoft.AspNetCore.WebUtilities;

namespace Mainstay.Server.Pages.Shared;

/// <summary>Page state lives in the address: links that change one thing of it and keep the rest.</summary>
public static class PageUrl
{
    /// <summary>This page with some query values changed; null takes one away. The page of a list starts again.</summary>
    public static string With(Here here, params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string?> query = QueryHelpers.ParseQuery(here.Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
        query.Remove("after");
        query.Remove("before");
        foreach ((string name, string? value) in changes)
        {
            if (string.IsNullOrEmpty(value))
            {
                query.Remove(name);
            }
            else
            {
                query[name] = value;
            }
        }

        return query.Count == 0 ? here.Path : QueryHelpers.AddQueryString(here.Path, query);
    }

    public static string? Get(Here here, string name) =>
        QueryHelpers.ParseQuery(here.Query).TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues value) ? value.ToString() : null;
}
