using System.Net.Mail;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Mail;

/// <summary>Takes the tables out of a mail (MIME, RFC 2045 to 2047 and 2231). Parts within parts are looked through, also those of forwarded mails;
/// what is no table (pictures, signatures, the text itself) is left out.</summary>
internal static class MailReader
{
    public const int MostTables = 20;

    private const int MostParts = 500;
    private const int Deepest = 10;

    private static readonly string[] Endings = [".csv", ".tsv", ".txt", ".xlsx"];

    // tables that cannot be read; the import refuses them with the remedy
    private static readonly string[] OtherTables = [".xls", ".xlsb", ".xlsm", ".ods", ".numbers"];

    private static readonly Dictionary<string, string> EndingOf = new()
    {
        ["text/csv"] = ".csv",
        ["text/comma-separated-values"] = ".csv",
        ["application/csv"] = ".csv",
        ["text/tab-separated-values"] = ".tsv",
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = ".xlsx",
    };

    public static MailHead HeadOf(byte[] mail) => HeadOf(MailPart.Of(mail));

    public static ReadMail Read(byte[] mail)
    {
        var whole = MailPart.Of(mail);
        var tables = new List<AttachedTable>();
        var parts = 0;
        Collect(whole, tables, ref parts, depth: 0);
        return new ReadMail(HeadOf(whole), tables);
    }

    private static MailHead HeadOf(MailPart mail)
    {
        var senders = mail.All("From");
        // who has two senders, or several in one line, has none
        var sender = senders.Count == 1 && MailAddress.TryCreate(senders[0], out var address) ? address.Address : "";
        return new MailHead(sender, MailWords.Decoded(mail.First("Subject")));
    }

    private static void Collect(MailPart part, List<AttachedTable> tables, ref int parts, int depth)
    {
        if (++parts > MostParts || depth > Deepest)
            throw new UnreadableMailException("It has too many parts within parts.");

        var type = MailHeader.Of(part.First("Content-Type"));
        var kind = type.Value.Length == 0 ? "text/plain" : type.Value;
        if (kind.StartsWith("multipart/", StringComparison.Ordinal))
        {
            foreach (var inner in part.Parts(type["boundary"] ?? ""))
                Collect(inner, tables, ref parts, depth + 1);
        }
        else if (kind == "message/rfc822")
        {
            Collect(MailPart.Of(part.Content()), tables, ref parts, depth + 1);
        }
        else if (NameOf(part, type, kind) is { } name)
        {
            if (tables.Count == MostTables)
                throw new UnreadableMailException("More than {0} tables are attached to it.", MostTables);
            tables.Add(new AttachedTable(name, kind.StartsWith("text/", StringComparison.Ordinal) ? MailWords.InKnownLetters(part.Content(), type["charset"]) : part.Content()));
        }
    }

    // null for what is no table
    private static string? NameOf(MailPart part, MailHeader type, string kind)
    {
        var disposition = MailHeader.Of(part.First("Content-Disposition"));
        var named = MailWords.Decoded(disposition["filename"] ?? type["name"] ?? "");
        var name = named[(named.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        if (Endings.Concat(OtherTables).Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
            return name;
        return EndingOf.TryGetValue(kind, out var ending) ? (name.Length == 0 ? "attachment" : name) + ending : null;
    }
}
