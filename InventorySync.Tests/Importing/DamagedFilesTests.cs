using System.IO.Compression;
using System.Text;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;
using InventorySync.Integrations.Documents;

namespace InventorySync.Tests.Importing;

/// <summary>Ten thousand damaged files: each is read, or refused in words. Nothing hangs, crashes or fills the memory.</summary>
[Collection(MeasuresMemory.Name)]
public sealed class DamagedFilesTests
{
    private static readonly SheetSettings Limits = new() { LargestFile = 5, LargestUnpacked = 20, MostRows = 20_000, LongestCell = 20_000 };

    [Theory]
    [InlineData("goods-semicolon-utf8.csv", 2_500)]
    [InlineData("goods-tab-utf16.csv", 2_000)]
    [InlineData("goods.xlsx", 2_000)]
    [InlineData("merged.xlsx", 1_000)]
    public async Task A_file_with_damaged_bytes_is_read_or_refused(string name, int times)
    {
        var whole = await File.ReadAllBytesAsync(Sheets.Sample(name));

        await AllAsync(times, random => Damaged(whole, random));
    }

    [Fact]
    public async Task A_workbook_with_damaged_markup_is_read_or_refused()
    {
        var parts = Parts(await File.ReadAllBytesAsync(Sheets.Sample("goods.xlsx")));

        await AllAsync(2_500, random =>
        {
            var copy = parts.ToList();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var at = random.Next(copy.Count);
                copy[at] = (copy[at].Path, Damaged(copy[at].Content, random));
            }

            if (random.Next(10) == 0)
                copy.RemoveAt(random.Next(copy.Count));
            if (random.Next(10) == 0)
                copy.Add((copy[0].Path, copy[^1].Content));
            return Package(copy);
        });
    }

    [Fact]
    public async Task No_markup_fills_the_memory_before_it_is_looked_at()
    {
        foreach (var rows in new[]
        {
            $"<row r=\"1\"><c t=\"inlineStr\"><is><t>{new string('x', 20_000_000)}</t></is></c></row>",
            $"<row {string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"a{i}=\"\" "))}/>",
            string.Concat(Enumerable.Repeat("<a>", 500_000)),
            string.Concat(Enumerable.Range(0, 500_000).Select(i => $"<a{i}/>")),
        })
        {
            var file = Sheets.Workbook(rows);
            var held = GC.GetTotalMemory(forceFullCollection: true);
            await Sheets.RefusalAsync(file);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - held, long.MinValue, 20_000_000);
        }
    }

    private static async Task AllAsync(int times, Func<Random, byte[]> make)
    {
        var (read, refused) = (0, 0);
        var held = GC.GetTotalMemory(forceFullCollection: true);
        for (var seed = 0; seed < times; seed++)
        {
            var file = make(new Random(seed));
            try
            {
                await ReadAsync(file).WaitAsync(TimeSpan.FromSeconds(20));
                read++;
            }
            catch (BusinessRuleException refusal)
            {
                Assert.False(string.IsNullOrWhiteSpace(refusal.Message));
                refused++;
            }
            catch (Exception crash)
            {
                Assert.Fail($"Seed {seed}: {crash}");
            }
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - held, long.MinValue, 30_000_000);
        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    private static async Task ReadAsync(byte[] file)
    {
        var reader = new SheetReader(Limits);
        var look = await reader.LookAsync(new MemoryStream(file), null);
        var cells = new CellReading(look.Reading);
        await foreach (var row in reader.ReadAsync(new MemoryStream(file), look.Reading))
        {
            Assert.True(row.Number > look.Reading.HeadingRow);
            foreach (var cell in row.Cells)
                _ = (cells.Number(cell), cells.Instant(cell, TimeZoneInfo.Utc), cells.YesNo(cell), cells.Code(cell, 40), cells.Lines(cell, 100));
        }
    }

    private static byte[] Damaged(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var i = random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(bytes.Count - at, random.Next(1, 200));
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Encoding.ASCII.GetBytes(new[] { "\"", "<", "&#0;", "]]>", "\0\0", "999999999999", "-1", "\r" }[random.Next(8)]));
                    break;
            }
        }

        return [.. bytes];
    }

    private static List<(string Path, byte[] Content)> Parts(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return [.. zip.Entries.Select(e =>
        {
            using var part = e.Open();
            using var content = new MemoryStream();
            part.CopyTo(content);
            return (e.FullName, content.ToArray());
        })];
    }

    private static byte[] Package(List<(string Path, byte[] Content)> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in parts)
            {
                using var part = zip.CreateEntry(path, CompressionLevel.NoCompression).Open();
                part.Write(content);
            }
        }

        return file.ToArray();
    }
}
