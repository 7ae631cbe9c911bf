using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace InventorySync.Web.Api;

/// <summary>What can be called, as the page of the API shows it. Read from the OpenAPI document, so that page and document never differ.</summary>
public sealed class ApiReference([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider documents)
{
    private const int Deepest = 6;

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { WriteIndented = true };

    private IReadOnlyList<ApiCall>? _calls;

    /// <summary>Every call in the order of the document. It does not change while the app runs.</summary>
    public async Task<IReadOnlyList<ApiCall>> CallsAsync(CancellationToken ct = default)
    {
        if (_calls is not null)
            return _calls;

        var document = await documents.GetOpenApiDocumentAsync(ct);
        var root = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, ct))!.AsObject();
        return _calls = [.. root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(call => CallOf(root, path.Key, call.Key, call.Value!.AsObject())))];
    }

    /// <summary>JSON as people read it; anything else as it is.</summary>
    public static string Pretty(string text)
    {
        try
        {
            return JsonNode.Parse(text)?.ToJsonString(Readable) ?? "null";
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static ApiCall CallOf(JsonObject root, string path, string method, JsonObject call) => new()
    {
        Id = (string)call["operationId"]!,
        Group = (string?)call["tags"]?[0] ?? "",
        Method = method.ToUpperInvariant(),
        Path = path,
        Title = (string?)call["summary"] ?? path,
        Description = (string?)call["description"] ?? "",
        Parameters = [.. (call["parameters"]?.AsArray() ?? []).Select(p => ParameterOf(p!))],
        Body = call["requestBody"]?["content"]?["application/json"] is { } content ? (content["example"] ?? Example(root, content["schema"], 0))?.ToJsonString(Readable) ?? "{}" : null,
        Answers = [.. call["responses"]!.AsObject().Select(a => new PossibleAnswer(a.Key, (string?)a.Value!["description"] ?? ""))],
    };

    private static ApiParameter ParameterOf(JsonNode parameter) => new(
        (string)parameter["name"]!, (string)parameter["in"]!, (string?)parameter["description"] ?? "", (bool?)parameter["required"] ?? false, parameter["schema"]?["default"]?.ToString() ?? "");

    // a body that has every field once, to be written over
    private static JsonNode? Example(JsonObject root, JsonNode? schema, int depth)
    {
        if (schema is null || depth > Deepest)
            return null;
        if ((string?)schema["$ref"] is { } reference)
            return Example(root, reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)root, (at, part) => at?[part]), depth + 1);
        if ((schema["oneOf"] ?? schema["anyOf"])?.AsArray() is { } choices)
            return Example(root, choices.FirstOrDefault(c => (string?)c!["type"] != "null"), depth + 1);
        if (schema["example"] is { } example)
            return example.DeepClone();
        if (schema["enum"]?.AsArray() is [{ } first, ..])
            return first.DeepClone();

        return TypeOf(schema) switch
        {
            "object" => new JsonObject((schema["properties"]?.AsObject() ?? []).Select(p => KeyValuePair.Create(p.Key, Example(root, p.Value, depth + 1)))),
            "array" => new JsonArray(Example(root, schema["items"], depth + 1)),
            "boolean" => false,
            "integer" or "number" => 0,
            "string" => (string?)schema["format"] switch { "date-time" => "2026-01-31T08:00:00Z", "date" => "2026-01-31", _ => "" },
            _ => null,
        };
    }

    private static string? TypeOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray several => (string?)several.FirstOrDefault(t => (string?)t != "null"),
        { } one => (string?)one,
        _ => schema["properties"] is null ? null : "object",
    };
}

public sealed record ApiCall
{
    public required string Id { get; init; }

    public required string Group { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required string Title { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>An example of what is sent; null where nothing is.</summary>
    public string? Body { get; init; }

    public IReadOnlyList<PossibleAnswer> Answers { get; init; } = [];

    public bool Changes => Method != HttpMethods.Get;
}

public sealed record ApiParameter(string Name, string In, string Description, bool Required, string Usual)
{
    public bool IsFilter => Name.StartsWith("filter[", StringComparison.Ordinal);
}

public sealed record PossibleAnswer(string Status, string Meaning);
