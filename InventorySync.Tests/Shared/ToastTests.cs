using Bunit;
using InventorySync.Domain.Common;
using InventorySync.Web.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Shared;

public sealed class ToastTests : ScreenTest
{
    [Fact]
    public void A_message_goes_by_itself_but_not_while_somebody_points_at_it()
    {
        var corner = Render<ToastHost>();
        corner.InvokeAsync(() => Toasts.Success("Saved."));

        corner.Find(".toast").MouseEnter();
        Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Single(corner.FindAll(".toast"));

        corner.Find(".toast").MouseLeave();
        Clock.Advance(TimeSpan.FromSeconds(7));
        corner.WaitForAssertion(() => Assert.Empty(corner.FindAll(".toast")));
    }

    [Fact]
    public async Task Undo_takes_back_what_was_done()
    {
        var corner = Render<ToastHost>();
        var takenBack = false;
        await corner.InvokeAsync(() => Services.GetRequiredService<Undo>().Offer("“Linen shirt” is put away.", () =>
        {
            takenBack = true;
            return Task.CompletedTask;
        }));

        await corner.Find(".toast-action").ClickAsync(new());

        Assert.True(takenBack);
        Assert.Empty(corner.FindAll(".toast"));
    }

    [Fact]
    public async Task When_it_can_no_longer_be_taken_back_the_shop_says_why()
    {
        var corner = Render<ToastHost>();
        await corner.InvokeAsync(() => Services.GetRequiredService<Undo>().Offer("Deleted.", () => throw new BusinessRuleException("“{0}” was sold meanwhile.", "Linen shirt")));

        await corner.Find(".toast-action").ClickAsync(new());

        Assert.Contains("“Linen shirt” was sold meanwhile.", corner.Find(".toast-failure").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_corner_holds_three()
    {
        var corner = Render<ToastHost>();

        corner.InvokeAsync(() =>
        {
            foreach (var text in (string[])["one", "two", "three", "four"])
                Toasts.Info(text);
        });

        Assert.Equal(["two", "three", "four"], corner.FindAll(".toast-text").Select(t => t.TextContent));
    }
}
