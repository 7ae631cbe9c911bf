using InventorySync.Data;
using InventorySync.Data.Embedded;
using Npgsql;

namespace InventorySync.Tests.Embedded;

/// <summary>
/// A disk that is really full: a small file system in memory, which only root may mount. Where the tests run without that right,
/// the limit on the size of a file stands in for it; the server meets it in the same places.
/// </summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly EmbeddedFolder _data = new("disk/postgres");
    private readonly string _disk;
    private bool _mounted;

    public FullDiskTests() => _disk = Directory.CreateDirectory(Path.Combine(_data.Home, "disk")).FullName;

    [Fact]
    public async Task A_first_start_on_a_full_disk_says_so_and_succeeds_when_there_is_room()
    {
        await MountAsync(megabytes: 8);

        var problem = await Assert.ThrowsAsync<StartProblemException>(_data.StartAsync);

        Assert.Contains("is full", problem.Problem, StringComparison.Ordinal);
        Assert.Contains(_data.Folder, problem.Problem, StringComparison.Ordinal);
        Assert.Contains("Free at least", problem.Remedy, StringComparison.Ordinal);

        await ResizeAsync(megabytes: 200);
        await using var postgres = await _data.StartAsync();
        Assert.Equal(1, await EmbeddedFolder.AskAsync(postgres, "SELECT 1"));
    }

    [Fact]
    public async Task A_disk_that_fills_up_refuses_the_write_and_keeps_everything_before_it()
    {
        await MountAsync(megabytes: 120);
        await using var postgres = await EmbeddedPostgres.StartAsync(_data.Settings with { Durable = true });
        await EmbeddedFolder.AskAsync(postgres, "CREATE TABLE kept (n int, filling text)");
        await EmbeddedFolder.AskAsync(postgres, "INSERT INTO kept VALUES (42, '')");

        await Assert.ThrowsAnyAsync<NpgsqlException>(async () =>
        {
            for (var i = 0; i < 300; i++)
                await EmbeddedFolder.AskAsync(postgres, "INSERT INTO kept SELECT 0, string_agg(md5(i::text || clock_timestamp()::text), '') FROM generate_series(1, 30000) i");
        });
        await ResizeAsync(megabytes: 400);

        Assert.Equal(1L, await EmbeddedFolder.AskUntilAnsweredAsync(postgres, "SELECT count(*) FROM kept WHERE n = 42"));
        await EmbeddedFolder.AskAsync(postgres, "INSERT INTO kept VALUES (43, '')");
        Assert.Equal(1L, await EmbeddedFolder.AskAsync(postgres, "SELECT count(*) FROM kept WHERE n = 43"));
    }

    [Fact]
    public async Task A_start_on_a_disk_that_is_full_to_the_last_byte_says_so()
    {
        await MountAsync(megabytes: 120);
        await using (await _data.StartAsync()) { }
        await FillAsync();

        var problem = await Assert.ThrowsAsync<StartProblemException>(_data.StartAsync);

        Assert.Contains("is full", problem.Problem, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        await using var filler = File.Create(Path.Combine(_disk, "filler"));
        var block = new byte[4096];
        try
        {
            while (true)
            {
                await filler.WriteAsync(block);
                await filler.FlushAsync();
            }
        }
        catch (IOException full)
        {
            Assert.Contains("No space left", full.Message, StringComparison.Ordinal);
        }
    }

    private async Task MountAsync(int megabytes)
    {
        await EmbeddedPostgresPlacesTests.RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", _disk);
        _mounted = true;
    }

    private Task ResizeAsync(int megabytes) => EmbeddedPostgresPlacesTests.RunAsync("mount", "-o", $"remount,size={megabytes}m", _disk);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_mounted)
            await EmbeddedPostgresPlacesTests.RunAsync("umount", "-l", _disk);
        _data.Dispose();
    }
}
