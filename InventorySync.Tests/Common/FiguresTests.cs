using InventorySync.Domain.Common;

namespace InventorySync.Tests.Common;

public sealed class FiguresTests
{
    [Theory]
    [InlineData("2.000", "Only 2 are free here.")]
    [InlineData("0.500", "Only 0.5 are free here.")]
    [InlineData("1200.000", "Only 1200 are free here.")]
    public void Quantities_in_sentences_have_no_needless_zeros(string quantity, string sentence)
    {
        var figure = decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(sentence, new BusinessRuleException("Only {0} are free here.", figure).Message);
        Assert.Equal(sentence, new Sentence("Only {0} are free here.", figure).ToString());
    }
}
