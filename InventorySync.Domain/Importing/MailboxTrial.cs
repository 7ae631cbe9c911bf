using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Importing;

/// <summary>Opens the mailbox as the saved settings say, and tells what lies there. Nothing is read or removed.</summary>
public sealed class MailboxTrial(ShopSettings settings, IMailboxes mailboxes, CurrentActor actor)
{
    public async Task<Sentence> TryAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.SettingsEdit);
        var chosen = await settings.GetAsync<MailboxSettings>();
        if (!chosen.IsChosen)
            throw new BusinessRuleException("Enter the mail server and save first.");

        await using var mailbox = await mailboxes.OpenAsync(chosen, ct);
        var waiting = await mailbox.WaitingAsync(ct);
        await mailbox.CloseAsync(ct);
        return chosen.SenderList.Count == 0
            ? new Sentence("Signed in: {0} mails lie there. None will be read, because no sender is named.", waiting.Count)
            : new Sentence("Signed in: {0} mails lie there.", waiting.Count);
    }
}
