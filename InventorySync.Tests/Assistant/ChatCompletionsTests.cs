using System.Text.Json;
using InventorySync.Domain.Assistant;
using InventorySync.Domain.Common;
using InventorySync.Integrations.Assistant;
using InventorySync.Integrations.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventorySync.Tests.Assistant;

/// <summary>A language model over HTTP, against a real server that speaks its form and fails in its ways.</summary>
public sealed class ChatCompletionsTests : IAsyncLifetime
{
    private ReceivingServer _server = null!;
    private ServiceProvider _shop = null!;

    public async Task InitializeAsync()
    {
        _server = await ReceivingServer.StartAsync();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.TryAddSingleton(TimeProvider.System);
        services.AddOutboundHttp().AddChatModel();
        _shop = services.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task It_is_asked_in_the_widespread_form_with_the_key()
    {
        _server.AnswerWith(200, Saying("Order 28."));

        Assert.Equal("Order 28.", await AskAsync());

        var call = Assert.Single(_server.Calls);
        Assert.Equal(("POST", "/v1/chat/completions", "Bearer secret"), (call.Method, call.Path, call.Headers["Authorization"]));
        var body = JsonDocument.Parse(call.Body).RootElement;
        Assert.Equal(("small", 0), (body.GetProperty("model").GetString(), body.GetProperty("temperature").GetInt32()));
        Assert.Equal([("system", "Be brief."), ("user", "What to order?")], body.GetProperty("messages").EnumerateArray().Select(m => (m.GetProperty("role").GetString()!, m.GetProperty("content").GetString()!)));
    }

    [Fact]
    public async Task A_model_of_ones_own_needs_no_key()
    {
        _server.AnswerWith(200, Saying("Yes."));

        await AskAsync(s => s with { Key = "", Address = s.Address + "/" });

        Assert.False(Assert.Single(_server.Calls).Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData(401, "The language model does not take the key.")]
    [InlineData(403, "The language model does not take the key.")]
    [InlineData(404, "There is no model “small” at this address.")]
    [InlineData(429, "The language model takes no more for now")]
    [InlineData(500, "The language model could not answer (status 500).")]
    [InlineData(302, "The language model could not answer (status 302).")]
    public async Task What_is_refused_is_said_plainly_and_never_asked_twice(int status, string said)
    {
        _server.Answer = http =>
        {
            (http.Response.StatusCode, http.Response.Headers.Location) = (status, "/elsewhere");
            return Task.CompletedTask;
        };

        Assert.StartsWith(said, await RefusalAsync(), StringComparison.Ordinal);
        Assert.Single(_server.Calls);
    }

    [Fact]
    public async Task A_key_that_no_header_takes_is_not_sent()
    {
        Assert.StartsWith("The language model does not take the key.", await RefusalAsync(s => s with { Key = "clé" }), StringComparison.Ordinal);
        Assert.Empty(_server.Calls);
    }

    [Theory]
    [InlineData("<html>welcome</html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"message":{"content":null}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"  "}}]}""")]
    [InlineData("")]
    public async Task Garbage_is_no_answer(string body)
    {
        _server.AnswerWith(200, body);

        Assert.StartsWith("The language model's answer cannot be read.", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_answer_is_not_waited_for()
    {
        var ended = new TaskCompletionSource();
        _server.Answer = http => ended.Task.WaitAsync(http.RequestAborted);

        Assert.Equal("The language model gave no answer within 1 seconds.", await RefusalAsync(s => s with { Seconds = 1 }));
        ended.SetResult();
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        _server.AnswerWith(200, new string(' ', 300_000));
        Assert.StartsWith("The answer was too long", await RefusalAsync(), StringComparison.Ordinal);

        _server.AnswerWith(200, """{"choices":[{"message":{"content":"and so on"},"finish_reason":"length"}]}""");
        Assert.StartsWith("The answer was too long", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_said()
    {
        var gone = await ReceivingServer.StartAsync();
        var address = gone.Address;
        await gone.DisposeAsync();

        Assert.Equal($"Nobody answers at {address.Authority}.", await RefusalAsync(s => s with { Address = address.ToString() }));
    }

    [Fact]
    public async Task What_machines_keep_for_themselves_stays_closed_and_the_internet_needs_encryption()
    {
        Assert.Contains("own network", await RefusalAsync(s => s with { Address = "http://169.254.169.254/v1" }), StringComparison.Ordinal);
        Assert.Equal("Use an address that starts with https://, so that nobody can read along.", await RefusalAsync(s => s with { Address = "http://1.1.1.1/v1" }));
    }

    [Theory]
    [InlineData("models.example.com")]
    [InlineData("ftp://models.example.com")]
    [InlineData("https://user:word@models.example.com/v1")]
    [InlineData("")]
    public void An_address_is_entered_in_full(string address)
    {
        var settings = new LanguageModelSettings { On = true, Address = address, Model = "small" };

        Assert.Contains(settings.Validate(new(settings)), r => r.ErrorMessage!.StartsWith("Enter the address in full", StringComparison.Ordinal));
    }

    private static string Saying(string text) => JsonSerializer.Serialize(new { choices = new[] { new { message = new { role = "assistant", content = text }, finish_reason = "stop" } } });

    private Task<string> AskAsync(Func<LanguageModelSettings, LanguageModelSettings>? other = null)
    {
        var chosen = new LanguageModelSettings { On = true, Address = new Uri(_server.Address, "v1").ToString(), Model = "small", Key = "secret", Seconds = 20 };
        return _shop.GetRequiredService<IChatModel>().AnswerAsync(other?.Invoke(chosen) ?? chosen, "Be brief.", "What to order?");
    }

    private async Task<string> RefusalAsync(Func<LanguageModelSettings, LanguageModelSettings>? other = null) =>
        (await Assert.ThrowsAsync<BusinessRuleException>(() => AskAsync(other))).Message;
}
