using System.Linq.Expressions;
using InventorySync.Data;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;

namespace InventorySync.Tests.Support;

/// <summary>Every query that a test sends to PostgreSQL is translated for SQL Server as well, without a server: one that SQL Server could not answer
/// fails the test that asked it. What is written in a database's own SQL is left out, and so is a query marked as PostgreSQL's own.</summary>
public sealed class SqlServerTranslation : IQueryExpressionInterceptor
{
    public const string PostgresOnly = "PostgreSQL only";

    public static readonly SqlServerTranslation Instance = new();

    private static readonly DbContextOptions<SqlServerInventoryDb> Options =
        new DbContextOptionsBuilder<SqlServerInventoryDb>().UseInventorySqlServer("Server=none").ConfigureWarnings(w => w.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning)).Options;

    private int _translated;

    /// <summary>How many queries were translated so far.</summary>
    public int Translated => _translated;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (eventData.Context is PostgresInventoryDb db && !Belongs.ToPostgres(queryExpression))
            Translate(queryExpression, db);
        return queryExpression;
    }

    private void Translate(Expression query, PostgresInventoryDb asked)
    {
        using var db = new SqlServerInventoryDb(Options) { Actor = asked.Actor };
        var there = new ToModel(db.Model).Visit(query);
        var result = there.Type.IsGenericType && typeof(IQueryable).IsAssignableFrom(there.Type) ? typeof(IEnumerable<>).MakeGenericType(there.Type.GetGenericArguments()[0]) : there.Type;
        try
        {
            typeof(IDatabase).GetMethod(nameof(IDatabase.CompileQuery))!.MakeGenericMethod(result).Invoke(db.GetService<IDatabase>(), [there, false]);
            Interlocked.Increment(ref _translated);
        }
        catch (System.Reflection.TargetInvocationException failure)
        {
            throw new InvalidOperationException($"SQL Server cannot answer this query: {failure.InnerException!.Message}", failure.InnerException);
        }
    }

    /// <summary>The same query over the tables of the other database's model.</summary>
    private sealed class ToModel(IModel model) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression root && node.GetType() == typeof(EntityQueryRootExpression)
            ? new EntityQueryRootExpression(model.FindEntityType(root.EntityType.Name)!)
            : base.VisitExtension(node);
    }

    /// <summary>Looks for what only one database understands.</summary>
    private sealed class Belongs : ExpressionVisitor
    {
        private bool _found;

        public static bool ToPostgres(Expression query)
        {
            var looking = new Belongs();
            looking.Visit(query);
            return looking._found;
        }

        protected override Expression VisitExtension(Expression node)
        {
            // raw SQL
            _found |= node is QueryRootExpression && node.GetType() != typeof(EntityQueryRootExpression);
            return node is QueryRootExpression ? node : base.VisitExtension(node);
        }

        protected override Expression VisitConstant(ConstantExpression node)
        {
            _found |= node.Value is string tag && tag == PostgresOnly;
            return node;
        }
    }
}
