using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;

namespace InventorySync.Tests.Catalog;

public sealed class BarcodeTests
{
    [Theory]
    [InlineData("4006381333931", Symbology.Ean13)]
    [InlineData("036000291452", Symbology.UpcA)]
    [InlineData("96385074", Symbology.Ean8)]
    [InlineData("LAMP-12/B", Symbology.Code128)]
    public void A_code_tells_what_it_is(string code, Symbology symbology) => Assert.Equal(symbology, Barcode.Of(code).Symbology);

    [Theory]
    [InlineData("4006381333932", "The last digit of 4006381333932 should be 1. Scan it again or correct the digits.")]
    [InlineData("036000291453", "The last digit of 036000291453 should be 2. Scan it again or correct the digits.")]
    [InlineData("  ", "Enter the barcode.")]
    public void A_wrong_code_is_refused_with_the_remedy(string code, string sentence)
    {
        var refused = Assert.Throws<BusinessRuleException>(() => Barcode.Of(code));

        Assert.Equal((sentence, "Barcode"), (refused.Message, refused.Field));
    }

    [Fact]
    public void Leading_zeros_stay() => Assert.Equal("036000291452", Barcode.Of(" 036000291452 ").Code);
}
