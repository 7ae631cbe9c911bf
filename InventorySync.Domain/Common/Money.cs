namespace InventorySync.Domain.Common;

/// <summary>An amount in one currency. Two currencies never add up by accident.</summary>
public readonly record struct Money(decimal Amount, string Currency)
{
    public static Money operator +(Money left, Money right) => new(left.Amount + SameCurrency(left, right).Amount, left.Currency);

    public static Money operator -(Money left, Money right) => new(left.Amount - SameCurrency(left, right).Amount, left.Currency);

    public static Money operator *(Money money, decimal factor) => new(money.Amount * factor, money.Currency);

    public static Money Add(Money left, Money right) => left + right;

    public static Money Subtract(Money left, Money right) => left - right;

    public static Money Multiply(Money money, decimal factor) => money * factor;

    /// <summary>The one rounding of the house: half away from zero, to the currency's own decimals.</summary>
    public Money Rounded() => this with { Amount = Math.Round(Amount, Currencies.DecimalsOf(Currency), MidpointRounding.AwayFromZero) };

    public override string ToString() => FormattableString.Invariant($"{Amount} {Currency}");

    private static Money SameCurrency(Money left, Money right) =>
        left.Currency == right.Currency
            ? right
            : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be added without a rate.");
}
