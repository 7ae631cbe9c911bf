using System.Net;
using System.Text.RegularExpressions;

namespace InventorySync.Tests.Support;

/// <summary>A browser without pictures: keeps cookies, follows no redirect by itself, and sends forms as they were served.</summary>
public sealed partial class Visitor(Uri address) : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = true };
    private HttpClient? _http;

    public HttpClient Http => _http ??= new HttpClient(_handler) { BaseAddress = address };

    /// <summary>What the last answer showed.</summary>
    public string Page { get; private set; } = "";

    public CookieCollection Cookies => _handler.CookieContainer.GetCookies(address);

    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        var answer = await Http.GetAsync(path);
        Page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        return answer;
    }

    /// <summary>Opens the page and sends its form with these fields.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        await GetAsync(path);
        return await PostAsync(path, fields);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, params IEnumerable<(string Name, string Value)> fields)
    {
        var given = fields.ToList();
        var hidden = HiddenField().Matches(FormWith(given)).Select(m => (Name: m.Groups[1].Value, Value: m.Groups[2].Value));
        using var form = new FormUrlEncodedContent(hidden.Concat(given).Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var answer = await Http.PostAsync(path, form);
        Page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        return answer;
    }

    public Task<HttpResponseMessage> SignInAsync(string email, string password, string path = "/account/sign-in") =>
        SendAsync(path, ("Input.Email", email), ("Input.Password", password));

    /// <summary>Becomes the owner of a fresh shop and is signed in.</summary>
    public Task<HttpResponseMessage> FoundShopAsync(string name = "Olivia Owner", string email = "olivia@shop.test", string password = "wooden spoon left behind") =>
        SendAsync("/welcome", ("Input.Name", name), ("Input.Email", email), ("Input.Password", password));

    /// <summary>From now on every request carries the token by which a page's own scripts are known.</summary>
    public async Task TakeFormTokenAsync()
    {
        await GetAsync("/account/sign-out");
        Http.DefaultRequestHeaders.Add("RequestVerificationToken", HiddenField().Matches(Page).First(m => m.Groups[1].Value == "__RequestVerificationToken").Groups[2].Value);
    }

    public async Task<HttpResponseMessage> SignOutAsync()
    {
        await GetAsync("/account/sign-out");
        return await PostAsync("/account/sign-out");
    }

    // a page may hold several forms: the one that asks for these fields is sent
    private string FormWith(List<(string Name, string Value)> fields)
    {
        var forms = Form().Matches(Page).Select(m => m.Value).ToList();
        return forms.FirstOrDefault(form => fields.All(f => form.Contains($"name=\"{f.Name}\"", StringComparison.Ordinal))) ?? forms.FirstOrDefault() ?? "";
    }

    public void Dispose()
    {
        _http?.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
