using System.Diagnostics;

namespace InventorySync.Web.Operation;

/// <summary>Hears the lines of one category and takes the secrets out: from the sentence, its values, its scopes and its exception.</summary>
internal sealed class ShopLogger(string category, ShopLogs logs) : ILogger
{
    private const string Sentence = "{OriginalFormat}";
    private const int ShortestSecret = 4;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        logs.Scopes?.Push(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;

        var message = formatter(state, exception);
        var values = new List<KeyValuePair<string, string>>();
        Collect(state, values, ref message);
        logs.Scopes?.ForEachScope((scope, found) => CollectScope(scope, found), values);
        logs.Take(logLevel, category, Secrets.Hide(message), exception, Activity.Current?.TraceId.ToString(), values);
    }

    private static void Collect(object? state, List<KeyValuePair<string, string>> values, ref string message)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> pairs)
            return;

        foreach (var (name, value) in pairs)
        {
            var text = value?.ToString() ?? "";
            if (name == Sentence)
                continue;

            if (Secrets.IsSecretName(name))
            {
                // named as a secret, so it is one, and it stands in the sentence too
                if (text.Length >= ShortestSecret)
                    message = message.Replace(text, Secrets.Hidden, StringComparison.Ordinal);
                text = Secrets.Hidden;
            }

            values.Add(new KeyValuePair<string, string>(name, Secrets.Hide(text)));
        }
    }

    private static void CollectScope(object? scope, List<KeyValuePair<string, string>> values)
    {
        var unused = "";
        if (scope is IEnumerable<KeyValuePair<string, object?>>)
            Collect(scope, values, ref unused);
        else if (scope is not null)
            values.Add(new KeyValuePair<string, string>("scope", Secrets.Hide(scope.ToString() ?? "")));
    }
}
