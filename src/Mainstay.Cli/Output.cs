using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;
using Progress = Mainstay.Common.Progress;

namespace Mainstay.Cli;

/// <summary>Results go to standard output, for people or as one JSON object; everything else goes to standard error.</summary>
internal sealed class Output(bool isJson)
{
    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <param name="result">Serialised with snake_case keys under <c>--json</c>.</param>
    /// <param name="text">What a person reads instead.</param>
    public void Result(object result, string text) =>
        Console.Out.WriteLine(isJson ? JsonSerializer.Serialize(result, _json) : text);

    /// <summary>Something worth saying that is not the result.</summary>
    public static void Note(string sentence) => Console.Error.WriteLine(sentence);

    /// <summary>A progress bar while the work runs, on standard error and only where somebody watches.</summary>
    public static async Task<T> WithProgressAsync<T>(string title, Func<IProgress<Progress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            return await work(new Steps(_ => { }));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async shown =>
            {
                var task = shown.AddTask(Markup.Escape(title));
                task.IsIndeterminate = true;
                return await work(new Steps(progress =>
                {
                    task.IsIndeterminate = progress.Total == 0;
                    task.MaxValue = Math.Max(progress.Total, 1);
                    task.Value = progress.Done;
                }));
            });
    }

    /// <summary>Told on the worker's own thread: the framework's Progress would post each step to the pool.</summary>
    private sealed class Steps(Action<Progress> show) : IProgress<Progress>
    {
        public void Report(Progress value) => show(value);
    }
}
