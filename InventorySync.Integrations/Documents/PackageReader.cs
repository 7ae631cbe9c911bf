using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Moving;

namespace InventorySync.Integrations.Documents;

/// <summary>Reads a package that was written by PackageWriter, and refuses what is none or was damaged on its way.</summary>
public sealed class PackageReader : IArrivingPackage, IDisposable
{
    private const long LargestManifest = 4_000_000;

    private static readonly SheetSettings Limits = new() { MostColumns = 200, MostRows = 50_000_000, LongestCell = 1_000_000 };

    private readonly ZipArchive _zip;

    private PackageReader(ZipArchive zip, PackageManifest about)
    {
        _zip = zip;
        About = about;
    }

    public PackageManifest About { get; }

    public static async Task<PackageReader> OpenAsync(Stream content, CancellationToken ct)
    {
        var zip = OpenZip(content);
        try
        {
            return new PackageReader(zip, await AboutAsync(zip, ct));
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    public async IAsyncEnumerable<MovedRow> Rows(string table, [EnumeratorCancellation] CancellationToken ct)
    {
        if (About.Tables.FirstOrDefault(t => t.Name == table) is not { } told)
            yield break;

        var count = 0L;
        await using var part = await PartAsync($"{table}.csv", ct);
        using var csv = new CsvReader(part, new SheetReading(), Limits);
        if (await NextAsync(csv, ct) is not { } headings)
            throw Damaged();
        var columns = headings.Cells.Select((cell, at) => (cell.Text, at)).ToDictionary(c => c.Text, c => c.at, StringComparer.Ordinal);
        while (await NextAsync(csv, ct) is { } row)
        {
            count++;
            yield return new MovedRow(table, row.Number, columns, [.. row.Cells.Select(c => c.Text)]);
        }

        if (count != told.Rows)
            throw Damaged();
    }

    public async Task<Stream> OpenAsync(string path, CancellationToken ct) => About.Files.Contains(path) ? await PartAsync(path, ct) : throw Damaged();

    public void Dispose() => _zip.Dispose();

    private static ZipArchive OpenZip(Stream content)
    {
        try
        {
            return new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException)
        {
            throw NotOurs();
        }
    }

    private static async Task<PackageManifest> AboutAsync(ZipArchive zip, CancellationToken ct)
    {
        if (zip.GetEntry(PackageManifest.Path) is not { Length: < LargestManifest } entry)
            throw NotOurs();
        try
        {
            await using var part = await entry.OpenAsync(ct);
            var about = await JsonSerializer.DeserializeAsync<PackageManifest>(part, JsonSerializerOptions.Web, ct);
            return about?.Format != PackageManifest.FormatName ? throw NotOurs()
                : about.Version > PackageManifest.FormatVersion ? throw new BusinessRuleException("This file was written by a newer version of InventorySync. Update this shop first.")
                : about;
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException)
        {
            throw NotOurs();
        }
    }

    private async Task<Stream> PartAsync(string path, CancellationToken ct)
    {
        try
        {
            return _zip.GetEntry(path) is { } part ? await part.OpenAsync(ct) : throw Damaged();
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    private static async Task<SheetRow?> NextAsync(CsvReader csv, CancellationToken ct)
    {
        try
        {
            return await csv.NextAsync(ct);
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    private static BusinessRuleException NotOurs() => new("This is not the export of a whole shop. Choose the .zip that was made under “Move the shop”.");

    private static BusinessRuleException Damaged() => new("The file is damaged or was changed: not everything that it tells of is in it. Export the shop again.");
}
