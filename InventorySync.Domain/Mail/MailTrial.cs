using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Mail;

/// <summary>Sends a mail as the saved settings say, to whoever asks for it.</summary>
public sealed class MailTrial(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, IMailSender mails, CurrentActor actor)
{
    public async Task<Sentence> TryAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.SettingsEdit);
        var chosen = await settings.GetAsync<SmtpSettings>();
        if (!chosen.IsChosen)
            throw new BusinessRuleException("Enter the mail server and save first.");

        await using var db = await dbs.CreateDbContextAsync(ct);
        var own = await db.People.Where(p => p.Id == actor.Actor.PersonId).Select(p => p.Email).FirstOrDefaultAsync(ct);
        var to = string.IsNullOrEmpty(own) ? chosen.From : own;
        var shop = await settings.GetAsync<ShopProfile>();
        await mails.SendAsync(new OutgoingMail(Text.RandomToken(), to, $"{shop.Name}: test", "This is a test mail. Mails from the shop arrive."), chosen with { FromName = chosen.FromName.Length > 0 ? chosen.FromName : shop.Name }, ct);
        return new Sentence("The mail server took a test mail to {0}. Look whether it arrives.", to);
    }
}

public static class MailSettingsSetup
{
    public static IServiceCollection AddOutgoingMail(this IServiceCollection services) => services
        .AddScoped<MailTrial>()
        .AddSettings<SmtpSettings>(SmtpSettings.Section, "Outgoing mail", "The server that sends the shop's mails", icon: "outgoing_mail", order: 41,
            trial: new SettingsTrial("Send a test mail", (p, ct) => p.GetRequiredService<MailTrial>().TryAsync(ct)));
}
