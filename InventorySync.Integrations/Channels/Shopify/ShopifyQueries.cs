namespace InventorySync.Integrations.Channels.Shopify;

/// <summary>What is asked of Shopify, in GraphQL. Lists are short where they lie inside of others: their lengths multiply to the cost of the question.</summary>
internal static class ShopifyQueries
{
    public const string Greet = "query Greet { shop { name } currentAppInstallation { accessScopes { handle } } }";

    public const string PrimaryLocation = "query PrimaryLocation { location { id name } }";

    public const string Locations = "query Locations($after: String) { locations(first: 100, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } } }";

    public const string Goods = """
        query Goods($location: ID!, $after: String) {
          productVariants(first: 100, after: $after, sortKey: ID) {
            nodes {
              id title sku barcode price
              product { title onlineStoreUrl }
              inventoryItem { id tracked inventoryLevel(locationId: $location) { quantities(names: ["available"]) { quantity } } }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;

    public const string GoodsCount = "query GoodsCount { productVariantsCount { count } }";

    public const string BeginBulk = """
        mutation BeginBulk($query: String!) {
          bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { field message code } }
        }
        """;

    public const string Bulk = "query Bulk($id: ID!) { bulkOperation(id: $id) { id status url } }";

    public const string Levels = """
        query Levels($ids: [ID!]!, $location: ID!) {
          nodes(ids: $ids) { ... on InventoryItem { id tracked inventoryLevel(locationId: $location) { quantities(names: ["available"]) { quantity } } } }
        }
        """;

    public const string SetQuantities = """
        mutation SetQuantities($input: InventorySetQuantitiesInput!, $key: String!) {
          inventorySetQuantities(input: $input) @idempotent(key: $key) {
            inventoryAdjustmentGroup { id }
            userErrors { field message code }
          }
        }
        """;

    public const string ChangedOrders = """
        query ChangedOrders($filter: String!, $after: String) {
          orders(first: 100, after: $after, query: $filter, sortKey: UPDATED_AT) { nodes { legacyResourceId } pageInfo { hasNextPage endCursor } }
        }
        """;

    public const string Order = """
        query Order($id: ID!, $after: String) {
          order(id: $id) {
            id legacyResourceId name processedAt updatedAt cancelledAt currencyCode taxesIncluded displayFulfillmentStatus email phone note tags
            totalReceivedSet { shopMoney { amount } }
            totalRefundedSet { shopMoney { amount } }
            totalTipReceivedSet { shopMoney { amount } }
            originalTotalDutiesSet { shopMoney { amount } }
            originalTotalAdditionalFeesSet { shopMoney { amount } }
            billingAddress { ...Address }
            shippingAddress { ...Address }
            shippingLines(first: 5) { nodes { isRemoved discountedPriceSet { shopMoney { amount } } taxLines { ratePercentage priceSet { shopMoney { amount } } } } }
            fulfillments(first: 20) { id status trackingInfo(first: 1) { company number url } }
            refunds(first: 50) { id }
            lineItems(first: 40, after: $after) {
              nodes {
                id name sku quantity currentQuantity unfulfilledQuantity
                variant { inventoryItem { id } }
                originalUnitPriceSet { shopMoney { amount } }
                discountAllocations { allocatedAmountSet { shopMoney { amount } } }
                taxLines { ratePercentage priceSet { shopMoney { amount } } }
              }
              pageInfo { hasNextPage endCursor }
            }
          }
        }
        fragment Address on MailingAddress { name company address1 address2 zip city province countryCodeV2 phone }
        """;

    public const string Fulfillment = """
        query Fulfillment($id: ID!, $after: String) {
          fulfillment(id: $id) { fulfillmentLineItems(first: 100, after: $after) { nodes { quantity lineItem { id } } pageInfo { hasNextPage endCursor } } }
        }
        """;

    public const string Refund = """
        query Refund($id: ID!, $after: String) {
          refund(id: $id) { refundLineItems(first: 100, after: $after) { nodes { quantity restockType restocked lineItem { id } } pageInfo { hasNextPage endCursor } } }
        }
        """;

    public const string Webhooks = """
        query Webhooks($uri: String!, $after: String) {
          webhookSubscriptions(first: 100, after: $after, uri: $uri) { nodes { id topic uri } pageInfo { hasNextPage endCursor } }
        }
        """;

    public const string Subscribe = """
        mutation Subscribe($topic: WebhookSubscriptionTopic!, $webhook: WebhookSubscriptionInput!) {
          webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhook) { userErrors { field message } }
        }
        """;

    /// <summary>As one of Shopify's own, which knows no variables and no pages.</summary>
    public static string AllGoods(string locationId) => $$"""
        {
          productVariants { edges { node {
            id title sku barcode price
            product { title onlineStoreUrl }
            inventoryItem { id tracked inventoryLevel(locationId: "{{locationId}}") { quantities(names: ["available"]) { quantity } } }
          } } }
        }
        """;
}
