using System.Globalization;
using System.Text;
using InventorySync.Data;

namespace InventorySync.Web.Operation;

/// <summary>A file a day of JSON lines in the data folder, for its owner's eyes only; old ones go by themselves. A disk that is full loses lines, never the shop.</summary>
internal sealed class LogFiles(DataFolder folder, LogSettings settings, TimeProvider clock) : IDisposable
{
    private const string Prefix = "inventorysync-";
    private const string Extension = ".jsonl";
    private const int FilesKeptBySize = 10;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly long _maxBytes = settings.MaxFileMegabytes * 1024L * 1024;
    private StreamWriter? _file;
    private DateOnly _day;
    private bool _broken;

    public void Write(LogLine line)
    {
        try
        {
            FileFor(DateOnly.FromDateTime(line.At.UtcDateTime)).WriteLine(line.Json());
            _broken = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StartProblemException)
        {
            Complain(failure);
        }
    }

    public void Flush()
    {
        try
        {
            _file?.Flush();
        }
        catch (IOException failure)
        {
            Complain(failure);
        }
    }

    public void Dispose() => Close();

    private StreamWriter FileFor(DateOnly day)
    {
        if (_file is not null && day == _day && _file.BaseStream.Length < _maxBytes)
            return _file;

        Close();
        _day = day;
        _file = Open(day);
        RemoveOld();
        return _file;
    }

    private StreamWriter Open(DateOnly day)
    {
        for (var part = 1; ; part++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{day:yyyy-MM-dd}{(part == 1 ? "" : $".{part}")}{Extension}");
            var path = Path.Combine(folder.Logs, name);
            if (File.Exists(path) && new FileInfo(path).Length >= _maxBytes)
                continue;

            // several nodes may share the folder: each appends its lines whole
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            return new StreamWriter(path, Encoding.UTF8, options);
        }
    }

    private void RemoveOld()
    {
        var files = new DirectoryInfo(folder.Logs).EnumerateFiles($"{Prefix}*{Extension}").OrderByDescending(f => f.LastWriteTimeUtc).ToList();
        var before = clock.GetUtcNow().AddDays(-settings.KeepDays).UtcDateTime;
        long kept = 0;
        foreach (var file in files)
        {
            kept += file.Length;
            if (file.LastWriteTimeUtc < before || kept > _maxBytes * FilesKeptBySize)
                file.Delete();
        }
    }

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException failure)
        {
            Complain(failure);
        }

        _file = null;
    }

    private void Complain(Exception failure)
    {
        if (!_broken)
            Console.Error.WriteLine($"Log files cannot be written: {failure.Message} Log lines are lost until that is mended.");
        _broken = true;
    }
}
