using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InventorySync.Web.Operation;

/// <summary>One line of the log, with nothing secret in it any more.</summary>
internal sealed record LogLine(DateTimeOffset At, LogLevel Level, string Category, string Message, string? Exception, string? Trace, IReadOnlyList<KeyValuePair<string, string>> Values)
{
    private const int ShownOfTrace = 8;

    /// <summary>As people read it.</summary>
    public string Text()
    {
        var text = new StringBuilder(Message.Length + 80);
        text.Append(At.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)).Append(' ').Append(Word).Append(' ').Append(Message);
        if (Level >= LogLevel.Warning)
        {
            text.Append("  [").Append(Category);
            if (Trace is not null)
                text.Append(' ').Append(Trace.AsSpan(0, Math.Min(ShownOfTrace, Trace.Length)));
            text.Append(']');
        }

        if (Exception is not null)
            text.AppendLine().Append(Exception);
        return text.ToString();
    }

    /// <summary>As programs read it.</summary>
    public string Json()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("at", At.ToUniversalTime());
            json.WriteString("level", Level.ToString().ToLowerInvariant());
            json.WriteString("category", Category);
            json.WriteString("message", Message);
            if (Trace is not null)
                json.WriteString("trace", Trace);
            if (Exception is not null)
                json.WriteString("exception", Exception);
            if (Values.Count > 0)
                WriteValues(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private string Word => Level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "WARN ",
        _ => "ERROR",
    };

    private void WriteValues(Utf8JsonWriter json)
    {
        json.WriteStartObject("values");
        foreach (var (name, value) in Values.DistinctBy(v => v.Key))
            json.WriteString(name, value);
        json.WriteEndObject();
    }
}
