using InventorySync.Data.Demo;
using InventorySync.Domain.Access;

namespace InventorySync.Web.Commands;

/// <summary>What the window says once the shop is open: where it is, and how to get in.</summary>
internal static class Greeting
{
    public static async Task WriteAsync(WebApplication app, TextWriter window)
    {
        var addresses = app.Urls.Select(Shown).ToList();
        await window.WriteLineAsync();
        await window.WriteLineAsync($"InventorySync is open at {string.Join(" and ", addresses)}");
        if (app.Services.GetRequiredService<DemoState>().IsDemo)
            await window.WriteLineAsync(Demo());
        else if (!await app.Services.GetRequiredService<FirstRun>().IsOverAsync())
            await window.WriteLineAsync($"Open it in a browser to create your shop. From another computer you are asked for the setup code {app.Services.GetRequiredService<FirstRun>().SetupCode}.");
        await window.WriteLineAsync("Ctrl+C closes it.");
        await window.WriteLineAsync();
    }

    // what a person can type into a browser
    private static string Shown(string address) => address.Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal);

    private static string Demo() => $"""
        This is the demo shop. Sign in as
          {DemoPerson.Owner.Email}   with the password   {DemoPerson.Password}
        The same password opens {string.Join(", ", DemoPerson.All.Skip(1).Select(p => p.Email))}.
        An empty shop of your own: ./run.sh --no-demo
        """;
}
