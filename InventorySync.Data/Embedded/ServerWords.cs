namespace InventorySync.Data.Embedded;

/// <summary>Says in plain words what the server, or the system around it, complained about, and what helps.</summary>
internal static class ServerWords
{
    private static readonly string[] Empty = ["pg_ctl: could not start server", "Examine the log output", "waiting for server to start", "stopped waiting"];

    public static StartProblemException Explain(string what, string said, string folder, Exception? cause = null)
    {
        var (reason, remedy) = Known(said, folder) ?? ($"The server's last words were: {LastWords(said)}.",
            $"The whole log stands in the folder “log” of {folder}. If the files of the database are damaged, move the folder away and restore your last backup with the command --restore.");
        return new StartProblemException($"{what} {reason}", remedy, cause);
    }

    /// <summary>For failures of our own with the folder, before the server has anything to say.</summary>
    public static StartProblemException ExplainFolder(Exception failure, string folder)
    {
        const string What = "The embedded database cannot use its data folder.";
        return Known(failure.Message, folder) is { } known
            ? new StartProblemException($"{What} {known.Reason}", known.Remedy, failure)
            : new StartProblemException($"{What} {folder}: {failure.Message}", "Choose another folder in the setting DataFolder.", failure);
    }

    private static (string Reason, string Remedy)? Known(string said, string folder)
    {
        bool Says(params string[] words) => words.Any(w => said.Contains(w, StringComparison.OrdinalIgnoreCase));

        if (Says("No space left on device", "not enough space on the disk", "Disk quota exceeded", "File too large") || HasNoRoom(folder))
            return ($"The disk (or the share of it that this user may fill) that holds {folder} is full.", "Free at least 500 MB and start InventorySync again: nothing that was saved is lost.");
        if (Says("Read-only file system"))
            return ($"The disk that holds {folder} is read-only.", "Make it writable (a disk in trouble is often made read-only by the system), or choose another folder in the setting DataFolder.");
        if (Says("Address already in use", "could not create any TCP/IP sockets", "Only one usage of each socket address"))
            return ("Its port is used by another program.", "Stop that program, or set another port in Database:Embedded:Port (0 needs no port).");
        if (Says("Cannot allocate memory", "could not map anonymous shared memory", "could not create shared memory segment"))
            return ("There is not enough free memory on this machine.", "Stop other programs, or lower Database:Embedded:SharedBuffersMegabytes.");
        if (Says("Permission denied", "Access to the path", "Operation not permitted", "has wrong ownership"))
        {
            return ($"The folder {folder} cannot be read and written by the user “{Environment.UserName}”, who started InventorySync ({LastWords(said)}).",
                $"Give the folder to this user (on Linux and macOS: sudo chown -R {Environment.UserName} \"{folder}\"), or choose another one in the setting DataFolder.");
        }
        return null;
    }

    // On a disk full to the last byte the server cannot even write its complaint.
    private static bool HasNoRoom(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace < 1_000_000;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    public static string LastWords(string said)
    {
        var lines = Lines(said).Where(l => !Empty.Any(e => l.StartsWith(e, StringComparison.Ordinal))).ToList();
        return lines.Count == 0 ? "(nothing)" : string.Join(" / ", lines.TakeLast(3)).TrimEnd('.');
    }

    private static string[] Lines(string said) => said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
