using System.Globalization;
using System.Text.Json;

namespace InventorySync.Tests.Api;

/// <summary>As much of JSON Schema as the API's document uses, to hold real answers against it.</summary>
internal sealed class JsonSchema(JsonElement document)
{
    /// <summary>What in the value breaks the schema, by its place.</summary>
    public IEnumerable<string> Breaks(JsonElement schema, JsonElement value, string at = "$")
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Breaks(Resolve(reference.GetString()!), value, at);
        if (schema.TryGetProperty("oneOf", out var choices) || schema.TryGetProperty("anyOf", out choices))
            return choices.EnumerateArray().Any(c => !Breaks(c, value, at).Any()) ? [] : [$"{at} fits none of the choices"];
        if (schema.TryGetProperty("type", out var type) && !TypesOf(type).Any(t => Is(t!, value)))
            return [$"{at} is {value.ValueKind} and not {type}"];
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(a => a.ToString() == value.ToString()))
            return [$"{at} is {value} and not one of {allowed}"];
        if (schema.TryGetProperty("format", out var format) && value.ValueKind == JsonValueKind.String && !HasFormat(format.GetString()!, value.GetString()!))
            return [$"{at} is “{value}” and no {format}"];
        return value.ValueKind switch
        {
            JsonValueKind.Object => BreaksOfObject(schema, value, at),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) => value.EnumerateArray().SelectMany((item, i) => Breaks(items, item, $"{at}[{i}]")),
            _ => [],
        };
    }

    public JsonElement Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(document, (element, part) => element.GetProperty(part));

    private IEnumerable<string> BreaksOfObject(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(r => r.GetString()!).Where(n => !value.TryGetProperty(n, out _)))
                yield return $"{at}.{name} is missing";
        }

        foreach (var property in value.EnumerateObject())
        {
            if (!schema.TryGetProperty("properties", out var properties) || !properties.TryGetProperty(property.Name, out var known))
            {
                if (schema.TryGetProperty("properties", out _))
                    yield return $"{at}.{property.Name} is not in the document";
                continue;
            }

            foreach (var wrong in Breaks(known, property.Value, $"{at}.{property.Name}"))
                yield return wrong;
        }
    }

    private static IEnumerable<string?> TypesOf(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()) : [type.GetString()];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => false,
    };

    private static bool HasFormat(string format, string value) => format switch
    {
        "date-time" => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _),
        "date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "time" => TimeOnly.TryParse(value, CultureInfo.InvariantCulture, out _),
        _ => true,
    };
}
