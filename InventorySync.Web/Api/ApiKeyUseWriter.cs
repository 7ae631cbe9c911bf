using InventorySync.Domain.Api;

namespace InventorySync.Web.Api;

/// <summary>Writes this node's counts of key use every minute, and once more when it stops.</summary>
internal sealed class ApiKeyUseWriter(ApiKeyUses uses, TimeProvider clock, ILogger<ApiKeyUseWriter> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        try
        {
            while (await minute.WaitForNextTickAsync(stoppingToken))
                await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        try
        {
            await uses.FlushAsync(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "The use of API keys could not be written; it is tried again in a minute.");
        }
    }
}
