using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Operation;

/// <summary>Encrypts protection keys with the key file before they go to the database.</summary>
public sealed class KeyFileEncryptor(KeyFile file) : IXmlEncryptor
{
    public const string Element = "keyFileEncrypted";
    public const string KeyFileId = "keyFile";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var cipher = file.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)));
        return new EncryptedXmlInfo(new XElement(Element, new XAttribute(KeyFileId, file.Id), Convert.ToBase64String(cipher)), typeof(KeyFileDecryptor));
    }
}

/// <summary>Found by its name, which stands in the stored key: it can be moved or renamed only together with the keys.</summary>
public sealed class KeyFileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<KeyFile>().Decrypt(Convert.FromBase64String(encryptedElement.Value))));
}
