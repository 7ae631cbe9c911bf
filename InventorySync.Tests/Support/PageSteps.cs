using System.Text.RegularExpressions;
using InventorySync.Tests.Access;
using Microsoft.Playwright;

namespace InventorySync.Tests.Support;

/// <summary>What a person does on many pages.</summary>
internal static class PageSteps
{
    public static async Task SignInAsync(this IPage page, Uri address)
    {
        await page.GotoAsync(new Uri(address, "/account/sign-in").ToString());
        await page.FillAsync("input[name='Input.Email']", "olivia@shop.test");
        await page.FillAsync("input[name='Input.Password']", GivenPeople.Password);
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("^(?!.*sign-in)"), new() { Timeout = 30_000 });
    }

    /// <summary>Opens a page of the shop and waits until it answers.</summary>
    public static async Task GoAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator("[data-live='true']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }
}
