using System.Security.Cryptography;
using System.Text;
using InventorySync.Data;
using InventorySync.Data.Files;
using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventorySync.Tests.Files;

public sealed class ShopFilesTests : IAsyncLifetime
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1a\n"u8, .. RandomNumberGenerator.GetBytes(20_000)];

    private readonly TestShop _shop = new();
    private CurrentActor _actor = null!;
    private DiskFileStore _store = null!;
    private ShopFiles _files = null!;
    private FileUpkeep _upkeep = null!;

    private string Folder => _shop.Get<DataFolder>().Files;

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        _actor = _shop.Get<CurrentActor>();
        _store = new DiskFileStore(_shop.Get<DataFolder>(), _shop.Clock);
        var dbs = _shop.Get<IDbContextFactory<InventoryDb>>();
        FilePurpose[] purposes =
        [
            new("pictures", Permissions.SettingsEdit, ReadPermission: null, 100_000, FileKind.Pictures),
            new("exports", UploadPermission: null, Permissions.AuditView, 1_000_000, FileKind.Csv, FileKind.Excel),
        ];
        _files = new ShopFiles(dbs, _store, purposes, _actor, _shop.Clock);
        _upkeep = new FileUpkeep(dbs, _store, _shop.Clock, NullLogger<FileUpkeep>.Instance);
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_file_comes_back_as_it_was_given()
    {
        var stored = await _files.StoreAsync("pictures", Given("shop.png", Png));

        await using var sent = await _files.OpenAsync(stored.PublicId);
        Assert.Equal(Png, await BytesAsync(sent.Content));
        Assert.Equal(("shop.png", "image/png", Png.Length), (sent.File.Name, sent.File.ContentType, sent.File.Size));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Png)), sent.File.Sha256);
        Assert.Equal("Olivia Owner", sent.File.StoredBy);
    }

    [Fact]
    public async Task The_same_content_lies_on_the_disk_once()
    {
        await _files.StoreAsync("pictures", Given("one.png", Png));
        await _files.StoreAsync("pictures", Given("two.png", Png));

        Assert.Single(Contents());
    }

    [Theory]
    [InlineData("page.png", "<html><script>alert(1)</script></html>")]
    [InlineData("program.exe", "MZ\u0090\0\u0003")]
    [InlineData("picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")]
    public async Task A_file_that_is_not_what_its_place_takes_is_refused_whatever_its_name_says(string name, string content)
    {
        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => _files.StoreAsync("pictures", Given(name, Encoding.Latin1.GetBytes(content))));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.Contains("PNG, JPEG, GIF, WebP", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Contents());
    }

    [Fact]
    public async Task A_picture_with_a_name_of_another_kind_is_refused() =>
        await Assert.ThrowsAsync<BusinessRuleException>(() => _files.StoreAsync("pictures", Given("picture.html", Png)));

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_and_leaves_nothing_behind()
    {
        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => _files.StoreAsync("pictures", Given("big.png", [.. Png, .. new byte[100_000]])));

        Assert.Contains("97 kB at most", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_empty_file_is_refused() =>
        await Assert.ThrowsAsync<BusinessRuleException>(() => _files.StoreAsync("exports", Given("none.csv", [])));

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<IOException>(() => _files.StoreAsync("pictures", new FileToStore("half.png", new BreakingStream(Png))));

        Assert.Empty(Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories));
        await using var db = _shop.Db();
        Assert.Empty(await db.Files.ToListAsync());
    }

    [Theory]
    [InlineData(@"C:\Users\mia\prices.csv", "prices.csv")]
    [InlineData("../../etc/prices.csv", "prices.csv")]
    [InlineData("pri\r\nces\"<x>.csv", "pricesx.csv")]
    public async Task A_name_is_only_a_name(string given, string kept) =>
        Assert.Equal(kept, (await _files.StoreAsync("exports", Given(given, "a;b\n1;2\n"u8.ToArray()))).Name);

    [Fact]
    public async Task Who_lacks_the_permission_neither_gives_nor_reads()
    {
        var stored = await _files.StoreAsync("exports", Given("audit.csv", "when;who\n"u8.ToArray()));
        _actor.Actor = new Actor(ActorKind.Person, "Viewer") { Permissions = BuiltInRoles.All[BuiltInRoles.Viewer] };

        await Assert.ThrowsAsync<ForbiddenException>(() => _files.OpenAsync(stored.PublicId));
        await Assert.ThrowsAsync<ForbiddenException>(() => _files.StoreAsync("pictures", Given("shop.png", Png)));
    }

    [Fact]
    public async Task A_removed_file_is_gone_at_once_and_its_content_a_day_later()
    {
        var stored = await _files.StoreAsync("pictures", Given("shop.png", Png));
        await _files.RemoveAsync(stored.PublicId);

        await Assert.ThrowsAsync<NotFoundException>(() => _files.OpenAsync(stored.PublicId));
        Assert.Equal(0, await _upkeep.TidyAsync());
        _shop.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(1, await _upkeep.TidyAsync());
        Assert.Empty(Contents());
    }

    [Fact]
    public async Task A_content_that_another_file_still_has_stays()
    {
        var one = await _files.StoreAsync("pictures", Given("one.png", Png));
        var two = await _files.StoreAsync("pictures", Given("two.png", Png));
        await _files.RemoveAsync(one.PublicId);
        _shop.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(0, await _upkeep.TidyAsync());

        await using var sent = await _files.OpenAsync(two.PublicId);
        Assert.Equal(Png, await BytesAsync(sent.Content));
    }

    [Fact]
    public async Task A_content_whose_row_was_never_saved_is_cleared_away()
    {
        await _files.TakeInAsync("pictures", Given("crash.png", Png));
        _shop.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(1, await _upkeep.TidyAsync());
    }

    [Fact]
    public async Task A_content_that_is_given_again_while_it_is_cleared_away_stays()
    {
        var stored = await _files.TakeInAsync("pictures", Given("slow.png", Png));
        var before = _shop.Clock.GetUtcNow().AddHours(1);
        _shop.Clock.Advance(TimeSpan.FromDays(2));
        await _files.StoreAsync("pictures", Given("again.png", Png));

        Assert.False(await _store.RemoveAsync(stored.Sha256, unlessPutAfter: before));

        Assert.Single(Contents());
    }

    [Fact]
    public async Task An_expired_file_is_not_handed_out_and_goes_by_itself()
    {
        var export = await _files.StoreAsync("exports", Given("once.csv", "a;b\n"u8.ToArray()) with { ExpiresAt = _shop.Clock.GetUtcNow().AddHours(2) });
        _shop.Clock.Advance(TimeSpan.FromHours(3));

        await Assert.ThrowsAsync<NotFoundException>(() => _files.OpenAsync(export.PublicId));
        await _upkeep.TidyAsync();

        await using var db = _shop.Db();
        Assert.Empty(await db.Files.ToListAsync());
    }

    [Fact]
    public async Task The_check_finds_contents_that_are_missing_cut_short_or_changed()
    {
        var whole = await _files.StoreAsync("exports", Given("whole.csv", "1;1\n"u8.ToArray()));
        var missing = await _files.StoreAsync("exports", Given("missing.csv", "2;2\n"u8.ToArray()));
        var shorter = await _files.StoreAsync("exports", Given("short.csv", "3;3\n"u8.ToArray()));
        var changed = await _files.StoreAsync("exports", Given("changed.csv", "4;4\n"u8.ToArray()));
        File.Delete(PlaceOf(missing));
        await File.WriteAllTextAsync(PlaceOf(shorter), "3");
        await File.WriteAllTextAsync(PlaceOf(changed), "5;5\n");

        var broken = await _upkeep.FindBrokenAsync(readContents: true);

        Assert.Equal(
            [("missing.csv", "its content is missing"), ("short.csv", "its content has another length"), ("changed.csv", "its content was changed")],
            broken.Select(b => (b.Name, b.Reason)));
        Assert.DoesNotContain(broken, b => b.PublicId == whole.PublicId);
        var told = await Assert.ThrowsAsync<NotFoundException>(() => _files.OpenAsync(missing.PublicId));
        Assert.Contains("Restore the files from a backup", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_this_user_may_read_the_folder()
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    private static FileToStore Given(string name, byte[] content) => new(name, new MemoryStream(content));

    private static async Task<byte[]> BytesAsync(Stream stream)
    {
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory);
        return memory.ToArray();
    }

    private string PlaceOf(StoredFile file) => Path.Combine(Folder, file.Sha256[..2], file.Sha256);

    private IEnumerable<string> Contents() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f).Length == 64);

    /// <summary>A connection that is lost after the first part.</summary>
    private sealed class BreakingStream(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= 8192 ? throw new IOException("The connection was lost.") : base.ReadAsync(buffer[..Math.Min(buffer.Length, 4096)], cancellationToken);
    }
}
