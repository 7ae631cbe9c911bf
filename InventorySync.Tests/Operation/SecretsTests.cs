using InventorySync.Domain.Common;

namespace InventorySync.Tests.Operation;

public sealed class SecretsTests
{
    private const string Canary = "C4naryOfThisTest";

    [Theory]
    [InlineData("Authorization: Bearer C4naryOfThisTest.abc-123")]
    [InlineData("sent with Basic C4naryOfThisTestC4naryOfThisTest==")]
    [InlineData("Cookie: theme=dark; InventorySync.Session=C4naryOfThisTest; x=1")]
    [InlineData("Set-Cookie: __Host-InventorySync.Session=C4naryOfThisTest; path=/")]
    [InlineData("the cookie InventorySync.Session=C4naryOfThisTest was refused")]
    [InlineData("Host=db;Username=shop;Password=C4naryOfThisTest;Database=shop")]
    [InlineData("Server=db;User Id=sa;Pwd='C4nary OfThisTest C4naryOfThisTest';")]
    [InlineData("postgres://shop:C4naryOfThisTest@db.example/shop")]
    [InlineData("{\"clientSecret\":\"C4naryOfThisTest\",\"name\":\"x\"}")]
    [InlineData("{ \"password\" : \"C4nary\\\"OfThisTest C4naryOfThisTest\" }")]
    [InlineData("{\\\"password\\\":\\\"C4naryOfThisTest\\\",\\\"name\\\":1}")]
    [InlineData("the key isk_C4naryOfThisTest was used")]
    [InlineData("signed with whsec_C4naryOfThisTest")]
    [InlineData("GET /api/x?api_key=C4naryOfThisTest&page=2")]
    [InlineData("GET /account/confirm?token=C4naryOfThisTest")]
    [InlineData("GET /invitation/C4naryOfThisTest2aB responded 200")]
    [InlineData("GET /files/C4naryOfThisTest2aB/prices.csv")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.C4naryOfThisTest.C4naryOfThisTest")]
    [InlineData("cookie payload CfDJ8C4naryOfThisTestC4naryOfThisTest")]
    [InlineData("otpauth://totp/Shop:mia?secret=JBSWY3DPC4naryOfThisTest&issuer=Shop")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nC4naryOfThisTest\n-----END PRIVATE KEY-----")]
    [InlineData("X-Api-Key: C4naryOfThisTest")]
    [InlineData("refresh_token=C4naryOfThisTest; expires=3600")]
    [InlineData("paid with sk_live_C4naryOfThisTest")]
    public void A_secret_does_not_survive(string text) => Assert.DoesNotContain(Canary, Secrets.Hide(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("Locations saved by Mia at 10:30")]
    [InlineData("GET /locations/123 responded 200 in 12 ms")]
    [InlineData("The token bucket of the key is empty")]
    [InlineData("A password was changed")]
    [InlineData("Npgsql.PostgresException (0x80004005): 23505: duplicate key value violates unique constraint \"ix_locations_code\"")]
    [InlineData("at InventorySync.Domain.Places.Locations.CreateAsync(LocationDetails details) in Locations.cs:line 42")]
    public void What_is_no_secret_stays_as_it_is(string text) => Assert.Equal(text, Secrets.Hide(text));

    [Fact]
    public void What_stands_around_a_secret_stays() =>
        Assert.Equal("Host=db;Username=shop;Password=•••;Database=shop", Secrets.Hide("Host=db;Username=shop;Password=hush-hush;Database=shop"));

    [Theory]
    [InlineData("Password", true)]
    [InlineData("ApiKey", true)]
    [InlineData("clientSecret", true)]
    [InlineData("ConnectionString", true)]
    [InlineData("Authorization", true)]
    [InlineData("Kind", false)]
    [InlineData("LocationId", false)]
    public void Names_tell_secrets(string name, bool secret) => Assert.Equal(secret, Secrets.IsSecretName(name));

    [Fact]
    public void A_long_text_is_looked_through_in_time()
    {
        var text = string.Concat(Enumerable.Repeat("password token=x secret ", 20_000)) + $" password={Canary}";

        Assert.DoesNotContain(Canary, Secrets.Hide(text), StringComparison.Ordinal);
    }
}
