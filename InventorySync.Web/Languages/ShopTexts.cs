using System.Globalization;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Languages;

/// <summary>Texts in the reader's language. A file of texts holds no two keys that differ in capitals only, so "created" stands for "Created" too.</summary>
public sealed class ShopTexts(IStringLocalizerFactory files) : IStringLocalizer<Texts>
{
    private readonly IStringLocalizer _file = files.Create(typeof(Texts));

    public LocalizedString this[string name] => Find(name, []);

    public LocalizedString this[string name, params object[] arguments] => Find(name, arguments);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => _file.GetAllStrings(includeParentCultures);

    private LocalizedString Find(string name, object[] arguments)
    {
        var found = Look(name, arguments);
        if (!found.ResourceNotFound || name.Length == 0 || !char.IsUpper(name[0]))
            return found;

        var small = Look(char.ToLowerInvariant(name[0]) + name[1..], arguments);
        return small.ResourceNotFound ? found : new LocalizedString(name, char.ToUpper(small.Value[0], CultureInfo.CurrentUICulture) + small.Value[1..]);
    }

    private LocalizedString Look(string name, object[] arguments) => arguments.Length == 0 ? _file[name] : _file[name, arguments];
}

public static class TextsSetup
{
    public static IServiceCollection AddTexts(this IServiceCollection services) =>
        services.AddLocalization().AddSingleton<IStringLocalizer<Texts>, ShopTexts>();
}
