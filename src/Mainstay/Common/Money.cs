namespace Mainstay.Common;

/// <summary>An amount in minor units (paise, cents) of a currency (ISO 4217).</summary>
public readonly record struct Money(long Minor, string Currency)
{
    public static Money operator +(Money left, Money right) =>
        left.Currency == right.Currency
            ? new Money(checked(left.Minor + right.Minor), left.Currency)
            : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be added.");
}
