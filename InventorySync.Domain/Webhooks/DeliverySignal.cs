namespace InventorySync.Domain.Webhooks;

/// <summary>Wakes this node's sender: there is something to send.</summary>
public sealed class DeliverySignal : WakeUp;
