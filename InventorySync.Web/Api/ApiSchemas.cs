using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace InventorySync.Web.Api;

/// <summary>Makes the schemas say what really is: choices are text, answers always carry all their fields, and may get more of them one day.</summary>
internal sealed class ApiSchemas : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var schemas = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        foreach (var choice in schemas.Values.OfType<OpenApiSchema>().Where(s => s.Enum is { Count: > 0 }))
            choice.Type ??= JsonSchemaType.String;

        var sent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var body in document.Paths.Values.Where(p => p.Operations is not null).SelectMany(p => p.Operations!.Values).Select(o => o.RequestBody?.Content).OfType<IDictionary<string, OpenApiMediaType>>())
        {
            foreach (var schema in body.Values.Select(c => c.Schema))
                Note(schema, schemas, sent);
        }

        foreach (var (_, answer) in schemas.Where(s => s.Key != ApiDocument.Problem && !sent.Contains(s.Key)))
        {
            if (answer is not OpenApiSchema { Properties.Count: > 0 } own)
                continue;
            own.AdditionalPropertiesAllowed = true;
            own.Required = own.Properties.Keys.ToHashSet();
        }

        return Task.CompletedTask;
    }

    // the schemas that a caller may have to fill in, with all that they consist of
    private static void Note(IOpenApiSchema? schema, IDictionary<string, IOpenApiSchema> schemas, HashSet<string> sent)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } name })
        {
            if (sent.Add(name) && schemas.TryGetValue(name, out var named))
                Note(named, schemas, sent);
            return;
        }

        foreach (var part in (schema?.Properties?.Values ?? []).Concat(schema?.OneOf ?? []).Concat(schema?.AnyOf ?? []).Concat(schema?.AllOf ?? []).Append(schema?.Items).OfType<IOpenApiSchema>())
            Note(part, schemas, sent);
    }
}
