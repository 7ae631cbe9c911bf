using System.Runtime.InteropServices;
using InventorySync.Data;
using InventorySync.Data.Backup;
using InventorySync.Data.Operation;
using InventorySync.Domain.Integrity;

namespace InventorySync.Web.Commands;

/// <summary>The commands of the app: each says what it does while it does it, and ends.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(CommandLine line)
    {
        switch (line.Command)
        {
            case AppCommand.Help:
                Console.WriteLine(HelpText.Text);
                return 0;
            case AppCommand.Version:
                Console.WriteLine($"InventorySync {ProductVersion.Text}");
                return 0;
            default:
                return await OnTheShopAsync(line);
        }
    }

    private static async Task<int> OnTheShopAsync(CommandLine line)
    {
        using var stopping = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stopping));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stopping));
        try
        {
            // What the shop logs while it works is of no interest here unless it goes wrong.
            await using var app = await ShopHost.ComposeAsync(["--Logging:LogLevel:Default=Warning", .. line.Settings]);
            return await DoAsync(line, app.Services, new Narrator(), stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new StartProblemException("It was stopped before it had ended.", "Nothing was changed; start it again when you like.");
        }
    }

    private static Task<int> DoAsync(CommandLine line, IServiceProvider services, Narrator progress, CancellationToken ct) => line.Command switch
    {
        AppCommand.Migrate => MigrateAsync(services, progress, ct),
        AppCommand.Backup => BackUpAsync(line.Argument, services, progress, ct),
        AppCommand.Restore => RestoreAsync(line.Argument!, services, progress, ct),
        AppCommand.PasswordLink => LinkPasswordAsync(line.Argument!, services, progress, ct),
        AppCommand.ForgetKeys => ForgetKeysAsync(services, progress, ct),
        _ => CheckAsync(services, progress, ct),
    };

    private static async Task<int> MigrateAsync(IServiceProvider services, Narrator progress, CancellationToken ct)
    {
        var database = services.GetRequiredService<InventoryDatabase>();
        await database.RefuseUnusableAsync(DatabaseUse.Migrate, ct);
        await database.MigrateAsync(ct);
        progress.Report($"The database is up to date with version {ProductVersion.Text}.");
        return 0;
    }

    private static async Task<int> BackUpAsync(string? file, IServiceProvider services, Narrator progress, CancellationToken ct)
    {
        await services.GetRequiredService<InventoryDatabase>().RefuseUnusableAsync(DatabaseUse.Look, ct);
        var made = await services.GetRequiredService<Backups>().MakeAsync(file, progress, ct);
        progress.Report($"Backup written: {made.Path} ({made.Bytes / 1024.0 / 1024:N1} MB, {made.Rows:N0} rows, {made.Files:N0} files)");
        return 0;
    }

    private static async Task<int> RestoreAsync(string file, IServiceProvider services, Narrator progress, CancellationToken ct)
    {
        await services.GetRequiredService<Restoring>().RestoreAsync(Path.GetFullPath(file), progress, ct);
        return 0;
    }

    private static async Task<int> CheckAsync(IServiceProvider services, Narrator progress, CancellationToken ct)
    {
        await services.GetRequiredService<InventoryDatabase>().RefuseUnusableAsync(DatabaseUse.Look, ct);
        await using var scope = services.CreateAsyncScope();
        var findings = await scope.ServiceProvider.GetRequiredService<IntegrityChecks>().RunAsync(progress, ct);
        progress.Report(findings.Count == 0 ? "All is well." : $"{findings.Count} findings. docs/engineers/embedded-database.md says what they mean.");
        return findings.Count == 0 ? 0 : 1;
    }

    private static async Task<int> ForgetKeysAsync(IServiceProvider services, Narrator progress, CancellationToken ct)
    {
        await services.GetRequiredService<InventoryDatabase>().RefuseUnusableAsync(DatabaseUse.Look, ct);
        var forgotten = await services.GetRequiredService<DatabaseKeyRepository>().ForgetAllAsync(ct);
        progress.Report($"{forgotten} keys were forgotten. At the next start everybody signs in again; enter stored passwords of other systems again in the settings.");
        return 0;
    }

    private static async Task<int> LinkPasswordAsync(string email, IServiceProvider services, IProgress<string> progress, CancellationToken ct)
    {
        await services.GetRequiredService<InventoryDatabase>().RefuseUnusableAsync(DatabaseUse.AsItIs, ct);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("The server's console");
        try
        {
            var token = await scope.ServiceProvider.GetRequiredService<PasswordLinks>().MakeForAsync(email, ct);
            var shop = services.GetRequiredService<IConfiguration>()["Urls"]?.Split(';')[0].TrimEnd('/');
            progress.Report($"A link for a new password, for one day. Give it to {email} only:\n{shop}/account/new-password/{token}");
            return 0;
        }
        catch (BusinessRuleException refusal)
        {
            throw new StartProblemException(refusal.Message, "Give the address with which this person signs in.", refusal);
        }
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stopping)
    {
        signal.Cancel = true;
        stopping.Cancel();
    }

    /// <summary>Tells in the order it happened, unlike Progress&lt;T&gt;.</summary>
    private sealed class Narrator : IProgress<BackupStep>, IProgress<string>
    {
        public void Report(string value) => Console.WriteLine(value);

        public void Report(BackupStep value)
        {
            if (value.Said is { } said)
                Console.WriteLine(said);
        }
    }
}
