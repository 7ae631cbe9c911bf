using System.Globalization;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Places;
using InventorySync.Web.Languages;
using InventorySync.Web.Lists;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace InventorySync.Web.Places;

public sealed partial class LocationBins : IDisposable
{
    private IReadOnlyList<ListFilter> _here = [];
    private IReadOnlyList<RoomRow> _rooms = [];
    private ShopGrid<BinRow>? _grid;
    private int _bins;

    [Parameter, EditorRequired]
    public Location Location { get; set; } = null!;

    /// <summary>Grows with every change of the location that was heard of, so that the rooms are counted anew.</summary>
    [Parameter]
    public int News { get; set; }

    private bool MayEdit => Me.May(Permissions.LocationsEdit);

    private string Here => $"/locations/{Location.Id}/bins";

    private ListFilter? RoomFilter => ListAddress.Read(new Uri(Address.Uri).Query).Filters.FirstOrDefault(f => f.Field == "roomId");

    private RoomRow? Room => RoomFilter is { Operator: FilterOperator.Is } filter ? _rooms.FirstOrDefault(r => r.Id.ToString(CultureInfo.InvariantCulture) == filter.Value) : null;

    private bool InNoRoom => RoomFilter?.Operator == FilterOperator.IsEmpty;

    private int Roomless => _bins - _rooms.Sum(r => r.Bins);

    public static ListRequest RoomsOf(long locationId) => new() { Filters = [FilterOf(locationId)], Take = ListRequest.MaxTake };

    public static Dictionary<string, object?> BinParameters(long locationId, IReadOnlyList<RoomRow> rooms, Bin? bin, long? roomId = null) => new()
    {
        [nameof(BinDialog.LocationId)] = locationId,
        [nameof(BinDialog.Rooms)] = rooms,
        [nameof(BinDialog.Bin)] = bin,
        [nameof(BinDialog.RoomId)] = roomId,
    };

    protected override void OnInitialized()
    {
        _here = [FilterOf(Location.Id)];
        Address.LocationChanged += OnLocationChanged;
    }

    public void Dispose() => Address.LocationChanged -= OnLocationChanged;

    protected override Task OnParametersSetAsync() => CountAsync();

    // the room that is shown stands in the address
    private void OnLocationChanged(object? sender, LocationChangedEventArgs args) => _ = InvokeAsync(StateHasChanged);

    private async Task CountAsync()
    {
        _rooms = (await RoomList.PageAsync(RoomsOf(Location.Id))).Rows;
        _bins = await BinList.CountAsync(new ListRequest { Filters = _here });
    }

    private async Task ReadAsync()
    {
        await CountAsync();
        if (_grid is not null)
            await _grid.ReloadAsync();
    }

    private async Task NewRoomAsync()
    {
        if (await Dialogs.OpenAsync<RoomDialog>(L["New room"], RoomParameters(null), ShopDialog.Usual) is true)
            await ReadAsync();
    }

    private async Task RenameRoomAsync()
    {
        if (await Dialogs.OpenAsync<RoomDialog>(L["Rename room"], RoomParameters(Room), ShopDialog.Usual) is true)
            await ReadAsync();
    }

    private Task DeleteRoomAsync() => TryAsync(async () =>
    {
        var room = Room!;
        if (!await Confirm.AskAsync(L["Delete room “{0}”?", room.Name], L["Only a room without bins can be deleted."], L["Delete"], danger: true))
            return;

        await Rooms.DeleteAsync(room.Id);
        Toasts.Success(L["Room “{0}” is deleted.", room.Name]);
        Address.NavigateTo(Here);
    });

    private async Task NewBinAsync()
    {
        if (await Dialogs.OpenAsync<BinDialog>(L["New bin"], BinParameters(Location.Id, _rooms, bin: null, Room?.Id), ShopDialog.Usual) is true)
            await ReadAsync();
    }

    private async Task PlanAsync()
    {
        var made = await Dialogs.OpenAsync<BinPlanDialog>(L["Make many bins"], new Dictionary<string, object?>
        {
            [nameof(BinPlanDialog.LocationId)] = Location.Id,
            [nameof(BinPlanDialog.Rooms)] = _rooms,
            [nameof(BinPlanDialog.RoomId)] = Room?.Id,
        }, ShopDialog.Wide) as BinsMade;
        if (made is null)
            return;

        Toasts.Success(made.Skipped == 0 ? L["New bins: {0}.", Number(made.Made)] : L["New bins: {0}. There already: {1}.", Number(made.Made), Number(made.Skipped)]);
        await ReadAsync();
    }

    private Task MoveAsync(GridSelection<BinRow> chosen, long? roomId, string? room) => TryAsync(async () =>
    {
        var bins = await chosen.KeysAsync();
        await Bins.MoveAsync(Location.Id, bins, roomId);
        chosen.Clear();
        Toasts.Success(room is null
            ? bins.Count == 1 ? L["The bin is taken out of its room."] : L["{0} bins are taken out of their rooms.", Number(bins.Count)]
            : bins.Count == 1 ? L["The bin is moved to “{0}”.", room] : L["{0} bins are moved to “{1}”.", Number(bins.Count), room]);
    });

    private async Task LabelAsync(GridSelection<BinRow> chosen)
    {
        var choice = new LabelChoice { What = LabelSubject.Chosen, Chosen = await chosen.KeysAsync() };
        Address.NavigateTo($"/locations/{Location.Id}/labels?{choice.Write()}");
    }

    private Task DeactivateAsync(GridSelection<BinRow> chosen) => TryAsync(async () =>
    {
        var bins = await chosen.KeysAsync();
        await Bins.DeactivateAsync(Location.Id, bins);
        chosen.Clear();
        Undo.Offer(bins.Count == 1 ? L["The bin is deactivated."] : L["{0} bins are deactivated.", Number(bins.Count)], () => TryAsync(() => Bins.ReactivateAsync(Location.Id, bins)));
    });

    private Task ReactivateAsync(GridSelection<BinRow> chosen) => TryAsync(async () =>
    {
        var bins = await chosen.KeysAsync();
        await Bins.ReactivateAsync(Location.Id, bins);
        chosen.Clear();
        Toasts.Success(bins.Count == 1 ? L["The bin is active again."] : L["{0} bins are active again.", Number(bins.Count)]);
    });

    private Task DeleteAsync(GridSelection<BinRow> chosen) => TryAsync(async () =>
    {
        var bins = await chosen.KeysAsync();
        if (!await Confirm.AskAsync(bins.Count == 1 ? L["Delete the bin?"] : L["Delete {0} bins?", Number(bins.Count)], L["Only bins that were never used can be deleted. Their printed labels will lead nowhere."], L["Delete"], danger: true))
            return;

        await Bins.DeleteAsync(Location.Id, bins);
        chosen.Clear();
        Toasts.Success(bins.Count == 1 ? L["The bin is deleted."] : L["{0} bins are deleted.", Number(bins.Count)]);
    });

    private async Task TryAsync(Func<Task> change)
    {
        await Toasts.TryAsync(L, async () =>
        {
            await change();
            await InvokeAsync(ReadAsync);
        });
    }

    private Dictionary<string, object?> RoomParameters(RoomRow? room) => new() { [nameof(RoomDialog.LocationId)] = Location.Id, [nameof(RoomDialog.Room)] = room };

    private string InRoom(long roomId) => $"{Here}?filter.roomId=is:{roomId}";

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static ListFilter FilterOf(long locationId) => new("locationId", FilterOperator.Is, locationId.ToString(CultureInfo.InvariantCulture));
}
