using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Assistant;

/// <summary>The language model that puts figures into words, where the owner wants one.</summary>
public sealed record LanguageModelSettings : IValidatableObject
{
    public const string Section = "languagemodel";

    [Display(Name = "Use a language model", Description = "Off: nothing is sent to anybody. On: “Explain in words” on a forecast sends the figures of that page, and nothing else, to the address below.", GroupName = "Language model")]
    public bool On { get; init; }

    [Display(Name = "Address", Description = "Of a service, or of a model on a machine of your own, such as http://192.168.1.20:11434/v1. Calls go to this address with /chat/completions behind it.", GroupName = "Language model")]
    [StringLength(500, ErrorMessage = "Use at most 500 characters for the address.")]
    public string Address { get; init; } = "";

    [Display(Name = "Model", Description = "Its name, as the service calls it.", GroupName = "Language model")]
    [StringLength(120, ErrorMessage = "Use at most 120 characters for the name.")]
    public string Model { get; init; } = "";

    [Secret]
    [Display(Name = "Key", Description = "Kept encrypted and never shown again. Empty where none is asked for.", GroupName = "Language model")]
    [StringLength(500, ErrorMessage = "Use at most 500 characters for the key.")]
    public string Key { get; init; } = "";

    [Display(Name = "Wait for an answer", Description = "Models on a machine of your own may need longer.", GroupName = "Language model"), Unit("seconds")]
    [Range(5, 180, ErrorMessage = "Enter 5 to 180 seconds.")]
    public int Seconds { get; init; } = 30;

    /// <summary>Where answers are asked for; null when the address is none.</summary>
    public Uri? Endpoint => Uri.TryCreate(Address.Trim().TrimEnd('/') + "/chat/completions", UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0 ? address : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((On || Address.Trim().Length > 0) && Endpoint is null)
            yield return new ValidationResult("Enter the address in full, such as https://models.example.com/v1.", [nameof(Address)]);
        if (On && string.IsNullOrWhiteSpace(Model))
            yield return new ValidationResult("Enter the name of the model.", [nameof(Model)]);
        if ((Model + Key).Any(char.IsControl))
            yield return new ValidationResult("Model and key are one line each.", [nameof(Key)]);
    }
}

/// <summary>Asks the chosen model for one word.</summary>
public sealed class LanguageModelTrial(ShopSettings settings, IChatModel model, CurrentActor actor)
{
    public async Task<Sentence> TryAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.SettingsEdit);
        var chosen = await settings.GetAsync<LanguageModelSettings>();
        if (chosen.Endpoint is null || chosen.Model.Length == 0)
            throw new BusinessRuleException("Enter address and model and save first.");
        await model.AnswerAsync(chosen, "Answer with one word", "Say: ready", ct);
        return new Sentence("“{0}” answers.", chosen.Model);
    }
}

public static class AssistantSetup
{
    public static IServiceCollection AddLanguageModel(this IServiceCollection services) => services
        .AddScoped<LanguageModelTrial>()
        .AddSettings<LanguageModelSettings>(LanguageModelSettings.Section, "Language model", "Puts a forecast's figures into words, if you want that", icon: "chat", order: 42,
            trial: new SettingsTrial("Try it", (p, ct) => p.GetRequiredService<LanguageModelTrial>().TryAsync(ct)));
}
