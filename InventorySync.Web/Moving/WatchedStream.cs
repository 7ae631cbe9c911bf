namespace InventorySync.Web.Moving;

/// <summary>Tells how much of a file has come while it is read.</summary>
internal sealed class WatchedStream(Stream content, Action<long> came) : ForwardStream(content)
{
    protected override void Look(ReadOnlySpan<byte> bytes, long soFar) => came(soFar);
}
