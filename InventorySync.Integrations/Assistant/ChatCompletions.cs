using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using InventorySync.Domain.Assistant;
using InventorySync.Domain.Common;
using InventorySync.Integrations.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Integrations.Assistant;

/// <summary>Speaks the chat-completions form over HTTP, which services and programs for models of one's own have in common.</summary>
internal sealed class ChatCompletions(IHttpClientFactory clients, OutboundSettings outbound) : IChatModel
{
    internal const string Client = "languagemodel";

    private const int MostTokens = 600;
    private const int MostBytes = 256 * 1024;

    /// <summary>The owner enters the address, so it may lie in the shop's own network; what machines keep for themselves (link-local) stays closed.</summary>
    internal static OutboundConnections Connections(OutboundSettings settings) =>
        new(new OutboundAddresses(settings with { AllowedInternal = [.. settings.AllowedInternal, "127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"] }));

    public async Task<string> AnswerAsync(LanguageModelSettings chosen, string instruction, string question, CancellationToken ct = default)
    {
        var address = chosen.Endpoint ?? throw new BusinessRuleException("Enter the address in full, such as https://models.example.com/v1.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(chosen.Seconds));
        // a header takes no other letters
        if (!Ascii.IsValid(chosen.Key))
            throw Refused(HttpStatusCode.Unauthorized, chosen);
        try
        {
            await RefuseOpenWaysAsync(address, patience.Token);
            using var request = Request(chosen, address, instruction, question);
            using var client = clients.CreateClient(Client);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!answer.IsSuccessStatusCode)
                throw Refused(answer.StatusCode, chosen);
            return TextOf(await BodyOfAsync(answer, patience.Token));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new BusinessRuleException("The language model gave no answer within {0} seconds.", chosen.Seconds);
        }
        catch (InternalAddressException closed)
        {
            throw new BusinessRuleException(closed.Said);
        }
        catch (SocketException)
        {
            throw new BusinessRuleException(OutboundWords.Unknown(address.Host));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new BusinessRuleException(OutboundWords.Of(failure, address));
        }
    }

    // Without encryption only inside the own network: everybody on the way could read key and figures.
    private async Task RefuseOpenWaysAsync(Uri address, CancellationToken ct)
    {
        var found = await Connections(outbound).AddressesAsync(address.Host, ct);
        if (address.Scheme != Uri.UriSchemeHttps && Array.Exists(found, OutboundAddresses.IsPublic))
            throw new BusinessRuleException("Use an address that starts with https://, so that nobody can read along.");
    }

    private static HttpRequestMessage Request(LanguageModelSettings chosen, Uri address, string instruction, string question)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = JsonContent.Create(new
            {
                model = chosen.Model.Trim(),
                temperature = 0,
                max_tokens = MostTokens,
                messages = new[] { new { role = "system", content = instruction }, new { role = "user", content = question } },
            }),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (chosen.Key.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", chosen.Key.Trim());
        return request;
    }

    private static BusinessRuleException Refused(HttpStatusCode status, LanguageModelSettings chosen) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new("The language model does not take the key. Check it in the settings."),
        HttpStatusCode.NotFound => new("There is no model “{0}” at this address. Check both in the settings.", chosen.Model),
        HttpStatusCode.TooManyRequests => new("The language model takes no more for now: too many calls, or the account is used up. Try again later."),
        _ => new("The language model could not answer (status {0}).", (int)status),
    };

    private static async Task<string> BodyOfAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var kept = new byte[MostBytes + 1];
        var length = await body.ReadAtLeastAsync(kept, kept.Length, throwOnEndOfStream: false, ct);
        return length <= MostBytes ? Encoding.UTF8.GetString(kept, 0, length) : throw new BusinessRuleException("The answer was too long, so it is not shown.");
    }

    private static string TextOf(string body)
    {
        try
        {
            using var read = JsonDocument.Parse(body);
            if (read.RootElement.GetProperty("choices")[0] is var choice && choice.GetProperty("message").GetProperty("content").GetString() is { } text && !string.IsNullOrWhiteSpace(text))
                return choice.TryGetProperty("finish_reason", out var reason) && reason.ValueKind == JsonValueKind.String && reason.GetString() == "length"
                    ? throw new BusinessRuleException("The answer was too long, so it is not shown.")
                    : text;
        }
        catch (Exception unread) when (unread is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw Unreadable();
        }

        throw Unreadable();
    }

    private static BusinessRuleException Unreadable() => new("The language model's answer cannot be read. Check whether the address is right.");
}

public static class ChatModelSetup
{
    public static IServiceCollection AddChatModel(this IServiceCollection services)
    {
        services.AddOutbound(ChatCompletions.Client, followRedirects: false)
            .ConfigurePrimaryHttpMessageHandler(p => ChatCompletions.Connections(p.GetRequiredService<OutboundSettings>()).Handler(followRedirects: false))
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan);
        return services.AddSingleton<IChatModel, ChatCompletions>();
    }
}
