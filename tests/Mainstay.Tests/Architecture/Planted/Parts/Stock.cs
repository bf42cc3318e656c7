namespace Mainstay.Tests.Architecture.Planted.Parts;

/// <summary>What the planted room keeps to itself.</summary>
internal sealed class Stock
{
    public static Stock Empty { get; } = new();

    public int OnHand { get; init; }
}

[AttributeUsage(AttributeTargets.Class)]
internal sealed class StockAttribute : Attribute;

internal abstract class StockKeeping;

internal sealed class StockMissingException : Exception;

internal static class StockCounting
{
    public static int Count() => Stock.Empty.OnHand;

    public static Stock Of(this object _) => Stock.Empty;
}
