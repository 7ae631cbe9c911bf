using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Sales;

namespace InventorySync.Tests.Channels;

/// <summary>A connector whose channels take few quantities in a call, so that a handful of goods makes several calls.</summary>
internal sealed class FewAtOnce(IChannelConnector inner, int most) : IChannelConnector
{
    public string Name => inner.Name;

    public string Title => inner.Title;

    public ChannelKind Kind => inner.Kind;

    public IReadOnlyList<Sentence> Steps => inner.Steps;

    public IReadOnlyList<ConnectionField> Fields => inner.Fields;

    public IChannel Open(ChannelAccess access) => new Few(inner.Open(access), most);

    public ChannelNews? Hear(ChannelAccess access, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body) => inner.Hear(access, headers, body);

    private sealed class Few(IChannel inner, int most) : IChannel
    {
        public int BatchSize => most;

        public Task<string> GreetAsync(CancellationToken ct) => inner.GreetAsync(ct);

        public IAsyncEnumerable<RemoteGoods> GoodsAsync(CancellationToken ct) => inner.GoodsAsync(ct);

        public Task<IReadOnlyList<PushAnswer>> PushAsync(IReadOnlyList<QuantityToPush> quantities, CancellationToken ct) => inner.PushAsync(quantities, ct);

        public IAsyncEnumerable<IncomingOrder> OrdersAsync(DateTimeOffset changedSince, CancellationToken ct) => inner.OrdersAsync(changedSince, ct);

        public Task<IncomingOrder?> OrderAsync(string externalId, CancellationToken ct) => inner.OrderAsync(externalId, ct);

        public Task<bool> SubscribeAsync(Uri address, CancellationToken ct) => inner.SubscribeAsync(address, ct);

        public TimeSpan PauseBefore(int quantities) => inner.PauseBefore(quantities);
    }
}
