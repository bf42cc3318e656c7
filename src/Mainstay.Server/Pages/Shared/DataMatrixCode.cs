namespace Mainstay.Server.Pages.Shared;

/// <summary>
/// Data Matrix ECC 200 (ISO/IEC 16022), square symbols of one interleaved block, ASCII encodation with digits in pairs: what labels
/// of parts and bins need. The character 29 (GS) stands for FNC1, first and between, as GS1 asks.
/// </summary>
public static class DataMatrixCode
{
    public const char Gs = '\u001d';
    private const byte Fnc1 = 232;
    private const byte Pad = 129;

    /// <summary>Side in modules, data and error codewords, regions a side.</summary>
    private static readonly (int Side, int Data, int Errors, int Regions)[] _sizes =
    [
        (10, 3, 5, 1), (12, 5, 7, 1), (14, 8, 10, 1), (16, 12, 12, 1), (18, 18, 14, 1), (20, 22, 18, 1), (22, 30, 20, 1), (24, 36, 24, 1),
        (26, 44, 28, 1), (32, 62, 36, 2), (36, 86, 42, 2), (40, 114, 48, 2), (44, 144, 56, 2), (48, 174, 68, 2),
    ];

    private static readonly (byte[] Power, int[] Log) _field = Field();

    /// <returns>Dark modules by row and column, without the quiet zone of one module around.</returns>
    /// <exception cref="ArgumentException">A character outside ASCII, or more than 174 codewords.</exception>
    public static bool[,] Encode(string text)
    {
        List<byte> data = Words(text);
        if (data.Count == 0 || data.Count > _sizes[^1].Data)
        {
            throw new ArgumentException("A label holds 1 to 174 codewords.", nameof(text));
        }

        (int Side, int Data, int Errors, int Regions) size = _sizes.First(one => one.Data >= data.Count);
        Fill(data, size.Data);
        data.AddRange(Errors(data, size.Errors));
        int inner = size.Side - (2 * size.Regions);
        return Framed(Placed(data, inner), size.Side, size.Regions);
    }

    /// <summary>The codewords with those of error correction behind them.</summary>
    internal static IReadOnlyList<byte> Codewords(string text)
    {
        List<byte> data = Words(text);
        (int Side, int Data, int Errors, int Regions) size = _sizes.First(one => one.Data >= data.Count);
        Fill(data, size.Data);
        return [.. data, .. Errors(data, size.Errors)];
    }

    private static List<byte> Words(string text)
    {
        List<byte> words = [];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == Gs)
            {
                words.Add(Fnc1);
            }
            else if (i + 1 < text.Length && char.IsAsciiDigit(text[i]) && char.IsAsciiDigit(text[i + 1]))
            {
                words.Add((byte)(130 + ((text[i] - '0') * 10) + text[i + 1] - '0'));
                i++;
            }
            else
            {
                words.Add(text[i] < 128 ? (byte)(text[i] + 1) : throw new ArgumentException("A label holds ASCII only.", nameof(text)));
            }
        }

        return words;
    }

    /// <summary>The first pad as it is, the rest by the 253-state algorithm (5.2.3).</summary>
    private static void Fill(List<byte> data, int capacity)
    {
        for (bool first = true; data.Count < capacity; first = false)
        {
            int value = Pad + (first ? 0 : (149 * (data.Count + 1) % 253) + 1);
            data.Add((byte)(value > 254 ? value - 254 : value));
        }
    }

    /// <summary>Reed-Solomon over GF(256) with the polynomial 301 and roots from 2 on.</summary>
    private static byte[] Errors(List<byte> data, int count)
    {
        byte[] generator = [1, .. new byte[count]];
        for (int root = 1; root <= count; root++)
        {
            for (int i = root; i > 0; i--)
            {
                generator[i] = (byte)(generator[i] ^ Times(generator[i - 1], _field.Power[root]));
            }
        }

        byte[] rest = new byte[count];
        foreach (byte word in data)
        {
            byte lead = (byte)(word ^ rest[0]);
            for (int i = 0; i < count; i++)
            {
                rest[i] = (byte)((i + 1 < count ? rest[i + 1] : 0) ^ Times(generator[i + 1], lead));
            }
        }

        return rest;
    }

    private static byte Times(byte a, byte b) => a == 0 || b == 0 ? (byte)0 : _field.Power[(_field.Log[a] + _field.Log[b]) % 255];

    private static (byte[] Power, int[] Log) Field()
    {
        byte[] power = new byte[255];
        int[] log = new int[256];
        int value = 1;
        for (int i = 0; i < 255; i++)
        {
            power[i] = (byte)value;
            log[value] = i;
            value <<= 1;
            if (value > 255)
            {
                value ^= 301;
            }
        }

        return (power, log);
    }

    /// <summary>Codewords in their diagonal places (annex F), in a square without finder patterns.</summary>
    private static bool[,] Placed(List<byte> words, int side)
    {
        int[,] bits = new int[side, side]; // 0: free, 1: light, 2: dark.
        int at = 0, row = 4, column = 0;
        do
        {
            if (row == side && column == 0)
            {
                Corner(bits, words[at++], side, [(-1, 0), (-1, 1), (-1, 2), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)]);
            }

            if (row == side - 2 && column == 0 && side % 4 != 0)
            {
                Corner(bits, words[at++], side, [(-3, 0), (-2, 0), (-1, 0), (0, -4), (0, -3), (0, -2), (0, -1), (1, -1)]);
            }

            if (row == side - 2 && column == 0 && side % 8 == 4)
            {
                Corner(bits, words[at++], side, [(-3, 0), (-2, 0), (-1, 0), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)]);
            }

            if (row == side + 4 && column == 2 && side % 8 == 0)
            {
                Corner(bits, words[at++], side, [(-1, 0), (-1, -1), (0, -3), (0, -2), (0, -1), (1, -3), (1, -2), (1, -1)]);
            }

            for (; row >= 0 && column < side; row -= 2, column += 2)
            {
                if (row < side && column >= 0 && bits[row, column] == 0)
                {
                    Shape(bits, words[at++], row, column, side);
                }
            }

            (row, column) = (row + 1, column + 3);
            for (; row < side && column >= 0; row += 2, column -= 2)
            {
                if (row >= 0 && column < side && bits[row, column] == 0)
                {
                    Shape(bits, words[at++], row, column, side);
                }
            }

            (row, column) = (row + 3, column + 1);
        }
        while (row < side || column < side);

        bool[,] dark = new bool[side, side];
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                dark[y, x] = bits[y, x] == 2;
            }
        }

        if (bits[side - 1, side - 1] == 0)
        {
            dark[side - 1, side - 1] = dark[side - 2, side - 2] = true;
        }

        return dark;
    }

    private static void Shape(int[,] bits, byte word, int row, int column, int side)
    {
        ReadOnlySpan<(int Row, int Column)> shape = [(-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0)];
        for (int i = 0; i < 8; i++)
        {
            (int y, int x) = (row + shape[i].Row, column + shape[i].Column);
            if (y < 0)
            {
                (y, x) = (y + side, x + 4 - ((side + 4) % 8));
            }

            if (x < 0)
            {
                (y, x) = (y + 4 - ((side + 4) % 8), x + side);
            }

            Set(bits, y, x, word, i);
        }
    }

    /// <summary>Places counted from the near edges where they are not negative, from the far ones where they are.</summary>
    private static void Corner(int[,] bits, byte word, int side, ReadOnlySpan<(int Row, int Column)> places)
    {
        for (int i = 0; i < 8; i++)
        {
            Set(bits, places[i].Row < 0 ? places[i].Row + side : places[i].Row, places[i].Column < 0 ? places[i].Column + side : places[i].Column, word, i);
        }
    }

    private static void Set(int[,] bits, int row, int column, byte word, int bit) => bits[row, column] = ((word >> (7 - bit)) & 1) + 1;

    /// <summary>Around each region: a solid edge left and below, an alternating one above and right.</summary>
    private static bool[,] Framed(bool[,] inner, int side, int regions)
    {
        bool[,] dark = new bool[side, side];
        int region = side / regions;
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                (int inY, int inX) = (y % region, x % region);
                dark[y, x] = inX == 0 || inY == region - 1
                    || (inY == 0 ? inX % 2 == 0
                    : inX == region - 1 ? inY % 2 == 1
                    : inner[(y / region * (region - 2)) + inY - 1, (x / region * (region - 2)) + inX - 1]);
            }
        }

        return dark;
    }
}
