using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InventorySync.Tests.Channels;

/// <summary>What WooCommerce says of its own interface, and whether a call keeps to it. Stricter than WooCommerce: it leaves aside without a word what it does not know.</summary>
internal static class WooContract
{
    private static readonly JsonElement Calls = Read("woocommerce-contract.json").GetProperty("calls");
    private static readonly JsonElement Recorded = Read("woocommerce-recorded.json");

    public static JsonElement Answer(string label) => Recorded.GetProperty("answers").GetProperty(label).GetProperty("body");

    public static int Status(string label) => Recorded.GetProperty("answers").GetProperty(label).GetProperty("status").GetInt32();

    public static IEnumerable<JsonElement> Webhooks => Recorded.GetProperty("webhooks").EnumerateArray();

    public static IReadOnlyList<string> Faults(string method, string path, IEnumerable<KeyValuePair<string, string>> query, string body)
    {
        var name = $"{method} {Template(path)}";
        if (!Calls.TryGetProperty(name, out var call))
            return [$"{name} is not a call of WooCommerce"];

        var faults = new List<string>();
        foreach (var (key, value) in query.Where(q => q.Key != "_fields" && !q.Key.StartsWith("oauth_", StringComparison.Ordinal)))
        {
            if (!call.GetProperty("query").TryGetProperty(key, out var schema))
                faults.Add($"{name}?{key} is not known");
            else
                CheckText(faults, $"{name}?{key}", schema, value);
        }

        if (call.TryGetProperty("body", out var wanted))
        {
            using var given = JsonDocument.Parse(body);
            Check(faults, name, wanted, given.RootElement);
        }

        return faults;
    }

    private static string Template(string path)
    {
        var rest = path[(path.IndexOf("/wc/v3/", StringComparison.Ordinal) + 7)..];
        rest = Regex.Replace(rest, @"^products/\d+/variations", "products/{product_id}/variations");
        rest = Regex.Replace(rest, @"^orders/\d+/refunds", "orders/{order_id}/refunds");
        return Regex.Replace(rest, @"/\d+$", "/{id}");
    }

    private static void CheckText(List<string> faults, string at, JsonElement schema, string value)
    {
        var type = schema.TryGetProperty("type", out var t) ? t.ToString() : "";
        if (type == "array")
            schema = schema.GetProperty("items");
        if (type == "integer" && !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            faults.Add($"{at} = {value} is no integer");
        if (type == "integer" && schema.TryGetProperty("maximum", out var most) && int.Parse(value, CultureInfo.InvariantCulture) > most.GetInt32())
            faults.Add($"{at} = {value} is above {most}");
        if (type == "boolean" && value is not ("true" or "false"))
            faults.Add($"{at} = {value} is no boolean");
        if (schema.TryGetProperty("x-format", out _) && !Regex.IsMatch(value, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$"))
            faults.Add($"{at} = {value} is no time without zone");
        if (schema.TryGetProperty("enum", out var among) && among.EnumerateArray().All(e => e.ToString() != value))
            faults.Add($"{at} = {value} is not among {among}");
    }

    private static void Check(List<string> faults, string at, JsonElement schema, JsonElement given)
    {
        var types = !schema.TryGetProperty("type", out var type) ? [] : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!).ToArray() : [type.GetString()!];
        if (types.Length > 0 && !types.Any(t => Fits(t, given)))
            faults.Add($"{at} = {given} is no {string.Join('/', types)}");
        if (schema.TryGetProperty("enum", out var among) && among.EnumerateArray().All(e => e.ToString() != given.ToString()))
            faults.Add($"{at} = {given} is not among {among}");
        if (schema.TryGetProperty("maxItems", out var most) && given.ValueKind == JsonValueKind.Array && given.GetArrayLength() > most.GetInt32())
            faults.Add($"{at} has {given.GetArrayLength()} items");
        if (given.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var item in given.EnumerateArray())
                Check(faults, $"{at}[]", items, item);
        }

        if (given.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties))
            return;
        if (schema.TryGetProperty("required", out var required))
            faults.AddRange(required.EnumerateArray().Where(r => !given.TryGetProperty(r.GetString()!, out _)).Select(r => $"{at} lacks {r}"));
        foreach (var property in given.EnumerateObject())
        {
            if (properties.TryGetProperty(property.Name, out var known))
                Check(faults, $"{at}.{property.Name}", known, property.Value);
            else
                faults.Add($"{at}.{property.Name} is not known");
        }
    }

    private static bool Fits(string type, JsonElement given) => type switch
    {
        "integer" => given.ValueKind == JsonValueKind.Number && given.TryGetInt64(out _),
        "number" => given.ValueKind == JsonValueKind.Number,
        "string" => given.ValueKind == JsonValueKind.String,
        "boolean" => given.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => given.ValueKind == JsonValueKind.Array,
        "object" => given.ValueKind == JsonValueKind.Object,
        _ => false,
    };

    private static JsonElement Read(string file)
    {
        using var read = JsonDocument.Parse(File.ReadAllText(Repository.File($"InventorySync.Tests/Channels/Samples/{file}")));
        return read.RootElement.Clone();
    }
}
