using System.Globalization;
using InventorySync.Domain.Common;

namespace InventorySync.Tests.Common;

public sealed class CountriesTests
{
    [Theory]
    [InlineData("en", "Germany")]
    [InlineData("fr", "Allemagne")]
    [InlineData("sw", "Ujerumani")]
    [InlineData("", "Germany")]
    public void A_country_is_named_in_the_language_of_the_reader(string language, string name)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            Assert.Equal(name, Countries.NameOf("DE"));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Every_country_of_the_list_has_a_name() => Assert.All(Countries.Codes, code => Assert.NotEqual(code, Countries.NameOf(code)));

    [Theory]
    [InlineData("KE", true)]
    [InlineData("ke", true)]
    [InlineData("XQ", false)]
    [InlineData("DEU", false)]
    public void Only_codes_of_countries_are_known(string code, bool known) => Assert.Equal(known, Countries.Exists(code));
}
