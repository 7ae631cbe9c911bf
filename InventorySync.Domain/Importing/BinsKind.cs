using InventorySync.Domain.Access;
using InventorySync.Domain.Places;

namespace InventorySync.Domain.Importing;

/// <summary>Shelves, bins and pallets of the locations, with their rooms.</summary>
public sealed class BinsKind : ImportKind
{
    private static readonly Dictionary<string, BinKind> Kinds = new()
    {
        ["shelf"] = BinKind.Shelf, ["bin"] = BinKind.Bin, ["pallet"] = BinKind.Pallet, ["regal"] = BinKind.Shelf, ["fach"] = BinKind.Bin, ["palette"] = BinKind.Pallet,
        ["etagere"] = BinKind.Shelf, ["bac"] = BinKind.Bin, ["estante"] = BinKind.Shelf, ["caja"] = BinKind.Bin, ["pale"] = BinKind.Pallet, ["rafu"] = BinKind.Shelf, ["kasha"] = BinKind.Bin,
    };

    private static readonly ImportField[] AllFields =
    [
        new("location", "Location", "The code or the name of one of your locations.") { Needed = true, OfferFixed = true, Example = "MAIN", Aliases = ["Warehouse", "Store", "Lager", "Standort", "Filiale", "Emplacement", "Entrepôt", "Almacén", "Ubicación", "Mahali", "Ghala"] },
        new("code", "Bin", "Its code, as it stands on the label.") { Needed = true, MayBeFixed = false, Example = "A-01-01", Aliases = ["Bin code", "Code", "Shelf", "Lagerplatz", "Regal", "Fach", "Case", "Étagère", "Estante", "Rafu"] },
        new("room", "Room", "The room it stands in; missing rooms are made.") { Example = "Cold room", Aliases = ["Zone", "Area", "Raum", "Bereich", "Salle", "Sala", "Zona", "Chumba"] },
        new("kind", "Kind", "Shelf, bin or pallet.") { Example = "shelf", Choices = ["shelf", "bin", "pallet"], Aliases = ["Type", "Art", "Typ", "Genre", "Tipo", "Aina"] },
    ];

    public override string Name => "bins";

    public override string Title => "Bins";

    public override string Summary => "Shelves, bins and pallets with their rooms, a row for each.";

    public override string Permission => Permissions.LocationsEdit;

    public override string Icon => "shelves";

    public override int Order => 61;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) => [new UniqueKey("bin", $"{Text.Key(row.Raw("location"))}|{Text.Key(row.Raw("code"))}", "code")];

    public override async Task<ImportPlan> PlanAsync(ImportContext context, IReadOnlyList<ImportedRow> rows, CancellationToken ct)
    {
        var db = context.Db;
        var locations = await db.Locations.ToListAsync(ct);
        var rooms = await db.Rooms.ToListAsync(ct);
        var codes = rows.Select(r => Text.Key(r.Raw("code"))).Distinct().ToList();
        var bins = (await db.Bins.Where(b => codes.Contains(b.CodeKey)).ToListAsync(ct)).ToDictionary(b => (b.LocationId, b.CodeKey));
        var plans = rows.Select(r => new RowPlan(r)).ToList();
        var touched = new HashSet<long>();
        foreach (var plan in plans)
        {
            Try(context, plan, locations, rooms, bins);
            if (plan.Outcome is RowOutcome.New or RowOutcome.Changed)
                touched.Add(locations.Find(l => l.Name == plan.Name)!.Id);
        }

        foreach (var location in touched)
            db.Outbox.Add(new BinsChanged(location, plans.Count).Told(location, context.At));
        return new ImportPlan(plans, _ => Task.CompletedTask);
    }

    public override async Task UndoAsync(ImportContext context, IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        var db = context.Db;
        var ids = rows.Select(r => r.ThingId).OfType<long>().ToList();
        var bins = await db.Bins.Where(b => ids.Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
        var rooms = await db.Rooms.ToListAsync(ct);
        var used = await db.StockMovements.Where(m => m.BinId != null && ids.Contains(m.BinId.Value)).Select(m => m.BinId!.Value).Distinct().ToListAsync(ct);
        foreach (var row in rows)
        {
            if (!bins.TryGetValue(row.ThingId ?? 0, out var bin))
                row.Keep("It is not there any more.");
            else if (row.Outcome == RowOutcome.Changed)
                ChangeBack(row, bin, rooms);
            else if (used.Contains(bin.Id))
                row.Keep("Stock lies or lay in it, so it stays.");
            else
                Remove(db, row, bin);
        }
    }

    private static void Remove(InventoryDb db, ImportRow row, Bin bin)
    {
        db.Bins.Remove(bin);
        row.TakenBack();
    }

    private static void ChangeBack(ImportRow row, Bin bin, List<Room> rooms)
    {
        var room = rooms.Find(r => r.Id == bin.RoomId)?.Name;
        if (row.ReadChanges().Any(c => (c.Title == "Room" ? room : bin.Kind.ToString()) != c.To))
        {
            row.Keep("It was changed since.");
            return;
        }

        foreach (var change in row.ReadChanges())
        {
            var before = change.Title == "Room" ? rooms.Find(r => r.LocationId == bin.LocationId && r.Name == change.From) : rooms.Find(r => r.Id == bin.RoomId);
            bin.Change(BinDetails.Of(bin) with { Kind = change.Title == "Kind" ? Enum.Parse<BinKind>(change.From!) : bin.Kind }, before);
        }

        row.TakenBack();
    }

    private static void Try(ImportContext context, RowPlan plan, List<Location> locations, List<Room> rooms, Dictionary<(long, string), Bin> bins)
    {
        var isNew = false;
        try
        {
            isNew = Plan(context, plan, locations, rooms, bins);
        }
        catch (BusinessRuleException refusal)
        {
            plan.Row.Refuse(refusal, "code");
        }

        plan.Settle(isNew);
    }

    private static bool Plan(ImportContext context, RowPlan plan, List<Location> locations, List<Room> rooms, Dictionary<(long, string), Bin> bins)
    {
        var row = plan.Row;
        var (place, code) = (row.Text("location").Value ?? "", row.Code("code", BinDetails.LongestCode).Value ?? "");
        plan.Key = code;
        var location = locations.Find(l => Text.Key(l.Code) == Text.Key(place)) ?? locations.Find(l => l.NameKey == Text.Key(place))
            ?? throw new BusinessRuleException("No location has the code or the name “{0}”, or it is not among those you work in.", place) { Field = "location" };
        plan.Name = location.Name;
        var kind = row.OneOf("kind", Kinds);
        if (row.IsWrong)
            return false;

        var known = bins.GetValueOrDefault((location.Id, Text.Key(code)));
        if (known is null && !context.MayCreate)
            throw new BusinessRuleException("There is no such bin, and only what is there is to be changed.") { Field = "code" };
        var room = row.Text("room") is { Given: true } given ? RoomOf(context, location, given.Value!, rooms) : rooms.Find(r => r.Id == known?.RoomId);
        if (known is null)
        {
            var bin = Bin.Create(location, room, new BinDetails { Code = code, Kind = kind.Value ?? BinKind.Shelf });
            context.Db.Bins.Add(bin);
            bins[(location.Id, bin.CodeKey)] = bin;
            plan.ThingId = bin.Id;
            return true;
        }

        plan.ThingId = known.Id;
        if (context.MayChange)
            Change(plan, known, room, kind.Or(known.Kind) ?? known.Kind, rooms);
        return false;
    }

    private static void Change(RowPlan plan, Bin bin, Room? room, BinKind kind, List<Room> rooms)
    {
        if (room?.Id != bin.RoomId)
            plan.Changes.Add(new ValueChange("Room", rooms.Find(r => r.Id == bin.RoomId)?.Name, room?.Name));
        if (kind != bin.Kind)
            plan.Changes.Add(new ValueChange("Kind", bin.Kind.ToString(), kind.ToString()));
        bin.Change(BinDetails.Of(bin) with { Kind = kind }, room);
    }

    private static Room? RoomOf(ImportContext context, Location location, string name, List<Room> rooms)
    {
        if (name.Length == 0)
            return null;
        if (rooms.Find(r => r.LocationId == location.Id && r.NameKey == Text.Key(name)) is { } known)
            return known;

        var room = Room.Create(location, new RoomDetails { Name = name });
        context.Db.Rooms.Add(room);
        context.Db.Outbox.Add(new RoomsChanged(location.Id).Told(location.Id, context.At));
        rooms.Add(room);
        return room;
    }
}
