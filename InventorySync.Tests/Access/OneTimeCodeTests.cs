using InventorySync.Domain.Access;

namespace InventorySync.Tests.Access;

public sealed class OneTimeCodeTests
{
    // RFC 6238, appendix B: the ASCII key "12345678901234567890", the last six of the eight digits given there
    private const string KeyOfTheStandard = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, OneTimeCode.Of(KeyOfTheStandard, OneTimeCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void A_phone_whose_clock_is_half_a_minute_off_is_understood(int secondsOff, bool understood)
    {
        var now = new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
        var code = OneTimeCode.Of(KeyOfTheStandard, OneTimeCode.StepAt(now.AddSeconds(secondsOff)));

        Assert.Equal(understood, OneTimeCode.Match(KeyOfTheStandard, code, now, lastUsed: 0) is not null);
    }

    [Fact]
    public void A_code_that_was_used_and_all_before_it_do_not_count_again()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111109);
        var used = OneTimeCode.Match(KeyOfTheStandard, "081 804", now, lastUsed: 0);

        Assert.NotNull(used);
        Assert.Null(OneTimeCode.Match(KeyOfTheStandard, "081804", now, used.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("08180")]
    [InlineData("0818044")]
    [InlineData("abcdef")]
    public void Anything_else_is_no_code(string? typed) => Assert.Null(OneTimeCode.Match(KeyOfTheStandard, typed, DateTimeOffset.FromUnixTimeSeconds(1111111109), lastUsed: 0));

    [Fact]
    public void A_new_key_has_160_bits_and_is_read_back_from_the_code_for_the_app()
    {
        var key = OneTimeCode.NewKey();

        Assert.Equal(32, key.Length);
        Assert.Equal($"otpauth://totp/Mia%20%26%20Co:mia%40shop.test?secret={key}&issuer=Mia%20%26%20Co&digits=6&period=30", OneTimeCode.AddressOf(key, "Mia & Co", "mia@shop.test"));
        Assert.NotEqual(key, OneTimeCode.NewKey());
    }
}
