using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Access;

namespace InventorySync.Domain.Sales;

public sealed record PaymentDetails
{
    public PaymentMethod Method { get; set; } = PaymentMethod.Card;

    [Required(ErrorMessage = "Enter an amount.")]
    [Range(0.001, 100_000_000, ErrorMessage = "Enter an amount above zero.")]
    public decimal? Amount { get; set; }

    [StringLength(120, ErrorMessage = "Use at most 120 characters for the reference.")]
    public string? Reference { get; set; }
}

/// <summary>Takes money for orders and gives it back. The money has a state apart from the goods.</summary>
public sealed class Paying(OrderBook book, CurrentActor actor)
{
    /// <summary>Given again with the same key, nothing more is paid.</summary>
    public Task PayAsync(long orderId, PaymentDetails details, string key, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        Input.Check(details);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            if (order.Payments.Exists(p => p.Key == key))
                return false;
            if (order.State is OrderState.Cancelled)
                throw new BusinessRuleException("Order {0} is cancelled, so nothing is paid for it any more.", order.Number);

            var amount = new Money(details.Amount!.Value, order.Currency).Rounded().Amount;
            if (amount > order.Due)
                throw new BusinessRuleException("Only {0} {1} are still due.", Math.Max(0, order.Due), order.Currency) { Field = nameof(PaymentDetails.Amount) };

            Pay(db, order, details.Method, amount, details.Reference, key);
            return await Task.FromResult(true);
        }, ct);
    }

    public Task RefundAsync(long orderId, PaymentDetails details, string key, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersRefund);
        Input.Check(details);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            if (order.Payments.Exists(p => p.Key == key))
                return false;

            var amount = new Money(details.Amount!.Value, order.Currency).Rounded().Amount;
            if (amount > order.Paid - order.Refunded)
                throw new BusinessRuleException("Only {0} {1} of what was paid are left to give back.", order.Paid - order.Refunded, order.Currency) { Field = nameof(PaymentDetails.Amount) };

            Refund(db, order, details.Method, amount, details.Reference, key);
            return await Task.FromResult(true);
        }, ct);
    }

    /// <summary>As part of a larger change of an order that is locked.</summary>
    internal void Pay(InventoryDb db, Order order, PaymentMethod method, decimal amount, string? reference, string key, DateTimeOffset? at = null)
    {
        order.Pay(new OrderPayment(key, method, amount, OrderLine.Cut(reference, 120), at ?? book.Now, actor.Actor.Name));
        book.Happened(order, OrderEventKind.Paid, new Sentence("Paid: {0} {1}", amount, order.Currency), at);
        book.Tell(db, order, new OrderPaid(order.Id, order.PublicId, order.Number, amount, order.Currency));
    }

    internal void Refund(InventoryDb db, Order order, PaymentMethod method, decimal amount, string? reference, string key, DateTimeOffset? at = null)
    {
        order.Pay(new OrderPayment(key, method, -amount, OrderLine.Cut(reference, 120), at ?? book.Now, actor.Actor.Name));
        book.Happened(order, OrderEventKind.Refunded, new Sentence("Given back: {0} {1}", amount, order.Currency), at);
        book.Tell(db, order, new OrderRefunded(order.Id, order.PublicId, order.Number, amount, order.Currency));
    }
}

/// <summary>Counts something up without a gap, such as invoices.</summary>
public sealed class NumberSeries
{
    public required string Name { get; init; }

    public long Last { get; set; }
}

/// <summary>Gives orders the number of their invoice: one after the other, none left out.</summary>
public sealed class Invoicing(OrderBook book, Settings.ShopSettings settings, CurrentActor actor)
{
    private const string Series = "invoices";

    /// <summary>An order that has its number keeps it.</summary>
    public Task IssueAsync(long orderId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            if (order.InvoiceNumber is not null)
                return false;
            if (order.State is OrderState.Draft or OrderState.Cancelled)
                throw new BusinessRuleException("An invoice is written for an order that is confirmed and not cancelled.");

            // last in the change: the next one waits for this number only until the commit
            var prefix = (await settings.GetAsync<SalesSettings>()).InvoicePrefix.Trim();
            order.Invoice(FormattableString.Invariant($"{prefix}{await NextAsync(db, ct):00000}"), book.Now);
            book.Happened(order, OrderEventKind.Changed, new Sentence("Invoice {0} was written.", order.InvoiceNumber!));
            book.TellChanged(db, order);
            return true;
        }, ct);
    }

    private static async Task<long> NextAsync(InventoryDb db, CancellationToken ct)
    {
        var found = await db.NumberSeries.Where(s => s.Name == Series).ExecuteUpdateAsync(set => set.SetProperty(s => s.Last, s => s.Last + 1), ct);
        if (found == 0)
            throw new InvalidOperationException("The series of invoice numbers is missing; the database was not brought up to date.");
        return await db.NumberSeries.Where(s => s.Name == Series).Select(s => s.Last).SingleAsync(ct);
    }
}
