using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Access;

/// <summary>Whether the shop still waits for its first owner. Once it has one, nobody asks the database again.</summary>
public sealed class FirstRun(IServiceScopeFactory scopes)
{
    private volatile bool _over;

    /// <summary>Asked of somebody who is not at the machine itself, so that nobody else on the network takes a fresh shop over.</summary>
    public string SetupCode { get; } = $"{Text.RandomToken(4)}-{Text.RandomToken(4)}".ToUpperInvariant();

    public void DemandCode(string? code, string field)
    {
        var typed = Encoding.UTF8.GetBytes((code ?? "").Trim().ToUpperInvariant());
        if (!CryptographicOperations.FixedTimeEquals(typed, Encoding.UTF8.GetBytes(SetupCode)))
            throw new BusinessRuleException("This is not the setup code. It stands in the window or log where InventorySync was started.") { Field = field };
    }

    public async Task<bool> IsOverAsync(CancellationToken ct = default)
    {
        if (_over)
            return true;

        await using var scope = scopes.CreateAsyncScope();
        return _over = await scope.ServiceProvider.GetRequiredService<Owners>().ExistAsync(ct);
    }
}
