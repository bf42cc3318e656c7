using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Browser;

/// <summary>What people do on the pages of a case.</summary>
internal static partial class CaseActs
{
    /// <summary>Takes a phone in by the keyboard alone and returns the address of its case.</summary>
    /// <param name="start">Where the intake begins; null: here.</param>
    /// <param name="symptom">Its first letters, or its code.</param>
    public static async Task<string> TakeInAsync(this IPage page, string server, string imei, string symptom = "Does not ch", string customer = "Meera Iyer", string? start = "/desk/intake")
    {
        if (start is not null)
        {
            await page.GotoAsync(server + start);
        }

        await TypeAsync(page, "device", imei);
        await NextAsync(page, "Customer");
        if (await page.Locator("input[name=who]:focus").CountAsync() > 0)
        {
            await TypeAsync(page, "who", $"98{imei[^9..^1]}");
            await page.Keyboard.PressAsync("Enter");
            await TypeAsync(page, "name", customer);
        }

        await NextAsync(page, "Problem");
        if (char.IsDigit(symptom[^1]))
        {
            await page.SelectOptionAsync("[name=symptom]", symptom);
        }
        else
        {
            await TypeAsync(page, "symptom", symptom);
        }

        await NextAsync(page, "Things and consent");
        while (await page.EvaluateAsync<string>("document.activeElement.name") != "wipe")
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Space");
        await NextAsync(page, "Confirm");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => OpenedCase().IsMatch(url));
        return server + "/cases/" + page.Url[^36..];
    }

    /// <summary>What is done at once.</summary>
    public static async Task DoAsync(this IPage page, string verb, string truth)
    {
        await page.Locator(".case-verbs").GetByRole(AriaRole.Button, new() { Name = verb }).ClickAsync();
        await page.ExpectTruthAsync(truth);
    }

    public static async Task OpenFormAsync(this IPage page, string verb)
    {
        await page.Locator(".case-verbs").GetByRole(AriaRole.Link, new() { Name = verb }).ClickAsync();
        await Assertions.Expect(page.Locator(".verb-form h2")).ToHaveTextAsync(verb);
    }

    public static async Task SendAsync(this IPage page, string truth)
    {
        IResponse answer = await page.RunAndWaitForResponseAsync(() => page.ClickAsync(".verb-form .btn-primary"), response => response.Request.Method == "POST");
        Assert.True(answer.Status < 400, answer.Status < 400 ? null : await page.GetByRole(AriaRole.Alert).InnerTextAsync());
        await page.ExpectTruthAsync(truth);
        await Assertions.Expect(page.Locator(".verb-form")).ToHaveCountAsync(0);
    }

    public static Task ExpectTruthAsync(this IPage page, string truth) => Assertions.Expect(page.Locator(".truth strong").First).ToContainTextAsync(truth);

    /// <summary>A new code is printed and given back; a wrong one is refused and kept.</summary>
    public static async Task HandOverAsync(this IPage page, string address)
    {
        await page.Locator(".case-verbs").GetByRole(AriaRole.Button, new() { Name = "New hand-over code" }).ClickAsync();
        string code = await page.Locator(".paper-code strong").InnerTextAsync();
        await page.GotoAsync(address);
        await page.OpenFormAsync("Hand over");
        await page.FillAsync("[name=code]", code == "000000" ? "111111" : "000000");
        await page.ClickAsync(".verb-form .btn-primary");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.FillAsync("[name=code]", code);
        await page.SendAsync("is back with the customer");
    }

    /// <summary>The keys of a scanner come at once; typed from outside, a busy machine would spread them.</summary>
    public static Task ScanAsync(this IPage page, string text) => page.EvaluateAsync("""
        text => [...text, 'Enter'].forEach(key => {
          const field = document.activeElement;
          if (field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })) && key.length === 1) field.value += key;
        })
        """, text);

    private static async Task NextAsync(IPage page, string step)
    {
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".step-open h2")).ToHaveTextAsync(step);
    }

    /// <summary>Into the field that has the focus, as fast as a person.</summary>
    private static async Task TypeAsync(IPage page, string field, string text)
    {
        await Assertions.Expect(page.Locator($"[name={field}]:not([type=hidden])")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(text, new() { Delay = 60 });
    }

    [GeneratedRegex("/desk/intake/[0-9a-f-]{36}$")]
    private static partial Regex OpenedCase();
}
