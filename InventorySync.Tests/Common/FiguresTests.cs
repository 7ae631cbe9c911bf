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

    [Fact]
    public void A_day_in_a_sentence_stays_a_day_that_each_language_writes_in_its_own_way()
    {
        var said = new Sentence("Order for {0} by {1}.", "A-1", new DateOnly(2027, 8, 2));

        var kept = Sentence.FromKept(said.Kept());

        Assert.Equal(said, kept);
        Assert.Equal("Order for A-1 by 2027-08-02.", kept.ToString());
        Assert.Equal("Order for A-1 by 02.08.2027.", string.Format(System.Globalization.CultureInfo.GetCultureInfo("de-DE"), kept.Text, [.. kept.Arguments]));
    }
}
