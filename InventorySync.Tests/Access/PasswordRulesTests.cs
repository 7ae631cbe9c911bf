using InventorySync.Domain.Access;

namespace InventorySync.Tests.Access;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("wooden spoon left behind")]
    [InlineData("mango-tractor-lantern")]
    [InlineData("karibu tembo mwavuli")]
    [InlineData("Xk4!vq9Zt#2m")]
    [InlineData("839201745562")]
    [InlineData("почтовый голубь спит")]
    public void A_long_password_of_one_s_own_is_taken(string password) => Assert.Null(PasswordRules.Refusal(password, "Mia Kamau", "mia@shop.test"));

    [Theory]
    [InlineData("elevenchars")]
    [InlineData("")]
    public void Less_than_twelve_characters_are_refused(string password) =>
        Assert.Equal("Use at least 12 characters. Three or four words that do not belong together are good and easy to remember.", PasswordRules.Refusal(password));

    [Fact]
    public void More_characters_than_anybody_types_are_refused() => Assert.Equal("Use at most 128 characters.", PasswordRules.Refusal(new string('x', 64) + new string('y', 65)));

    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2026!!")]
    [InlineData("passwordpassword")]
    [InlineData("123456789012")]
    [InlineData("112233445566")]
    [InlineData("121212121212")]
    [InlineData("aaaaaaaaaaaaaaa")]
    [InlineData("qwertyuiop123")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("0987654321098")]
    [InlineData("Welcome2Summer!")]
    [InlineData("iloveyou12345")]
    [InlineData("inventorysync1")]
    [InlineData("administrator1")]
    public void What_everybody_tries_first_is_refused(string password) => Assert.StartsWith("This password is one of the first", PasswordRules.Refusal(password), StringComparison.Ordinal);

    [Theory]
    [InlineData("miakamau2026")]
    [InlineData("Kamau-Mia-99")]
    [InlineData("miakamau@shop.test")]
    public void The_own_name_and_e_mail_are_refused(string password) =>
        Assert.StartsWith("This password is one of the first", PasswordRules.Refusal(password, "Mia Kamau", "mia@shop.test"), StringComparison.Ordinal);
}
