using System.ComponentModel.DataAnnotations;
using AngleSharp.Dom;
using Bunit;
using InventorySync.Domain.Common;
using InventorySync.Web.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace InventorySync.Tests.Forms;

public sealed class ShopFormTests : ScreenTest
{
    private readonly Article _article = new() { Name = "Linen shirt", Sku = "LS-1" };
    private Func<Task> _service = () => Task.CompletedTask;
    private int _asked;

    [Fact]
    public async Task Input_that_breaks_a_rule_never_reaches_the_service()
    {
        var form = Form();

        await form.InvokeAsync(() => form.Find("input[type=text]").Change(""));
        await form.InvokeAsync(() => form.Find("form").SubmitAsync());

        Assert.Equal(0, _asked);
        Assert.Equal("Give the article a name.", form.Find(".field-error").TextContent.Replace("error", "", StringComparison.Ordinal).Trim());
        Assert.Equal("true", form.Find("input[type=text]").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task A_field_tells_its_label_its_error_and_that_it_is_wrong()
    {
        var form = Form();

        form.FindAll("input")[1].Change("");
        await form.InvokeAsync(() => form.Find("form").SubmitAsync());

        var sku = form.FindAll("input")[1];
        Assert.Equal("SKU", form.Find($"label[for={sku.Id}]").ChildNodes.OfType<IText>().First().TextContent.Trim());
        Assert.Contains("This cannot be empty.", form.Find($"#{sku.GetAttribute("aria-describedby")}").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_mistakes_are_listed_above_the_form_and_each_leads_to_its_field()
    {
        var form = Form();

        form.FindAll("input")[0].Change("");
        form.FindAll("input")[1].Change("");
        await form.InvokeAsync(() => form.Find("form").SubmitAsync());

        var links = form.FindAll("[role=alert] a");
        Assert.Equal(["Give the article a name.", "This cannot be empty."], links.Select(l => l.TextContent));
        Assert.Equal(form.FindAll("input").Take(2).Select(i => i.Id), links.Select(l => l.GetAttribute("data-focus")));
    }

    [Fact]
    public async Task A_refusal_of_the_shop_stands_at_its_field_and_does_not_block_the_next_attempt()
    {
        _service = () => throw new BusinessRuleException("Another article has the SKU {0}.", "LS-1") { Field = "Sku" };
        var form = Form();

        await form.InvokeAsync(() => form.Find("form").SubmitAsync());
        Assert.Contains("Another article has the SKU LS-1.", form.Find(".field-error").TextContent, StringComparison.Ordinal);

        _service = () => Task.CompletedTask;
        await form.InvokeAsync(() => form.Find("form").SubmitAsync());

        Assert.Equal(2, _asked);
        Assert.Empty(form.FindAll(".field-error"));
    }

    [Fact]
    public async Task A_refusal_of_the_whole_stands_above_the_form()
    {
        _service = () => throw new BusinessRuleException("The count of this room is still open.");
        var form = Form();

        await form.InvokeAsync(() => form.Find("form").SubmitAsync());

        Assert.Contains("The count of this room is still open.", form.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_field_that_the_service_finds_wrong_says_so()
    {
        _service = () => throw new InvalidInputException([new("Name", "The name is too long."), new("Sku", "A SKU has no spaces.")]);
        var form = Form();

        await form.InvokeAsync(() => form.Find("form").SubmitAsync());

        Assert.Equal(2, form.FindAll("p.field-error").Count);
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_can_be_read_anew()
    {
        var reloaded = false;
        _service = () => throw new ChangedMeanwhileException();
        var form = Form(p => p.Add(f => f.OnReload, () => { reloaded = true; }));

        await form.InvokeAsync(() => form.Find("form").SubmitAsync());
        await form.InvokeAsync(() => form.FindAll("[role=alert] button").Single(b => b.TextContent == "Reload").ClickAsync(new()));

        Assert.True(reloaded);
        Assert.Empty(form.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task A_second_click_while_the_first_is_being_saved_saves_nothing_twice()
    {
        var saved = new TaskCompletionSource();
        _service = () => saved.Task;
        var form = Form();

        var first = form.Find("form").SubmitAsync();
        Assert.True(form.Find("button[type=submit]").HasAttribute("disabled"));
        await form.InvokeAsync(() => form.Find("form").SubmitAsync());
        saved.SetResult();
        await first;

        Assert.Equal(1, _asked);
        Assert.False(form.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Leaving_what_is_not_saved_asks_first_and_stays_on_a_no()
    {
        var dialogs = Render<Radzen.Blazor.RadzenComponents>();
        var form = Form();
        var address = Services.GetRequiredService<NavigationManager>();
        await form.InvokeAsync(() => form.Find("input").Change("Cotton shirt"));

        var leaving = form.InvokeAsync(() => address.NavigateTo("/elsewhere"));
        dialogs.WaitForState(() => dialogs.FindAll(".dialog-actions button").Count == 2);
        await dialogs.InvokeAsync(() => dialogs.FindAll(".dialog-actions button").Single(b => b.TextContent == "Stay").ClickAsync(new()));
        await leaving;

        Assert.DoesNotContain("elsewhere", address.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_saved_can_be_left_without_a_question()
    {
        var form = Form();
        await form.InvokeAsync(() => form.Find("input").Change("Cotton shirt"));
        await form.InvokeAsync(() => form.Find("form").SubmitAsync());

        await form.InvokeAsync(() => Services.GetRequiredService<NavigationManager>().NavigateTo("/elsewhere"));

        Assert.EndsWith("/elsewhere", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private IRenderedComponent<ShopForm> Form(Action<ComponentParameterCollectionBuilder<ShopForm>>? more = null) => Render<ShopForm>(p =>
    {
        p.Add(f => f.Model, _article);
        p.Add(f => f.OnSubmit, async () =>
        {
            _asked++;
            await _service();
        });
        p.Add(f => f.ChildContent, Fields);
        more?.Invoke(p);
    });

    private void Fields(RenderTreeBuilder builder)
    {
        builder.OpenComponent<TextField>(0);
        builder.AddComponentParameter(1, "Label", "Name");
        builder.AddComponentParameter(2, "Value", _article.Name);
        builder.AddComponentParameter(3, "ValueChanged", EventCallback.Factory.Create<string?>(this, v => _article.Name = v));
        builder.AddComponentParameter(4, "ValueExpression", (System.Linq.Expressions.Expression<Func<string?>>)(() => _article.Name));
        builder.CloseComponent();
        builder.OpenComponent<TextField>(5);
        builder.AddComponentParameter(6, "Label", "SKU");
        builder.AddComponentParameter(7, "Value", _article.Sku);
        builder.AddComponentParameter(8, "ValueChanged", EventCallback.Factory.Create<string?>(this, v => _article.Sku = v));
        builder.AddComponentParameter(9, "ValueExpression", (System.Linq.Expressions.Expression<Func<string?>>)(() => _article.Sku));
        builder.CloseComponent();
    }

    private sealed class Article
    {
        [Required(ErrorMessage = "Give the article a name.")]
        public string? Name { get; set; }

        [Required]
        public string? Sku { get; set; }
    }
}
