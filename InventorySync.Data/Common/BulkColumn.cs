using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace InventorySync.Data.Common;

/// <summary>A column with the way from the thing to what is stored of it.</summary>
internal sealed class BulkColumn
{
    private static readonly JsonSerializerOptions Inside = new();

    private readonly IClrPropertyGetter _getter;
    private readonly Func<object?, object?>? _convert;
    private readonly PropertyInfo? _given;
    private readonly NpgsqlDbType? _known;
    private readonly string _storeType;

    private BulkColumn(IProperty property)
    {
        _getter = property.GetGetter();
        _convert = property.GetTypeMapping().Converter?.ConvertToProvider;
        Name = property.GetColumnName();
        _storeType = property.GetColumnType().Split('(')[0];
        _known = KnownType(_storeType);
        ColumnType = property.GetColumnType();
        _given = property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd && !IsNumberedByTable(property) ? property.PropertyInfo : null;
        var stored = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        StoredClrType = Nullable.GetUnderlyingType(stored) ?? stored;
    }

    private BulkColumn(INavigation json, bool postgres)
    {
        _getter = json.GetGetter();
        _convert = value => JsonSerializer.Serialize(value, Inside);
        Name = json.TargetEntityType.GetContainerColumnName()!;
        ColumnType = _storeType = json.TargetEntityType.GetContainerColumnType() ?? (postgres ? "jsonb" : "nvarchar(max)");
        _known = KnownType(_storeType);
        StoredClrType = typeof(string);
    }

    public string Name { get; }

    public string ColumnType { get; }

    public bool IsGivenKey => _given is not null;

    public Type StoredClrType { get; }

    public static IReadOnlyList<BulkColumn> Of(InventoryDb db, IEntityType type, Func<IProperty, bool> wanted, Func<INavigation, bool>? wantedJson = null) =>
    [
        .. type.GetProperties().Where(p => !p.IsConcurrencyToken && wanted(p)).Select(p => new BulkColumn(p)),
        .. type.GetNavigations().Where(n => n.TargetEntityType.IsMappedToJson() && (wantedJson?.Invoke(n) ?? true)).Select(n => new BulkColumn(n, db is PostgresInventoryDb)),
    ];

    /// <summary>Columns whose numbers the table itself gives.</summary>
    public static bool IsNumberedByTable(IProperty property) =>
        NpgsqlPropertyExtensions.GetValueGenerationStrategy(property) is Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityByDefaultColumn or Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityAlwaysColumn
        || SqlServerPropertyExtensions.GetValueGenerationStrategy(property) == SqlServerValueGenerationStrategy.IdentityColumn;

    public object? ValueOf(object row, IEnumerator<long>? keys)
    {
        var value = _getter.GetClrValue(row);
        if (_given is not null && keys is not null && value is 0L)
        {
            keys.MoveNext();
            _given.SetValue(row, keys.Current);
            return keys.Current;
        }

        return value is null || _convert is null ? value : _convert(value);
    }

    // typed writes spare the importer the search for a converter, which costs more than the value itself
    public Task WriteAsync(NpgsqlBinaryImporter writer, object? value, CancellationToken ct) => value switch
    {
        null => writer.WriteNullAsync(ct),
        string text when _known is { } type => writer.WriteAsync(text, type, ct),
        long number when _known is { } type => writer.WriteAsync(number, type, ct),
        int number when _known is { } type => writer.WriteAsync(number, type, ct),
        decimal number when _known is { } type => writer.WriteAsync(number, type, ct),
        bool flag when _known is { } type => writer.WriteAsync(flag, type, ct),
        DateTimeOffset at when _known is { } type => writer.WriteAsync(at, type, ct),
        List<string> texts => writer.WriteAsync(texts, NpgsqlDbType.Array | NpgsqlDbType.Text, ct),
        _ => writer.WriteAsync(value, _storeType, ct),
    };

    private static NpgsqlDbType? KnownType(string storeType) => storeType switch
    {
        "bigint" => NpgsqlDbType.Bigint,
        "integer" => NpgsqlDbType.Integer,
        "numeric" => NpgsqlDbType.Numeric,
        "boolean" => NpgsqlDbType.Boolean,
        "character varying" => NpgsqlDbType.Varchar,
        "text" => NpgsqlDbType.Text,
        "jsonb" => NpgsqlDbType.Jsonb,
        "timestamp with time zone" => NpgsqlDbType.TimestampTz,
        _ => null,
    };
}
