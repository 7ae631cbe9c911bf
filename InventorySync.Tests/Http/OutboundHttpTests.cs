using System.Net;
using System.Net.Sockets;
using InventorySync.Integrations.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventorySync.Tests.Http;

public sealed class OutboundHttpTests : IAsyncLifetime
{
    private ReceivingServer _server = null!;

    public async Task InitializeAsync() => _server = await ReceivingServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.254")]
    [InlineData("192.168.178.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("198.18.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    public void Addresses_inside_the_own_network_are_not_called(string address) =>
        Assert.False(new OutboundAddresses(new OutboundSettings()).Allows("shop.example", IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    public void Addresses_of_the_internet_are(string address) =>
        Assert.True(new OutboundAddresses(new OutboundSettings()).Allows("shop.example", IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.0.0/16", "10.1.200.3", true)]
    [InlineData("10.1.0.0/16", "10.2.0.1", false)]
    [InlineData("10.1.0.0/16", "::ffff:10.1.0.1", true)]
    [InlineData("192.168.1.5", "192.168.1.5", true)]
    [InlineData("192.168.1.5", "192.168.1.6", false)]
    [InlineData("fd00::/8", "fd00::9", true)]
    [InlineData("till.shop", "192.168.9.9", false)]
    [InlineData("asked.shop", "192.168.9.9", true)]
    public void The_settings_open_single_addresses_networks_and_names(string entry, string address, bool allowed) =>
        Assert.Equal(allowed, new OutboundAddresses(new OutboundSettings { AllowedInternal = [entry] }).Allows("asked.shop", IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("127.0.0.1.")]
    public async Task No_way_to_write_it_leads_inside(string host)
    {
        using var shop = Shop(("Outbound:Retries", "0"));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Client(shop).GetAsync(new Uri($"http://{host}:{_server.Address.Port}/")));

        Assert.True(failure is UriFormatException || failure.InnerException is InternalAddressException or SocketException, failure.ToString());
        Assert.Empty(_server.Calls);
    }

    [Fact]
    public async Task A_name_that_leads_outside_when_asked_first_and_inside_when_used_reaches_nothing()
    {
        var asked = 0;
        var connections = new OutboundConnections(new OutboundAddresses(new OutboundSettings()), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(asked++ == 0 ? "198.41.0.4" : "127.0.0.1")]));
        using var client = new HttpClient(connections.Handler(followRedirects: false));

        var first = await connections.AddressesAsync("rebound.example", CancellationToken.None);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://rebound.example:{_server.Address.Port}/")));

        Assert.Equal("198.41.0.4", first.Single().ToString());
        Assert.IsType<InternalAddressException>(failure.InnerException);
        Assert.Empty(_server.Calls);
    }

    [Fact]
    public async Task Of_several_addresses_of_a_name_only_public_ones_are_used()
    {
        var connections = new OutboundConnections(new OutboundAddresses(new OutboundSettings()), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("198.41.0.4")]));

        Assert.Equal(["198.41.0.4"], (await connections.AddressesAsync("mixed.example", CancellationToken.None)).Select(a => a.ToString()));
    }

    [Fact]
    public async Task A_redirect_does_not_lead_inside()
    {
        await using var inside = await ReceivingServer.StartAsync(IPAddress.Parse("127.0.0.2"));
        _server.Answer = http =>
        {
            http.Response.Redirect(inside.Address.ToString());
            return Task.CompletedTask;
        };
        using var shop = Shop(("Outbound:AllowedInternal:0", "127.0.0.1"));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => Client(shop).GetAsync(_server.Address));

        Assert.IsType<InternalAddressException>(failure.InnerException);
        Assert.Empty(inside.Calls);
    }

    [Fact]
    public async Task A_call_that_may_be_repeated_is_tried_again_until_it_succeeds()
    {
        FailFirst(2);
        using var shop = Shop(("Outbound:AllowedInternal:0", "127.0.0.1"));

        var answer = await Client(shop).PutAsync(_server.Address, new StringContent("stock"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["stock", "stock", "stock"], _server.Calls.Select(c => c.Body));
        Assert.All(_server.Calls, c => Assert.StartsWith("InventorySync/", c.Headers["User-Agent"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_could_do_something_twice_is_not()
    {
        FailFirst(1);
        using var shop = Shop(("Outbound:AllowedInternal:0", "127.0.0.1"));

        var answer = await Client(shop).PostAsync(_server.Address, new StringContent("order"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Single(_server.Calls);
    }

    [Fact]
    public async Task A_host_that_is_down_is_left_alone()
    {
        _server.AnswerWith(503);
        using var shop = Shop(("Outbound:AllowedInternal:0", "127.0.0.1"), ("Outbound:Retries", "0"));
        var client = Client(shop);
        for (var call = 0; call < 10; call++)
            await client.GetAsync(_server.Address);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(_server.Address));

        Assert.Contains("left alone", failure.Message, StringComparison.Ordinal);
        Assert.Equal(10, _server.Calls.Count);
    }

    [Fact]
    public async Task A_request_for_HTTP_3_does_not_go_past_the_walls()
    {
        using var shop = Shop(("Outbound:AllowedInternal:0", "127.0.0.1"));
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Address) { Version = HttpVersion.Version30, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        var answer = await Client(shop).SendAsync(request);

        Assert.True(answer.Version < HttpVersion.Version30);
    }

    private void FailFirst(int failures)
    {
        var left = failures;
        _server.Answer = http =>
        {
            http.Response.StatusCode = Interlocked.Decrement(ref left) >= 0 ? 503 : 200;
            http.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        };
    }

    private static ServiceProvider Shop(params (string Setting, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Setting, (string?)s.Value))).Build());
        services.TryAddSingleton(TimeProvider.System);
        services.AddOutboundHttp();
        return services.BuildServiceProvider();
    }

    private static HttpClient Client(ServiceProvider shop) => shop.GetRequiredService<IHttpClientFactory>().CreateClient(OutboundHttp.Client);
}
