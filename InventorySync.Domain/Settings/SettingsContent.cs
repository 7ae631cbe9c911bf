using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace InventorySync.Domain.Settings;

/// <summary>Settings as they are written to the database and read back. A value that a newer or older version wrote differently falls back
/// to its default instead of taking the whole section down; secrets are encrypted.</summary>
public sealed class SettingsContent(IDataProtectionProvider protection, ILogger<SettingsContent> log)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Stands in a form for a secret that is set.</summary>
    public const string Kept = "••••••••";

    private readonly IDataProtector _secrets = protection.CreateProtector("InventorySync.Settings");

    public string Write(object settings)
    {
        var content = new JsonObject();
        foreach (var property in PropertiesOf(settings.GetType()))
        {
            var value = property.GetValue(settings);
            content[NameOf(property)] = IsSecret(property) && value is string { Length: > 0 } secret
                ? _secrets.Protect(secret)
                : JsonSerializer.SerializeToNode(value, property.PropertyType, Json);
        }

        return content.ToJsonString();
    }

    public object Read(Type type, string? content)
    {
        var settings = Activator.CreateInstance(type)!;
        if (content is null || JsonNode.Parse(content) is not JsonObject stored)
            return settings;

        foreach (var property in PropertiesOf(type))
        {
            if (stored.TryGetPropertyValue(NameOf(property), out var value))
                Take(settings, property, value);
        }

        return settings;
    }

    /// <summary>A copy for a form: a secret that is set shows only that it is.</summary>
    public static object Masked(object settings) => Copy(settings, (property, value) => IsSecret(property) && value is string { Length: > 0 } ? Kept : value);

    /// <summary>A copy with the secrets that the form left as they were.</summary>
    public static object Unmasked(object settings, object before) => Copy(settings, (property, value) => IsSecret(property) && value is Kept ? property.GetValue(before) : value);

    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p is { CanRead: true, CanWrite: true });

    public static bool IsSecret(PropertyInfo property) => property.GetCustomAttribute<SecretAttribute>() is not null;

    private static object Copy(object settings, Func<PropertyInfo, object?, object?> value)
    {
        var copy = Activator.CreateInstance(settings.GetType())!;
        foreach (var property in PropertiesOf(settings.GetType()))
            property.SetValue(copy, value(property, property.GetValue(settings)));
        return copy;
    }

    private void Take(object settings, PropertyInfo property, JsonNode? value)
    {
        try
        {
            property.SetValue(settings, IsSecret(property) && value?.GetValue<string>() is { Length: > 0 } secret
                ? _secrets.Unprotect(secret)
                : value.Deserialize(property.PropertyType, Json));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or CryptographicException or ArgumentException)
        {
            log.LogWarning(failure, "The stored value of {Setting} in {Section} cannot be read; its default holds until it is saved again.", property.Name, property.DeclaringType!.Name);
        }
    }

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
