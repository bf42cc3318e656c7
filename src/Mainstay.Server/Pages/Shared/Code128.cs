using System.Text;

namespace Mainstay.Server.Pages.Shared;

/// <summary>Code 128 (ISO/IEC 15417) in sets B and C, for hand scanners that read lines only.</summary>
public static class Code128
{
    private const int StartB = 104;
    private const int StartC = 105;
    private const int ToB = 100;
    private const int ToC = 99;

    /// <summary>Widths of bar, space, bar, space, bar, space of the symbols 0 to 105, and the stop with its closing bar.</summary>
    private const string Widths =
        "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132" +
        "221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313" +
        "231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111" +
        "314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111" +
        "111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141" +
        "114131311141411131211412211214211232";

    private const string Stop = "2331112";

    /// <summary>Widths of bars and spaces in modules, beginning with a bar, without the quiet zone of ten modules on each side.</summary>
    /// <exception cref="ArgumentException">A character outside printable ASCII.</exception>
    public static IReadOnlyList<int> Encode(string text)
    {
        if (text.Length == 0 || text.Any(c => c is < ' ' or > '~'))
        {
            throw new ArgumentException("Code 128 holds printable ASCII only.", nameof(text));
        }

        List<int> symbols = Symbols(text);
        int check = symbols[0] + symbols.Skip(1).Select((symbol, i) => symbol * (i + 1)).Sum();
        symbols.Add(check % 103);
        StringBuilder widths = new();
        foreach (int symbol in symbols)
        {
            widths.Append(Widths, symbol * 6, 6);
        }

        return [.. widths.Append(Stop).ToString().Select(c => c - '0')];
    }

    /// <summary>Pairs of digits go into set C where that saves symbols: four at the ends, six within.</summary>
    private static List<int> Symbols(string text)
    {
        List<int> symbols = [];
        int at = 0;
        bool? pairs = null;
        while (at < text.Length)
        {
            int digits = text[at..].TakeWhile(char.IsAsciiDigit).Count();
            bool atEnd = at == 0 || at + digits == text.Length;
            bool wantsPairs = (pairs == true && digits >= 2) || digits >= (atEnd ? 4 : 6);
            if (wantsPairs && pairs != true && digits % 2 == 1)
            {
                // An odd run gives its first digit to set B.
                Enter(symbols, ref pairs, false);
                symbols.Add(text[at++] - ' ');
            }

            Enter(symbols, ref pairs, wantsPairs);
            symbols.Add(wantsPairs ? ((text[at] - '0') * 10) + text[at + 1] - '0' : text[at] - ' ');
            at += wantsPairs ? 2 : 1;
        }

        return symbols;
    }

    private static void Enter(List<int> symbols, ref bool? pairs, bool wanted)
    {
        if (pairs == wanted)
        {
            return;
        }

        symbols.Add(pairs is null ? (wanted ? StartC : StartB) : wanted ? ToC : ToB);
        pairs = wanted;
    }
}
