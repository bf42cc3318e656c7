using Mainstay.Cases.Coding;

namespace Mainstay.Server.Pages.Cases;

/// <summary>The codes in use, known for the length of a request like its language, so that a code can be named wherever it is shown.</summary>
internal static class CodesInUse
{
    private static readonly AsyncLocal<CodeSet?> _now = new();

    public static CodeSet Now => _now.Value ?? CodeSet.Own;

    public static void UseCodes(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/dist") && !context.Request.Path.StartsWithSegments("/health"))
        {
            try
            {
                _now.Value = await context.RequestServices.GetRequiredService<CodeBook>().SetAsync(context.RequestAborted);
            }
            catch (Exception e) when (StandIn.DoesWithout(context, e))
            {
                _now.Value = null;
            }
        }

        await next(context);
    });
}
