using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using InventorySync.Data;
using InventorySync.Data.Backup;
using Npgsql;

namespace InventorySync.Tests.Backup;

/// <summary>What is damaged, foreign or in the way is refused before anything is touched.</summary>
public sealed class BackupRefusalTests : IAsyncLifetime
{
    private BackedUpShop _shop = null!;
    private byte[] _whole = [];

    public async Task InitializeAsync()
    {
        _shop = await BackedUpShop.NewAsync();
        await FilledShop.FillAsync(_shop.ConnectionString, rows: 40);
        _shop.WriteUpload("photo.jpg", new string('p', 5000));
        await _shop.Backups.MakeAsync(_shop.File);
        _whole = await File.ReadAllBytesAsync(_shop.File);
    }

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public async Task A_flipped_bit_in_a_table_is_found_and_the_table_is_named()
    {
        var place = await PlaceOfAsync("tables/public.roles.txt");
        await FlipAsync(place);

        var problem = await RefusedAsync();

        Assert.Contains("the table public.roles", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flipped_bit_in_an_upload_is_found_and_the_file_is_named()
    {
        await FlipAsync(await PlaceOfAsync("files/photo.jpg"));

        Assert.Contains("files/photo.jpg", (await RefusedAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_flipped_bit_anywhere_in_the_file_goes_unnoticed_or_leads_to_other_content()
    {
        var noticed = 0;
        const int Tries = 300;
        for (var i = 0; i < Tries; i++)
        {
            await FlipAsync((int)((long)_whole.Length * i / Tries));
            try
            {
                await using var backup = await BackupFile.OpenAsync(_shop.File);
                await backup.VerifyAsync(null, CancellationToken.None);
            }
            catch (StartProblemException)
            {
                noticed++;
            }
        }

        // Only a zip's own decoration (times, attributes) may differ without harm: VerifyAsync has taken the fingerprint of all content then.
        Assert.True(noticed > Tries * 0.7, $"{noticed} of {Tries}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(-1)]
    public async Task A_cut_off_file_is_refused(int length)
    {
        await File.WriteAllBytesAsync(_shop.File, _whole[..(length < 0 ? _whole.Length + length : length)]);

        Assert.Contains("is damaged or not whole", (await RefusedAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_refused()
    {
        File.Delete(_shop.File);

        Assert.Contains($"There is no backup {_shop.File}", (await RefusedAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_a_newer_format_is_refused_with_both_versions()
    {
        await RewriteManifestAsync(text => text.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal).Replace("\"version\": \"", "\"version\": \"9.", StringComparison.Ordinal));

        Assert.Contains("newer version of InventorySync (9.", (await RefusedAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_whose_tables_this_version_does_not_know_is_refused()
    {
        await RewriteManifestAsync(text => System.Text.RegularExpressions.Regex.Replace(text, "\"lastMigration\": \"[^\"]*\"", "\"lastMigration\": \"29990101000000_Future\""));

        Assert.Contains("does not know", (await RefusedAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_names_files_outside_of_its_folder_is_refused()
    {
        await RewriteManifestAsync(text => text.Replace("files/photo.jpg", "files/../../photo.jpg", StringComparison.Ordinal), renamed: ("files/photo.jpg", "files/../../photo.jpg"));

        Assert.Contains("outside of its folder", (await RefusedAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shop_that_is_in_use_is_not_replaced()
    {
        await using var guest = new NpgsqlConnection(_shop.ConnectionString);
        await guest.OpenAsync();

        Assert.Contains("in use (1 connections)", (await RefusedAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_may_not_create_databases_is_told_what_it_needs()
    {
        var login = $"limited_{_shop.Name}";
        await _shop.AskAsync($"CREATE ROLE {login} LOGIN PASSWORD 'limited'");
        await using var limited = _shop.As(login, "limited");

        var problem = await Assert.ThrowsAsync<StartProblemException>(() => limited.Restoring.RestoreAsync(_shop.File, null));

        Assert.Contains("may not create a database", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("CREATEDB", problem.Remedy, StringComparison.Ordinal);
        await _shop.AskAsync($"DROP ROLE {login}");
    }

    [Fact]
    public async Task A_proof_of_a_damaged_backup_fails_with_the_reason()
    {
        await FlipAsync(await PlaceOfAsync("tables/public.people.txt"));

        var proof = await _shop.Backups.ProveAsync(_shop.File);

        Assert.False(proof.Succeeded);
        Assert.Contains("public.people", proof.Message, StringComparison.Ordinal);
        Assert.Equal("", await _shop.DatabasesBesideAsync());
    }

    [Fact]
    public async Task A_backup_to_a_folder_that_cannot_be_written_says_so_and_leaves_nothing_half_made()
    {
        var blocked = Path.Combine(_shop.Folders.Backups, "blocked");
        Directory.CreateDirectory(_shop.Folders.Backups);
        await File.WriteAllTextAsync(blocked, "a file, not a folder");

        var problem = await Assert.ThrowsAsync<StartProblemException>(() => _shop.Backups.MakeAsync(Path.Combine(blocked, "shop.zip")));

        Assert.Contains("could not be written", problem.Problem, StringComparison.Ordinal);
        Assert.Equal([blocked], Directory.GetFileSystemEntries(_shop.Folders.Backups));
    }

    [Fact]
    public async Task A_shop_on_sql_server_is_told_to_use_that_servers_backups()
    {
        await using var database = new InventoryDatabase(DatabaseProvider.SqlServer, "Server=nowhere;Database=shop", []);

        var problem = await Assert.ThrowsAsync<StartProblemException>(() => new Backups(database, _shop.Folders, _shop.Clock).MakeAsync(_shop.File));

        Assert.Contains("BACKUP DATABASE", problem.Remedy, StringComparison.Ordinal);
    }

    private async Task<StartProblemException> RefusedAsync()
    {
        var before = await _shop.PictureAsync();
        var problem = await Assert.ThrowsAsync<StartProblemException>(() => _shop.Restoring.RestoreAsync(_shop.File, null));
        Assert.Equal(before, await _shop.PictureAsync());
        Assert.Equal("", await _shop.DatabasesBesideAsync());
        Assert.Equal(new string('p', 5000), _shop.ReadUpload("photo.jpg"));
        return problem;
    }

    private async Task FlipAsync(int place)
    {
        var damaged = (byte[])_whole.Clone();
        damaged[place] ^= 0x10;
        await File.WriteAllBytesAsync(_shop.File, damaged);
    }

    // The middle of an entry's compressed content: behind its header of 30 bytes and its name.
    private async Task<int> PlaceOfAsync(string entry)
    {
        await using var zip = await ZipFile.OpenReadAsync(_shop.File);
        var header = _whole.AsSpan().IndexOf(Encoding.ASCII.GetBytes(entry));
        return header + entry.Length + (int)(zip.GetEntry(entry)!.CompressedLength / 2);
    }

    private async Task RewriteManifestAsync(Func<string, string> change, (string From, string To)? renamed = null)
    {
        var changed = _shop.File + ".changed";
        await using (var from = await ZipFile.OpenReadAsync(_shop.File))
        await using (var to = await ZipFile.OpenAsync(changed, ZipArchiveMode.Create))
        {
            var manifest = "";
            foreach (var entry in from.Entries)
            {
                using var content = new MemoryStream();
                await using (var source = await entry.OpenAsync())
                    await source.CopyToAsync(content);
                var bytes = content.ToArray();
                if (entry.FullName == "manifest.json")
                    bytes = Encoding.UTF8.GetBytes(manifest = change(Encoding.UTF8.GetString(bytes)));
                if (entry.FullName == "manifest.sha256")
                    bytes = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest))));
                await using var target = await to.CreateEntry(entry.FullName == renamed?.From ? renamed.Value.To : entry.FullName).OpenAsync();
                await target.WriteAsync(bytes);
            }
        }
        File.Move(changed, _shop.File, overwrite: true);
    }
}
