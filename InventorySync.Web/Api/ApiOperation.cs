using System.Globalization;
using System.Text;
using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace InventorySync.Web.Api;

/// <summary>Completes an endpoint in the OpenAPI document by what the frame does for it: scope, list parameters, versions, repeated calls, problems.</summary>
internal sealed class ApiOperation : IOpenApiOperationTransformer
{
    private static readonly string[] Changing = [HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var call = context.Description;
        var marks = call.ActionDescriptor.EndpointMetadata;
        var method = call.HttpMethod ?? HttpMethods.Get;
        operation.OperationId ??= IdOf(method, call.RelativePath ?? "");
        operation.Parameters ??= [];
        operation.Responses ??= [];

        Secure(operation, marks, context.Document!);
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path))
            parameter.Description ??= $"The {Words(parameter.Name ?? "")}.";
        if (marks.OfType<ListedBy>().FirstOrDefault() is { } list)
            DescribeList(operation, list, context.ApplicationServices);
        if (marks.OfType<AnswersETag>().Any())
            DescribeVersion(operation, method);
        if (marks.OfType<WantsIfMatch>().Any())
            operation.Parameters.Add(Header("If-Match", "The ETag that you read.", required: true));
        if (Changing.Contains(method))
            operation.Parameters.Add(Header(ApiCalls.IdempotencyKey, "A text of your own making, new for each new call. The same call with the same key is carried out once."));
        foreach (var status in ProblemsOf(operation, method, marks))
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = ProblemAnswer(status, context.Document!);
        return Task.CompletedTask;
    }

    private static void Secure(OpenApiOperation operation, IList<object> marks, OpenApiDocument document)
    {
        var scopes = marks.OfType<IAuthorizeData>().Select(a => a.Policy).OfType<string>().Where(p => Permissions.All.Any(known => known.Name == p)).Distinct().ToList();
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiDocument.Key, document)] = scopes }];
        var needs = scopes.Count == 0 ? "Needs a key with any scope." : $"Needs the scope {string.Join(" and ", scopes.Select(s => $"`{s}` ({Permissions.TitleOf(s)})"))}.";
        operation.Description = string.IsNullOrWhiteSpace(operation.Description) ? needs : $"{operation.Description}\n\n{needs}";
    }

    private static void DescribeList(OpenApiOperation operation, ListedBy list, IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var fields = list.Fields(scope.ServiceProvider);
        if (fields.Any(f => f.Searched))
            operation.Parameters!.Add(Query("search", $"Words to look for in {string.Join(", ", fields.Where(f => f.Searched).Select(f => f.Name))}.", Text()));
        var sortable = fields.Where(f => f.Sortable).Select(f => f.Name).ToList();
        operation.Parameters!.Add(Query("sort", $"Fields to sort by, with a comma between them and a minus before those that go down: {string.Join(", ", sortable)}.", Text()));
        operation.Parameters.Add(Query("page", "The number of the page, from 1.", Number(1, null, 1)));
        operation.Parameters.Add(Query("pageSize", "Rows on a page.", Number(1, ListRequest.MaxTake, ListQuery.DefaultPageSize)));
        foreach (var field in fields.Where(f => f.Filterable))
            operation.Parameters.Add(Query(ListQuery.FilterName(field.Name), FilterWords(field), Text()));
    }

    private static string FilterWords(ListedField field)
    {
        var operators = field.Kind switch
        {
            FieldKind.Text => "is, isNot, contains, startsWith, oneOf, isEmpty, isNotEmpty",
            FieldKind.Choice => "is, isNot, oneOf",
            FieldKind.YesNo => "is",
            _ => "is, isNot, atLeast, atMost, oneOf, isEmpty, isNotEmpty",
        };
        var choices = field.Choices.Count > 0 ? $" Values: {string.Join(", ", field.Choices.Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName))}." : field.Kind == FieldKind.YesNo ? " Values: true, false." : "";
        return $"{field.Title}: an operator, a colon and a value, such as `{Example(field)}`. Operators: {operators}; with oneOf the values stand between bars (`oneOf:a|b`).{choices}";
    }

    private static string Example(ListedField field) => field.Kind switch
    {
        FieldKind.Text => "contains:abc",
        FieldKind.Choice => $"is:{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(field.Choices is [var first, ..] ? first : "a")}",
        FieldKind.YesNo => "is:true",
        FieldKind.Date => "atLeast:2026-01-31",
        FieldKind.Instant => "atLeast:2026-01-31T08:00:00Z",
        _ => "atLeast:10",
    };

    private static void DescribeVersion(OpenApiOperation operation, string method)
    {
        foreach (var (_, answer) in operation.Responses!.Where(r => r.Key.StartsWith('2')))
        {
            if (answer is OpenApiResponse own)
                own.Headers = new Dictionary<string, IOpenApiHeader> { ["ETag"] = new OpenApiHeader { Description = "The version of what was answered.", Schema = Text() } };
        }

        if (method != HttpMethods.Get)
            return;

        operation.Parameters!.Add(Header("If-None-Match", "The ETag that you have: while it is still the newest, the answer is 304 without a body."));
        operation.Responses!["304"] = new OpenApiResponse { Description = "Nothing has changed since." };
    }

    private static SortedSet<int> ProblemsOf(OpenApiOperation operation, string method, IList<object> marks)
    {
        var statuses = new SortedSet<int> { 401, 403, 429, 500 };
        if (operation.RequestBody is not null)
            statuses.UnionWith([400, 413, 415]);
        if (operation.Parameters!.Any(p => p.In is ParameterLocation.Query or ParameterLocation.Header))
            statuses.Add(400);
        if (operation.Parameters!.Any(p => p.In == ParameterLocation.Path))
            statuses.Add(404);
        if (Changing.Contains(method))
            statuses.UnionWith([409, 422]);
        if (marks.OfType<WantsIfMatch>().Any())
            statuses.UnionWith([412, 428]);
        return statuses;
    }

    private static OpenApiResponse ProblemAnswer(int status, OpenApiDocument document)
    {
        var answer = new OpenApiResponse
        {
            Description = ApiProblems.TitleOf(status),
            Content = new Dictionary<string, OpenApiMediaType> { [ApiProblems.ContentType] = new() { Schema = new OpenApiSchemaReference(ApiDocument.Problem, document) } },
        };
        if (status == StatusCodes.Status429TooManyRequests)
            answer.Headers = new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait.", Schema = Number(1, null, null) } };
        return answer;
    }

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };

    private static OpenApiParameter Header(string name, string description, bool required = false) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Required = required, Schema = Text() };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Number(int least, int? most, int? usual) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = least.ToString(CultureInfo.InvariantCulture),
        Maximum = most?.ToString(CultureInfo.InvariantCulture),
        Default = usual,
    };

    // GET api/locations/{locationId:long}/rooms: get_locations_locationId_rooms
    private static string IdOf(string method, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(p => p.Trim('{', '}').Split(':')[0].Replace('-', '_'));
        return string.Join('_', parts.Prepend(method.ToLowerInvariant()));
    }

    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
            words.Append(char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter);
        return words.ToString();
    }
}
