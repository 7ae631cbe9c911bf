using InventorySync.Domain.Importing;
using InventorySync.Integrations.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Integrations.Mail;

public static class MailSetup
{
    public static IServiceCollection AddMailboxes(this IServiceCollection services) =>
        services.AddSingleton<IMailboxes>(p => new Pop3Mailboxes(p.GetRequiredService<OutboundConnections>()));
}
