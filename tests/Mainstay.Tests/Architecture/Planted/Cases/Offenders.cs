using Mainstay.Tests.Architecture.Planted.Parts;
using Mainstay.Tests.Architecture.Planted.Parts.Contracts;

namespace Mainstay.Tests.Architecture.Planted.Cases;

// Each of these breaks the rule of rooms in one way, and in one way only.

internal sealed class InMethodBody
{
    public static int Look() => StockCounting.Count();
}

internal sealed class InLambda
{
    public static Func<int, int> Add { get; } = number => number + StockCounting.Count();
}

internal sealed class InAsyncMethod
{
    public static async Task<int> LookAsync()
    {
        await Task.Yield();
        return StockCounting.Count();
    }
}

internal sealed class InAsyncIterator
{
    public static async IAsyncEnumerable<int> LookAsync()
    {
        await Task.Yield();
        yield return StockCounting.Count();
    }
}

internal sealed class InLocalFunction
{
    public static int Look()
    {
        return Inner<int>();

        static int Inner<T>() => typeof(T).Name.Length + StockCounting.Count();
    }
}

internal sealed class InGenericArgument
{
    public static object Make() => new Dictionary<string, List<Stock[]>>();
}

[Stock]
internal sealed class InAttribute;

internal sealed class InAttributeArgument
{
    [System.ComponentModel.TypeConverter(typeof(Stock))]
    public int Number { get; init; }
}

internal sealed class InConstraint<T>
    where T : StockKeeping
{
    public int Number { get; init; }
}

internal sealed class InField
{
    public Stock? Stock { get; init; }
}

internal sealed class InCatch
{
    public static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (StockMissingException)
        {
            return false;
        }
    }
}

internal sealed class InPattern
{
    public static bool Is(object thing) => thing is Stock;
}

internal sealed class InTypeOf
{
    public static Type Name() => typeof(Stock);
}

internal sealed class InNestedClass
{
    internal sealed class Nested
    {
        public static int Look() => StockCounting.Count();
    }
}

internal sealed class ThroughContracts(IStock stock)
{
    public StockLevel Look() => stock.Level;
}
