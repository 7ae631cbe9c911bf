using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Moving;

/// <summary>Settings on their way to another shop. Secrets stay behind.</summary>
internal static class MovedSettings
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static IEnumerable<(string Name, string Value)> Values(SettingsSection section, object settings) =>
        SettingsContent.PropertiesOf(section.Type).Where(p => !SettingsContent.IsSecret(p)).OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => (JsonNamingPolicy.CamelCase.ConvertName(p.Name), JsonSerializer.Serialize(p.GetValue(settings), p.PropertyType, Json)));

    /// <summary>What arrives, over what is held here: values that this version does not know are passed over, and secrets stay those of this shop.</summary>
    public static object Read(SettingsSection section, SettingsContent content, IEnumerable<MovedRow> rows, object held)
    {
        var arriving = new JsonObject();
        foreach (var row in rows)
            arriving[row.Text("setting")] = Node(row);
        var settings = content.Read(section.Type, arriving.ToJsonString());
        foreach (var property in SettingsContent.PropertiesOf(section.Type).Where(p => SettingsContent.IsSecret(p) || !arriving.ContainsKey(JsonNamingPolicy.CamelCase.ConvertName(p.Name))))
            property.SetValue(settings, property.GetValue(held));
        return settings;
    }

    private static JsonNode? Node(MovedRow row)
    {
        try
        {
            return JsonNode.Parse(row.Text("value"));
        }
        catch (JsonException)
        {
            throw row.Misread("value");
        }
    }
}
