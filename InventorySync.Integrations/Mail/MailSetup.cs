using InventorySync.Domain.Importing;
using InventorySync.Domain.Mail;
using InventorySync.Integrations.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Integrations.Mail;

public static class MailSetup
{
    public static IServiceCollection AddMailboxes(this IServiceCollection services) =>
        services.AddSingleton<IMailboxes>(p => new Pop3Mailboxes(p.GetRequiredService<OutboundConnections>()));

    public static IServiceCollection AddSmtpMails(this IServiceCollection services) =>
        services.AddSingleton<IMailSender>(p => new SmtpMails(p.GetRequiredService<OutboundConnections>()));
}
