using InventorySync.Domain.Catalog;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Places;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Settings;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Purchasing;

public sealed partial class ReceivePage
{
    private readonly List<ArrivalCost> _costs = [];
    private Delivery? _delivery;
    private List<Arriving> _lines = [];
    private IReadOnlyList<BinRow> _bins = [];
    private IReadOnlyList<string> _reasons = [];
    private IReadOnlyList<OverDelivery> _over = [];
    private IReadOnlyList<KnownSerial> _known = [];
    private Arriving? _last;
    private string _key = Text.RandomToken();
    private string? _deliveryNote;
    private string? _note;
    private string? _refusal;
    private string? _done;
    private bool _noteIsBad;
    private bool _busy;

    [Parameter]
    public long OrderId { get; set; }

    [CascadingParameter]
    private Screen? Screen { get; set; }

    [Inject]
    private IncomingDeliveries Deliveries { get; set; } = null!;

    [Inject]
    private Receiving Receiving { get; set; } = null!;

    [Inject]
    private BinList Bins { get; set; } = null!;

    [Inject]
    private ShopSettings Settings { get; set; } = null!;

    [Inject]
    private CurrentActor Me { get; set; } = null!;

    private bool MayReceive => _delivery?.Order.State is PurchaseState.Approved or PurchaseState.Sent or PurchaseState.PartlyReceived or PurchaseState.Received;

    private decimal Units => _lines.Sum(l => l.Accepted + l.Rejected);

    protected override async Task OnInitializedAsync()
    {
        _reasons = (await Settings.GetAsync<PurchasingSettings>()).RejectReasonList;
        await AgainAsync();
        var inside = new ListRequest
        {
            Filters = [new("locationId", FilterOperator.Is, _delivery!.Order.LocationId.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("active", FilterOperator.Is, "true")],
            Take = ListRequest.MaxTake,
        };
        _bins = Me.May(Permissions.LocationsView) ? (await Bins.PageAsync(inside)).Rows : [];
    }

    private async Task AgainAsync()
    {
        _delivery = await Deliveries.FindAsync(OrderId);
        _lines = [.. _delivery.Lines.Select(l => new Arriving(l) { BinId = l.BinId, Reason = _reasons.Count > 0 ? _reasons[0] : "", Open = l.Tracking == Tracking.Lot })];
        (_done, _note, _refusal, _over, _known, _last, _key) = (null, null, null, [], [], null, Text.RandomToken());
        _costs.Clear();
    }

    private void ScannedAsync(string code)
    {
        if (string.IsNullOrWhiteSpace(code))
            return;

        if (_lines.Find(l => l.Line.IsCalled(code)) is { } line)
        {
            Step(line, 1);
            (_last, _note, _noteIsBad) = (line, L[line.WantsSerial ? "{0}: {1} counted. Scan its serial number now." : "{0}: {1} counted.", line.Line.Name, MoneyFormat.Of(line.Accepted)], false);
        }
        else if (_last is { WantsSerial: true } piece)
        {
            var number = Text.Tidy(code);
            _noteIsBad = piece.Serials.Contains(number, StringComparer.OrdinalIgnoreCase);
            if (!_noteIsBad)
                piece.Serials.Add(number);
            Changed();
            _note = L[_noteIsBad ? "{0}: serial number {1} is there already. Scan the next piece." : "{0}: serial number {1}.", piece.Line.Name, number];
        }
        else
        {
            (_last, _note, _noteIsBad) = (null, L["“{0}” is not on this order. Scan it again, or put it aside: it may belong to another delivery.", code.Trim()], true);
        }
    }

    private void Step(Arriving line, decimal by)
    {
        line.Accepted = Math.Max(0, line.Accepted + by);
        Changed();
    }

    private void TakeAll()
    {
        foreach (var line in _lines)
            line.Accepted = Math.Max(0, line.Line.Open - line.Rejected);
        Changed();
    }

    // what was asked about is not what is there now
    private void Changed() => (_over, _known, _refusal) = ([], [], null);

    private async Task ReceiveAsync(bool evenMore)
    {
        if (_busy)
            return;

        (_busy, _refusal) = (true, null);
        try
        {
            // the key stays until it is received: a second click gives the same receipt
            var answer = await Receiving.ReceiveAsync(OrderId, Entered(evenMore), _key);
            (_over, _known) = (answer.Over, answer.Known);
            if (answer.Received)
            {
                var units = _lines.Sum(l => l.Accepted);
                _delivery = await Deliveries.FindAsync(OrderId);
                _done = L["Received: {0} units", MoneyFormat.Of(units)];
            }
        }
        catch (BusinessRuleException refusal)
        {
            _refusal = refusal.In(L);
        }
        finally
        {
            _busy = false;
        }
    }

    private ReceiptDetails Entered(bool evenMore) => new()
    {
        DeliveryNote = _deliveryNote,
        EvenMore = evenMore,
        Costs = [.. _costs],
        Lines =
        [
            .. _lines.Where(l => l.Accepted + l.Rejected > 0).Select(l => new ArrivedLine
            {
                LineId = l.Line.LineId,
                Accepted = l.Accepted,
                Rejected = l.Rejected,
                RejectReason = l.Rejected > 0 ? l.Reason : null,
                BinId = l.BinId,
                Serials = l.Line.Tracking == Tracking.Serial ? [.. l.Serials] : [],
                LotNumber = l.Lot,
                ExpiresOn = l.ExpiresOn,
            }),
        ],
    };

    private sealed class Arriving(DeliveryLine line)
    {
        public DeliveryLine Line => line;

        public decimal Accepted { get; set; }

        public decimal Rejected { get; set; }

        public string Reason { get; set; } = "";

        public long? BinId { get; set; }

        public List<string> Serials { get; } = [];

        /// <summary>A scan that names nothing is the number of its last piece.</summary>
        public bool WantsSerial => Line.Tracking == Tracking.Serial && Serials.Count < Accepted;

        public string? Lot { get; set; }

        public DateOnly? ExpiresOn { get; set; }

        public bool Open { get; set; }
    }
}
