using InventorySync.Domain.Webhooks;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace InventorySync.Web.Api;

/// <summary>The OpenAPI document: what stands in it beside the endpoints themselves.</summary>
internal sealed class ApiDocument(PublicEvents events, TimeProvider clock) : IOpenApiDocumentTransformer
{
    public const string Name = "v1";
    public const string Path = "/api/openapi.json";
    public const string Key = "ApiKey";
    public const string Problem = "Problem";

    public static void Add(IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = call => call.ActionDescriptor.EndpointMetadata.OfType<ApiEndpoint>().Any();
        options.AddDocumentTransformer<ApiSchemas>();
        options.AddDocumentTransformer<ApiDocument>();
        options.AddOperationTransformer<ApiOperation>();
    });

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "InventorySync API", Version = "1", Description = Description };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "isk_…",
                Description = "A key from the page Integration, API keys. Each endpoint says which scope of the key it needs.",
            },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Problem] = ProblemSchema();
        document.Webhooks = events.All.ToDictionary(e => e.Name, e => (IOpenApiPathItem)WebhookOf(e));
        return Task.CompletedTask;
    }

    private OpenApiPathItem WebhookOf(PublicEvent known)
    {
        var item = new OpenApiPathItem();
        item.AddOperation(HttpMethod.Post, new OpenApiOperation
        {
            Summary = known.Title,
            Description = "Sent to your address when it happens. Check X-InventorySync-Signature before you trust it, and answer with 2xx at once.",
            OperationId = $"on_{known.Name.Replace('.', '_')}",
            RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = EventSchema(known), Example = System.Text.Json.Nodes.JsonNode.Parse(known.ExampleBody(clock.GetUtcNow())) },
                },
            },
            Responses = new OpenApiResponses { ["2XX"] = new OpenApiResponse { Description = "Received. Every other answer is a failure, and the event is sent again." } },
        });
        return item;
    }

    private static OpenApiSchema EventSchema(PublicEvent known) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "id", "type", "schemaVersion", "occurredAt", "data" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["id"] = Text("The same for every attempt: what you have had already can be passed over."),
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Const = known.Name },
            ["schemaVersion"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = $"The version of the data's shape, now {known.Version}." },
            ["occurredAt"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            ["data"] = new OpenApiSchema { Type = JsonSchemaType.Object },
        },
    };

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Why a call was not carried out (RFC 9457).",
        Required = new HashSet<string> { "type", "title", "status", "detail", "instance", "correlationId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("The kind of problem, such as urn:inventorysync:problem:refused. It does not change; branch on it."),
            ["title"] = Text("The kind in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("What happened this time and what to do about it, in words that may be shown to people."),
            ["instance"] = Text("The address that was called."),
            ["correlationId"] = Text("Finds this call in the log of the shop."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "With status 400: the mistakes by field or parameter.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
            ["field"] = Text("With status 422: the field that the refusal is about, where it is about one."),
            ["missingScopes"] = new OpenApiSchema { Type = JsonSchemaType.Array, Description = "With status 403: the scopes that the key lacks.", Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private const string Description = """
        Everything that the pages of the shop can do, for other systems.

        **Keys.** Create one on the page Integration, API keys, and send it as `Authorization: Bearer isk_…`. It may do what its scopes say.

        **Lists** take `search`, `filter[field]=operator:value`, `sort=field,-field`, `page` and `pageSize` (up to 500). They answer `items` and `total`,
        and the header `Link` leads to the first, previous, next and last page.

        **Versions.** Things that are edited have an `ETag`. Send it back in `If-Match` when you change them, so that nobody's change is overwritten unseen.
        With `If-None-Match` you get 304 without a body while nothing has changed.

        **Once.** Send an `Idempotency-Key` of your own making with every call that changes something. However often you repeat the call, it is carried out
        once, and you get the first answer (for 48 hours).

        **Problems** are answered as `application/problem+json`, with words that may be shown to people.

        **Rate.** The headers `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` tell how many calls are left. After a 429, wait for `Retry-After`.
        """;
}
