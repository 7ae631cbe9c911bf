using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Places;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Importing;

/// <summary>The places that hold stock.</summary>
public sealed class LocationsKind(ShopSettings settings) : ImportKind
{
    private static readonly Dictionary<string, LocationKind> Kinds = new()
    {
        ["warehouse"] = LocationKind.Warehouse, ["store"] = LocationKind.Store, ["online"] = LocationKind.Online, ["lager"] = LocationKind.Warehouse, ["filiale"] = LocationKind.Store, ["laden"] = LocationKind.Store,
        ["entrepot"] = LocationKind.Warehouse, ["magasin"] = LocationKind.Store, ["en ligne"] = LocationKind.Online, ["almacen"] = LocationKind.Warehouse, ["tienda"] = LocationKind.Store, ["ghala"] = LocationKind.Warehouse, ["duka"] = LocationKind.Store, ["mtandaoni"] = LocationKind.Online,
    };

    private static readonly ImportField[] AllFields =
    [
        new("name", "Name", "What people call the location.") { Needed = true, MayBeFixed = false, Example = "Main street store", Aliases = ["Location", "Location name", "Standort", "Bezeichnung", "Nom", "Emplacement", "Nombre", "Ubicación", "Jina", "Mahali"] },
        new("code", "Code", "A short code for lists and labels; made of the name where it is missing.") { MayBeFixed = false, Example = "MAIN", Aliases = ["Location code", "Short name", "Kürzel", "Kurzname", "Code court", "Código", "Msimbo"] },
        new("kind", "Kind", "Warehouse, store or online.") { Example = "store", Choices = ["warehouse", "store", "online"], Aliases = ["Type", "Art", "Typ", "Genre", "Tipo", "Aina"] },
        new("street", "Street", "Of its address.") { MayBeFixed = false, Aliases = ["Address", "Straße", "Adresse", "Rue", "Calle", "Dirección", "Mtaa"] },
        new("postal", "Postal code", "Of its address.") { MayBeFixed = false, Aliases = ["Zip", "ZIP code", "PLZ", "Code postal", "Código postal", "Msimbo wa posta"] },
        new("city", "City", "Of its address.") { Aliases = ["Town", "Ort", "Stadt", "Ville", "Ciudad", "Jiji"] },
        new("region", "Region", "Of its address.") { Aliases = ["State", "Province", "Bundesland", "Région", "Región", "Provincia", "Mkoa"] },
        new("country", "Country", "Its code of two letters.") { Example = "DE", Aliases = ["Country code", "Land", "Pays", "País", "Nchi"] },
        new("latitude", "Latitude", "Degrees north, such as 52.5163.") { MayBeFixed = false, Aliases = ["Lat", "Breitengrad", "Latitud", "Latitudo"] },
        new("longitude", "Longitude", "Degrees east, such as 13.3777.") { MayBeFixed = false, Aliases = ["Lng", "Lon", "Längengrad", "Longitud", "Longitudo"] },
        new("zone", "Time zone", "As Europe/Berlin; the shop's own where it is missing.") { Example = "Europe/Berlin", Aliases = ["Timezone", "Zeitzone", "Fuseau horaire", "Zona horaria", "Saa za eneo"] },
        new("online", "Serves online orders", "Yes or no.") { Aliases = ["Online orders", "Onlinebestellungen", "Commandes en ligne", "Pedidos en línea", "Oda za mtandaoni"] },
        new("priority", "Priority", "1 is asked first for an online order.") { MayBeFixed = false, Aliases = ["Priorität", "Priorité", "Prioridad", "Kipaumbele"] },
        new("note", "Note", "For the people of the shop.") { MayBeFixed = false, Aliases = ["Comment", "Notiz", "Bemerkung", "Remarque", "Nota", "Maelezo"] },
    ];

    public override string Name => "locations";

    public override string Title => "Locations";

    public override string Summary => "Warehouses, stores and online hubs with their addresses.";

    public override string Permission => Permissions.LocationsEdit;

    public override string Icon => "warehouse";

    public override int Order => 60;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) => [new UniqueKey("name", Text.Key(row.Raw("name")), "name"), new UniqueKey("code", Text.Key(row.Raw("code")), "code")];

    public override async Task<ImportPlan> PlanAsync(ImportContext context, IReadOnlyList<ImportedRow> rows, CancellationToken ct)
    {
        var zone = (await settings.GetAsync<ShopProfile>()).TimeZone;
        var there = await context.Db.Locations.ToListAsync(ct);
        var plans = rows.Select(r => new RowPlan(r)).ToList();
        foreach (var plan in plans)
            Plan(context, plan, there, zone);
        return new ImportPlan(plans, _ => Task.CompletedTask);
    }

    public override async Task UndoAsync(ImportContext context, IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        var there = await context.Db.Locations.ToDictionaryAsync(l => l.Id, ct);
        foreach (var row in rows)
        {
            if (!there.TryGetValue(row.ThingId ?? 0, out var location))
                row.Keep("It is not there any more.");
            else if (row.Outcome == RowOutcome.New)
                row.Keep("A location that was made stays; deactivate it where you do not need it.");
            else if (row.ReadChanges().FirstOrDefault(c => Values(LocationDetails.Of(location)).First(v => v.Title == c.Title).Value != c.To) is { } since)
                row.Keep(new Sentence("“{0}” was changed since, from “{1}” to “{2}”.", since.Title, since.To ?? "", Values(LocationDetails.Of(location)).First(v => v.Title == since.Title).Value ?? ""));
            else
                ChangeBack(context, location, row);
        }
    }

    private static void ChangeBack(ImportContext context, Location location, ImportRow row)
    {
        var details = LocationDetails.Of(location);
        foreach (var change in row.ReadChanges())
            Enter(details, change.Title, change.From);
        location.Change(details);
        context.Db.Outbox.Add(new LocationChanged(location.Id, location.Name).Told(location.Id, context.At));
        row.TakenBack();
    }

    private static void Plan(ImportContext context, RowPlan plan, List<Location> there, string zone)
    {
        var row = plan.Row;
        var name = row.Text("name").Value ?? "";
        var code = (row.Text("code").Value ?? "").ToUpperInvariant();
        (plan.Key, plan.Name) = (code.Length > 0 ? code : LocationDetails.SuggestedCode(name), name);
        var known = there.Find(l => code.Length > 0 && l.Code == code) ?? there.Find(l => l.NameKey == Text.Key(name));
        if (known is null ? !context.MayCreate : !context.MayChange)
        {
            if (known is null)
                row.Refuse("name", "There is no such location, and only what is there is to be changed.");
            plan.Settle();
            return;
        }

        var before = known is null ? new LocationDetails { TimeZone = zone } : LocationDetails.Of(known);
        var after = Over(row, before with { Name = name, Code = code.Length > 0 ? code : known?.Code ?? plan.Key });
        if (!row.IsWrong)
            Try(context, plan, known, before, after, there);
        plan.Settle(known is null);
    }

    private static void Try(ImportContext context, RowPlan plan, Location? known, LocationDetails before, LocationDetails after, List<Location> there)
    {
        try
        {
            if (there.Exists(l => l != known && (string.Equals(l.Code, after.Code, StringComparison.OrdinalIgnoreCase) || l.NameKey == Text.Key(after.Name))))
                throw new BusinessRuleException("Another location already has the code {0}. Choose a different code.", after.Code) { Field = "code" };
            if (known is null)
            {
                var location = Location.Create(after);
                context.Db.Locations.Add(location);
                there.Add(location);
                plan.ThingId = location.Id;
                context.Db.Outbox.Add(new LocationCreated(location.Id, location.Name).Told(location.Id, context.At));
                return;
            }

            known.Change(after);
            plan.ThingId = known.Id;
            plan.Changes.AddRange(Values(before).Zip(Values(LocationDetails.Of(known))).Where(p => p.First.Value != p.Second.Value).Select(p => new ValueChange(p.First.Title, p.First.Value, p.Second.Value)));
            if (plan.Changes.Count > 0)
                context.Db.Outbox.Add(new LocationChanged(known.Id, known.Name).Told(known.Id, context.At));
        }
        catch (BusinessRuleException refusal)
        {
            plan.Row.Refuse(refusal);
        }
    }

    private static LocationDetails Over(ImportedRow row, LocationDetails now) => now with
    {
        Kind = row.OneOf("kind", Kinds).Or(now.Kind) ?? LocationKind.Store,
        Street = row.Text("street").Or(now.Street),
        PostalCode = row.Code("postal", 20).Or(now.PostalCode),
        City = row.Text("city").Or(now.City),
        Region = row.Text("region").Or(now.Region),
        Country = row.Text("country").Or(now.Country)?.ToUpperInvariant(),
        Latitude = (double?)row.Amount("latitude").Or((decimal?)now.Latitude),
        Longitude = (double?)row.Amount("longitude").Or((decimal?)now.Longitude),
        TimeZone = row.Text("zone") is { Given: true, Value: { Length: > 0 } zone } ? zone : now.TimeZone,
        ServesOnlineOrders = row.YesNo("online").Or(now.ServesOnlineOrders) ?? false,
        Priority = (int)(row.Whole("priority", 1, 999).Or(now.Priority) ?? 100),
        Note = row.Lines("note", 2000).Or(now.Note),
    };

    private static IEnumerable<(string Title, string? Value)> Values(LocationDetails l) =>
    [
        ("Name", l.Name), ("Code", l.Code), ("Kind", l.Kind.ToString()), ("Street", Filled(l.Street)), ("Postal code", Filled(l.PostalCode)), ("City", Filled(l.City)), ("Region", Filled(l.Region)), ("Country", Filled(l.Country)),
        ("Latitude", l.Latitude?.ToString(CultureInfo.InvariantCulture)), ("Longitude", l.Longitude?.ToString(CultureInfo.InvariantCulture)), ("Time zone", l.TimeZone), ("Serves online orders", l.ServesOnlineOrders ? "yes" : "no"),
        ("Priority", l.Priority.ToString(CultureInfo.InvariantCulture)), ("Note", Filled(l.Note)),
    ];

    private static void Enter(LocationDetails l, string title, string? value)
    {
        switch (title)
        {
            case "Name": l.Name = value ?? ""; break;
            case "Code": l.Code = value ?? ""; break;
            case "Kind": l.Kind = Enum.Parse<LocationKind>(value!); break;
            case "Street": l.Street = value; break;
            case "Postal code": l.PostalCode = value; break;
            case "City": l.City = value; break;
            case "Region": l.Region = value; break;
            case "Country": l.Country = value; break;
            case "Latitude": l.Latitude = Number(value); break;
            case "Longitude": l.Longitude = Number(value); break;
            case "Time zone": l.TimeZone = value ?? ""; break;
            case "Serves online orders": l.ServesOnlineOrders = value == "yes"; break;
            case "Priority": l.Priority = int.Parse(value!, CultureInfo.InvariantCulture); break;
            default: l.Note = value; break;
        }
    }

    private static double? Number(string? value) => value is null ? null : double.Parse(value, CultureInfo.InvariantCulture);

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
