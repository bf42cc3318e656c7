namespace Mainstay.Tests.Architecture.Planted.Parts.Contracts;

internal interface IStock
{
    StockLevel Level { get; }
}

internal sealed record StockLevel(int OnHand);
