namespace InventorySync.Data.Catalog;

/// <summary>The search for what is spelt alike, as a function of the database: so that the threshold of likeness holds for it alone and not for a connection.</summary>
internal static class AlikeFunction
{
    // of very many candidates some are enough: whoever sees fifty of many types another letter
    // at 0.6, as PostgreSQL has it by itself, "notbook" would not find "notebook"
    private const string Postgres = """
        CREATE OR REPLACE FUNCTION products_alike(wanted text) RETURNS TABLE (product_id bigint) LANGUAGE sql STABLE PARALLEL SAFE
        SET pg_trgm.word_similarity_threshold = 0.45 AS
        'SELECT product_id FROM (SELECT product_id, search_text FROM product_summaries WHERE wanted <% search_text LIMIT 120) candidates
         ORDER BY word_similarity(wanted, search_text) DESC, product_id LIMIT 50'
        """;

    public static Task ApplyAsync(InventoryDb db, CancellationToken ct) =>
        db is PostgresInventoryDb ? db.Database.ExecuteSqlRawAsync(Postgres, ct) : Task.CompletedTask;
}
