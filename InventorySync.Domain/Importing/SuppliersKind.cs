using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Importing;

/// <summary>Whom the shop buys from.</summary>
public sealed class SuppliersKind(ShopSettings settings) : ImportKind
{
    private static readonly ImportField[] AllFields =
    [
        new("name", "Name", "What the supplier is called.") { Needed = true, MayBeFixed = false, Example = "Northern Mills", Aliases = ["Supplier", "Supplier name", "Vendor", "Company", "Lieferant", "Firma", "Fournisseur", "Nom", "Proveedor", "Nombre", "Msambazaji", "Jina"] },
        new("code", "Code", "A short code; finds the supplier that is there already.") { Needed = true, MayBeFixed = false, Example = "NORTH", Aliases = ["Supplier code", "Supplier number", "Vendor code", "Lieferantennummer", "Lieferantencode", "Code fournisseur", "Código", "Msimbo"] },
        new("contact", "Contact", "Whom one talks to.") { MayBeFixed = false, Aliases = ["Contact person", "Ansprechpartner", "Kontakt", "Contact name", "Contacto", "Mawasiliano"] },
        new("email", "E-mail", "Where orders are sent to.") { MayBeFixed = false, Aliases = ["Email", "Mail", "E-Mail-Adresse", "Courriel", "Correo", "Barua pepe"] },
        new("phone", "Phone", "Their number.") { MayBeFixed = false, Aliases = ["Telephone", "Telefon", "Téléphone", "Teléfono", "Simu"] },
        new("street", "Street", "Of its address.") { MayBeFixed = false, Aliases = ["Address", "Straße", "Adresse", "Rue", "Calle", "Dirección", "Mtaa"] },
        new("postal", "Postal code", "Of its address.") { MayBeFixed = false, Aliases = ["Zip", "ZIP code", "PLZ", "Code postal", "Código postal", "Msimbo wa posta"] },
        new("city", "City", "Of its address.") { Aliases = ["Town", "Ort", "Stadt", "Ville", "Ciudad", "Jiji"] },
        new("country", "Country", "Its code of two letters.") { Example = "DE", Aliases = ["Country code", "Land", "Pays", "País", "Nchi"] },
        new("customer", "Customer number", "Their number for the shop.") { MayBeFixed = false, Aliases = ["Our number", "Kundennummer", "Numéro client", "Número de cliente", "Namba ya mteja"] },
        new("currency", "Currency", "The money they sell in; the shop's own where it is missing.") { Example = "EUR", Aliases = ["Währung", "Devise", "Moneda", "Sarafu"] },
        new("terms", "Payment terms", "Such as 30 days net.") { Aliases = ["Terms", "Zahlungsbedingungen", "Zahlungsziel", "Conditions de paiement", "Condiciones de pago", "Masharti ya malipo"] },
        new("lead", "Lead time in days", "From the order until the goods are there.") { Example = "7", Aliases = ["Lead time", "Delivery days", "Lieferzeit", "Délai", "Plazo de entrega", "Muda wa kuleta"] },
        new("least", "Least order value", "In their money; empty where any order is taken.") { MayBeFixed = false, Aliases = ["Minimum order value", "Mindestbestellwert", "Minimum de commande", "Pedido mínimo", "Kiwango cha chini"] },
        new("notes", "Notes", "For the people of the shop.") { MayBeFixed = false, Aliases = ["Note", "Comment", "Notiz", "Bemerkung", "Remarque", "Nota", "Maelezo"] },
    ];

    public override string Name => "suppliers";

    public override string Title => "Suppliers";

    public override string Summary => "Whom you buy from, with addresses, terms and lead times.";

    public override string Permission => Permissions.PurchasingManage;

    public override string Icon => "local_shipping";

    public override int Order => 70;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) => [new UniqueKey("name", Text.Key(row.Raw("name")), "name"), new UniqueKey("code", Text.Key(row.Raw("code")), "code")];

    public override async Task<ImportPlan> PlanAsync(ImportContext context, IReadOnlyList<ImportedRow> rows, CancellationToken ct)
    {
        var currency = (await settings.GetAsync<ShopProfile>()).Currency;
        var there = await context.Db.Suppliers.ToListAsync(ct);
        var offering = (await context.Db.SupplierOffers.Select(o => o.SupplierId).Distinct().ToListAsync(ct)).ToHashSet();
        var plans = rows.Select(r => new RowPlan(r)).ToList();
        foreach (var plan in plans)
            Plan(context, plan, there, offering, currency);
        return new ImportPlan(plans, _ => Task.CompletedTask);
    }

    public override async Task UndoAsync(ImportContext context, IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.ThingId).OfType<long>().ToArray();
        var there = await context.Db.Suppliers.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        var offering = (await context.Db.SupplierOffers.Where(o => ids.Contains(o.SupplierId)).Select(o => o.SupplierId).Distinct().ToListAsync(ct)).ToHashSet();
        foreach (var row in rows)
        {
            if (!there.TryGetValue(row.ThingId ?? 0, out var supplier))
                row.Keep("It is not there any more.");
            else if (row.Outcome == RowOutcome.New)
                row.Keep("A supplier that was made stays; deactivate it where you do not need it.");
            else if (row.ReadChanges().Any(c => Values(SupplierDetails.Of(supplier)).First(v => v.Title == c.Title).Value != c.To))
                row.Keep("It was changed since.");
            else
                ChangeBack(context, supplier, row, offering.Contains(supplier.Id));
        }
    }

    private static void ChangeBack(ImportContext context, Supplier supplier, ImportRow row, bool hasOffers)
    {
        var details = SupplierDetails.Of(supplier);
        foreach (var change in row.ReadChanges())
            Enter(details, change.Title, change.From);
        if (hasOffers && details.Currency != supplier.Currency)
        {
            row.Keep("It has offers since, which are in its money.");
            return;
        }

        supplier.Change(details, hasOffers);
        context.Db.Outbox.Add(new SupplierChanged(supplier.Id, supplier.Name).Told(context.At));
        row.TakenBack();
    }

    private static void Plan(ImportContext context, RowPlan plan, List<Supplier> there, HashSet<long> offering, string currency)
    {
        var row = plan.Row;
        var (name, code) = (row.Text("name", 120).Value ?? "", (row.Code("code", 20).Value ?? "").ToUpperInvariant());
        (plan.Key, plan.Name) = (code, name);
        var known = there.Find(s => code.Length > 0 && s.Code == code);
        if (known is null ? !context.MayCreate : !context.MayChange)
        {
            if (known is null)
                row.Refuse("code", "There is no such supplier, and only what is there is to be changed.");
            plan.Settle();
            return;
        }

        var before = known is null ? new SupplierDetails { Currency = currency } : SupplierDetails.Of(known);
        var after = Over(row, before with { Name = name.Length > 0 ? name : before.Name, Code = code });
        if (!row.IsWrong)
            Try(context, plan, known, before, after, there, offering);
        plan.Settle(known is null);
    }

    private static void Try(ImportContext context, RowPlan plan, Supplier? known, SupplierDetails before, SupplierDetails after, List<Supplier> there, HashSet<long> offering)
    {
        try
        {
            if (there.Exists(s => s != known && s.NameKey == Text.Key(after.Name)))
                throw new BusinessRuleException("Another supplier is already called “{0}”. Choose a different name.", after.Name) { Field = "name" };
            if (known is null)
            {
                known = Supplier.Create(after);
                context.Db.Suppliers.Add(known);
                there.Add(known);
            }
            else
            {
                known.Change(after, offering.Contains(known.Id));
                plan.Changes.AddRange(Values(before).Zip(Values(SupplierDetails.Of(known))).Where(p => p.First.Value != p.Second.Value).Select(p => new ValueChange(p.First.Title, p.First.Value, p.Second.Value)));
                if (plan.Changes.Count == 0)
                    return;
            }

            plan.ThingId = known.Id;
            context.Db.Outbox.Add(new SupplierChanged(known.Id, known.Name).Told(context.At));
        }
        catch (BusinessRuleException refusal)
        {
            plan.Row.Refuse(FieldOf(refusal.Field), refusal.Said);
        }
    }

    private static string FieldOf(string? field) => field switch
    {
        nameof(SupplierDetails.LeadTimeDays) => "lead",
        nameof(SupplierDetails.MinOrderValue) => "least",
        nameof(SupplierDetails.PaymentTerms) => "terms",
        { Length: > 0 } => char.ToLowerInvariant(field[0]) + field[1..],
        _ => "",
    };

    private static SupplierDetails Over(ImportedRow row, SupplierDetails now) => now with
    {
        ContactName = row.Text("contact", 120).Or(now.ContactName),
        Email = Filled(row.Text("email", 200).Or(now.Email)),
        Phone = row.Code("phone", 40).Or(now.Phone),
        Street = row.Text("street", 200).Or(now.Street),
        PostalCode = row.Code("postal", 20).Or(now.PostalCode),
        City = row.Text("city", 100).Or(now.City),
        Country = row.Text("country").Or(now.Country)?.ToUpperInvariant(),
        CustomerNumber = row.Code("customer", 40).Or(now.CustomerNumber),
        Currency = row.Text("currency") is { Given: true, Value: { Length: > 0 } currency } ? currency.ToUpperInvariant() : now.Currency,
        PaymentTerms = row.Text("terms", 200).Or(now.PaymentTerms),
        LeadTimeDays = (int)(row.Whole("lead", 0, 730).Or(now.LeadTimeDays) ?? now.LeadTimeDays),
        MinOrderValue = row.Amount("least").Or(now.MinOrderValue),
        Notes = row.Lines("notes", 2000).Or(now.Notes),
    };

    private static IEnumerable<(string Title, string? Value)> Values(SupplierDetails s) =>
    [
        ("Name", s.Name), ("Code", s.Code), ("Contact", Filled(s.ContactName)), ("E-mail", Filled(s.Email)), ("Phone", Filled(s.Phone)), ("Street", Filled(s.Street)), ("Postal code", Filled(s.PostalCode)), ("City", Filled(s.City)),
        ("Country", Filled(s.Country)), ("Customer number", Filled(s.CustomerNumber)), ("Currency", s.Currency), ("Payment terms", Filled(s.PaymentTerms)), ("Lead time in days", s.LeadTimeDays.ToString(CultureInfo.InvariantCulture)),
        ("Least order value", s.MinOrderValue?.Plain().ToString(CultureInfo.InvariantCulture)), ("Notes", Filled(s.Notes)),
    ];

    private static void Enter(SupplierDetails s, string title, string? value)
    {
        switch (title)
        {
            case "Name": s.Name = value ?? ""; break;
            case "Code": s.Code = value ?? ""; break;
            case "Contact": s.ContactName = value; break;
            case "E-mail": s.Email = value; break;
            case "Phone": s.Phone = value; break;
            case "Street": s.Street = value; break;
            case "Postal code": s.PostalCode = value; break;
            case "City": s.City = value; break;
            case "Country": s.Country = value; break;
            case "Customer number": s.CustomerNumber = value; break;
            case "Currency": s.Currency = value ?? ""; break;
            case "Payment terms": s.PaymentTerms = value; break;
            case "Lead time in days": s.LeadTimeDays = int.Parse(value!, CultureInfo.InvariantCulture); break;
            case "Least order value": s.MinOrderValue = value is null ? null : decimal.Parse(value, CultureInfo.InvariantCulture); break;
            default: s.Notes = value; break;
        }
    }

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
