using InventorySync.Data;
using InventorySync.Data.Backup;
using Npgsql;

namespace InventorySync.Tests.Backup;

public sealed class BackupTests : IAsyncLifetime
{
    private BackedUpShop _shop = null!;
    private BackedUpShop _other = null!;

    public async Task InitializeAsync() => (_shop, _other) = (await BackedUpShop.NewAsync(), await BackedUpShop.NewAsync());

    public async Task DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task A_restored_backup_is_the_same_shop_in_every_table_row_for_row_and_byte_for_byte()
    {
        var filled = await FilledShop.FillAsync(_shop.ConnectionString, rows: 250);
        Assert.True(filled >= 10, $"only {filled} tables took rows");
        await _shop.AskAsync("SELECT setval('keys', 987654)");
        _shop.WriteUpload("ab/cd.jpg", "a picture");
        var before = await _shop.PictureAsync();
        await FilledShop.FillAsync(_other.ConnectionString, rows: 3); // what is restored over must not shine through
        _other.WriteUpload("old.jpg", "of the shop before");

        await _shop.Backups.MakeAsync(_shop.File);
        await _other.Restoring.RestoreAsync(_shop.File, null);

        Assert.Equal(before, await _other.PictureAsync());
        Assert.Equal("a picture", _other.ReadUpload("ab/cd.jpg"));
        Assert.Null(_other.ReadUpload("old.jpg"));
    }

    [Fact]
    public async Task After_a_restore_the_books_still_refuse_to_be_changed()
    {
        await FilledShop.FillAsync(_shop.ConnectionString, rows: 2);
        await _shop.Backups.MakeAsync(_shop.File);
        await _other.Restoring.RestoreAsync(_shop.File, null);

        await Assert.ThrowsAsync<PostgresException>(() => _other.AskAsync("UPDATE audit SET action = 'nothing happened'"));
        await Assert.ThrowsAsync<PostgresException>(() => _other.AskAsync("TRUNCATE audit"));
    }

    [Fact]
    public async Task A_backup_shows_the_shop_at_one_moment_even_when_it_is_used_meanwhile()
    {
        await FilledShop.FillAsync(_shop.ConnectionString, rows: 20);
        var before = await _shop.PictureAsync();
        var once = 1;
        var busy = new Progress(_ =>
        {
            if (Interlocked.Exchange(ref once, 0) == 1)
                Execute("DELETE FROM person_locations; INSERT INTO roles (id, built_in, permissions) VALUES (999999, false, '{}')");
        });

        await _shop.Backups.MakeAsync(_shop.File, busy);
        await _other.Restoring.RestoreAsync(_shop.File, null);

        var restored = await _other.PictureAsync();
        Assert.Equal(0, once);
        Assert.Equal(before["person_locations"], restored["person_locations"]);
        Assert.Equal(before["roles"], restored["roles"]);
    }

    [Fact]
    public async Task The_plan_of_another_versions_scheduler_is_left_out_and_everything_else_comes_back()
    {
        await _shop.AskAsync("ALTER TABLE qrtz_locks ADD COLUMN of_another_version int");
        await FilledShop.FillAsync(_shop.ConnectionString, rows: 5);
        await _shop.Backups.MakeAsync(_shop.File);

        await _other.Restoring.RestoreAsync(_shop.File, null);

        Assert.Equal((await _shop.PictureAsync())["roles"], (await _other.PictureAsync())["roles"]);
        Assert.Equal(0L, await _other.AskAsync("SELECT count(*) FROM qrtz_locks"));
    }

    [Fact]
    public async Task A_table_that_this_version_does_not_have_stops_the_restore()
    {
        await _shop.AskAsync("CREATE TABLE of_another_version (id int)");
        await _shop.Backups.MakeAsync(_shop.File);

        var problem = await Assert.ThrowsAsync<StartProblemException>(() => _other.Restoring.RestoreAsync(_shop.File, null));

        Assert.Contains("public.of_another_version", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shop_as_it_was_before_a_restore_is_kept_beside_it()
    {
        await _shop.Backups.MakeAsync(_shop.File);
        await _shop.AskAsync("INSERT INTO roles (id, name, built_in, permissions) VALUES (999998, 'made after the backup', false, '{}')");
        _shop.WriteUpload("late.txt", "made after the backup");

        await _shop.Restoring.RestoreAsync(_shop.File, null);

        Assert.Equal(0L, await _shop.AskAsync("SELECT count(*) FROM roles WHERE name = 'made after the backup'"));
        var aside = new NpgsqlConnectionStringBuilder(_shop.ConnectionString) { Database = _shop.Name + Restoring.AsideSuffix }.ConnectionString;
        Assert.Contains("made after the backup", (await FilledShop.PictureAsync(aside))["roles"], StringComparison.Ordinal);
        Assert.Equal("made after the backup", await File.ReadAllTextAsync(Path.Combine(_shop.Folders.All[0].Path + ".before-restore", "late.txt")));
    }

    [Fact]
    public async Task A_backup_is_closed_to_other_users_of_the_machine()
    {
        var made = await _shop.Backups.RunAsync(new BackupSettings(), TimeZoneInfo.Utc);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(made.Path));
    }

    [Fact]
    public async Task A_proof_restores_the_backup_beside_the_shop_and_leaves_nothing_behind()
    {
        await FilledShop.FillAsync(_shop.ConnectionString, rows: 30);
        var before = await _shop.PictureAsync();
        var made = await _shop.Backups.RunAsync(new BackupSettings(), TimeZoneInfo.Utc);
        Assert.Null(made.Proof);

        var proof = await _shop.Backups.ProveAsync(made.Path);

        Assert.True(proof.Succeeded, proof.Message);
        Assert.Equal(_shop.Clock.GetUtcNow(), proof.ProvedAt);
        Assert.Equal(proof, (await _shop.Backups.FindAsync(made.Name))!.Proof);
        Assert.Equal("", await _shop.DatabasesBesideAsync());
        Assert.Equal(before, await _shop.PictureAsync());
    }

    [Fact]
    public async Task Nightly_backups_keep_as_many_as_wanted()
    {
        for (var day = 0; day < 5; day++)
        {
            await _shop.Backups.RunAsync(new BackupSettings { KeepDays = 3, KeepWeeks = 0, KeepMonths = 0 }, TimeZoneInfo.Utc);
            _shop.Clock.Advance(TimeSpan.FromDays(1));
        }
        await File.WriteAllTextAsync(Path.Combine(_shop.Folders.Backups, "somebody-elses.zip"), "not ours");

        var kept = await _shop.Backups.ListAsync();

        Assert.Equal(3, kept.Count(b => b.Damage is null));
        Assert.Contains(kept, b => b.Name == "somebody-elses.zip" && b.Damage!.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_backup_is_copied_to_the_second_place_and_tidied_there_too()
    {
        var second = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_shop.File)!, "stick")).FullName;
        var settings = new BackupSettings { KeepDays = 2, KeepWeeks = 0, KeepMonths = 0, SecondFolder = second };
        for (var day = 0; day < 4; day++)
        {
            await _shop.Backups.RunAsync(settings, TimeZoneInfo.Utc);
            _shop.Clock.Advance(TimeSpan.FromDays(1));
        }

        var copies = Directory.GetFiles(second).Order().ToList();

        Assert.Equal((await _shop.Backups.ListAsync()).Select(b => b.Name).Order(), copies.Select(Path.GetFileName));
        Assert.Equal(2, copies.Count);
        await using var copy = await BackupFile.OpenAsync(copies[0]);
        await copy.VerifyAsync(null, CancellationToken.None);
    }

    [Fact]
    public async Task A_second_place_that_is_not_connected_is_said_and_not_made_up()
    {
        var stick = Path.Combine(Path.GetDirectoryName(_shop.File)!, "not-connected");

        var problem = await Assert.ThrowsAsync<StartProblemException>(() => _shop.Backups.RunAsync(new BackupSettings { SecondFolder = stick }, TimeZoneInfo.Utc));

        Assert.Contains("could not be copied to the second folder", problem.Problem, StringComparison.Ordinal);
        Assert.False(Directory.Exists(stick));
        Assert.Single(await _shop.Backups.ListAsync());
    }

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(_shop.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private sealed class Progress(Action<BackupStep> report) : IProgress<BackupStep>
    {
        public void Report(BackupStep value) => report(value);
    }
}
