using System.Text;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace InventorySync.Data.Common;

/// <summary>How every table of the shop is stored, the same on both databases.</summary>
internal static class ShopModel
{
    /// <summary>One sequence gives all keys, a hundred at a time.</summary>
    public const string KeySequence = "keys";

    /// <summary>Numbers orders from 1001 on; whoever draws one waits for nobody.</summary>
    public const string OrderNumbers = "order_numbers";

    private const long FirstOrder = 1001;

    public const string RefuseChangeTrigger = "refuse_change";

    private const int KeysPerRoundTrip = 100;

    public static void Conventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<decimal>().HavePrecision(18, 4);
        conventions.Properties<string>().HaveMaxLength(400);
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    public static void Build(ModelBuilder model)
    {
        model.ApplyConfigurationsFromAssembly(typeof(ShopModel).Assembly);
        model.HasSequence<long>(KeySequence).IncrementsBy(KeysPerRoundTrip);
        model.HasSequence<long>(OrderNumbers).StartsAt(FirstOrder);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            NameInSnakeCase(entity);
            if (typeof(IAppendOnly).IsAssignableFrom(entity.ClrType))
                model.Entity(entity.ClrType).ToTable(table => table.HasTrigger($"{RefuseChangeTrigger}_{entity.GetTableName()}"));
        }
    }

    /// <summary>The keys that the sequence gives. Each names it itself, because a model snapshot forgets what the whole model said.</summary>
    public static IEnumerable<IMutableProperty> GivenKeys(IMutableModel model) => model.GetEntityTypes()
        .Where(entity => !entity.IsOwned())
        .Select(entity => entity.FindPrimaryKey())
        .Where(key => key?.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } only] && only.ClrType is { } type && (type == typeof(long) || type == typeof(int)))
        .Select(key => key!.Properties[0]);

    // Lower-case names without quotes make filters, checks and hand-written SQL the same text on both databases.
    private static void NameInSnakeCase(IMutableEntityType entity)
    {
        if (entity.IsMappedToJson())
        {
            if (entity.FindOwnership()?.PrincipalToDependent is { } owner)
                entity.SetContainerColumnName(Snake(owner.Name));
            return;
        }

        entity.SetTableName(Snake(entity.GetTableName()!));
        foreach (var property in entity.GetProperties())
            property.SetColumnName(Snake(property.Name));
        foreach (var complex in entity.GetComplexProperties().Where(c => c.ComplexType.IsMappedToJson()))
            complex.ComplexType.SetContainerColumnName(Snake(complex.Name));
        foreach (var key in entity.GetKeys())
            key.SetName(Snake(key.GetName()!));
        foreach (var index in entity.GetIndexes())
            index.SetDatabaseName(Snake(index.GetDatabaseName()!));
        foreach (var foreignKey in entity.GetForeignKeys())
            foreignKey.SetConstraintName(Snake(foreignKey.GetConstraintName()!));
    }

    private static string Snake(string name)
    {
        var snake = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]) && name[i - 1] != '_')
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at);
}
