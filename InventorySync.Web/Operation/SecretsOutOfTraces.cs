using System.Diagnostics;
using OpenTelemetry;

namespace InventorySync.Web.Operation;

/// <summary>What leaves by traces is as free of secrets as the logs.</summary>
internal sealed class SecretsOutOfTraces : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        foreach (var (name, value) in data.TagObjects.ToList())
        {
            if (value is not string text)
                continue;

            var shown = name == "url.query" || Secrets.IsSecretName(name) ? Secrets.Hidden : Secrets.Hide(text);
            if (shown != text)
                data.SetTag(name, shown);
        }

        data.DisplayName = Secrets.Hide(data.DisplayName);
        if (data.StatusDescription is { } description)
            data.SetStatus(data.Status, Secrets.Hide(description));
    }
}
