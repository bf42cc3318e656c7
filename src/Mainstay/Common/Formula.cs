using System.Buffers;

namespace Mainstay.Common;

/// <summary>
/// Spreadsheets reckon with a field that begins with = + - @ (or a tab or line break before one), whoever wrote it: a customer's sentence could
/// read other cells or call an address. An apostrophe before it makes it text. Plain numbers and phone numbers stay as they are.
/// </summary>
internal static class Formula
{
    private const char Mark = '\'';

    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789.");

    public static string? Defuse(string? field) => field is not null && Begins(field.AsSpan().TrimStart(Mark)) && !IsNumber(field) ? Mark + field : field;

    /// <summary>Takes back what <see cref="Defuse"/> put before it; anything else is left alone.</summary>
    public static string Restore(string field) =>
        field.Length > 1 && field[0] == Mark && Begins(field.AsSpan().TrimStart(Mark)) && !IsNumber(field.AsSpan(1)) ? field[1..] : field;

    private static bool Begins(ReadOnlySpan<char> text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n';

    private static bool IsNumber(ReadOnlySpan<char> text) => text.Length > 1 && text[0] is '+' or '-' && !text[1..].ContainsAnyExcept(_digits);
}
