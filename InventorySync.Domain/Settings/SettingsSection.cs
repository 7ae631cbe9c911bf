using InventorySync.Domain.Access;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Settings;

/// <summary>A record of settings that a capability keeps: under which name it is stored and how the settings page calls it.</summary>
public sealed record SettingsSection(string Name, Type Type, string Title, string Summary)
{
    /// <summary>A symbol of the icon font.</summary>
    public string Icon { get; init; } = "tune";

    public int Order { get; init; } = 100;

    /// <summary>Who may see and change it on the settings page.</summary>
    public string Permission { get; init; } = Permissions.SettingsEdit;

    /// <summary>How the saved values are tried, where that can be done.</summary>
    public SettingsTrial? Trial { get; init; }
}

/// <summary>A button of a settings page that tries what is saved and says how it went.</summary>
public sealed record SettingsTrial(string Action, Func<IServiceProvider, CancellationToken, Task<Sentence>> TryAsync);

public static class SettingsSections
{
    /// <summary>Adds a section. The record has a constructor without arguments, whose values hold until the shop chooses its own.</summary>
    public static IServiceCollection AddSettings<TSettings>(this IServiceCollection services, string name, string title, string summary, string icon = "tune", int order = 100, string permission = Permissions.SettingsEdit, SettingsTrial? trial = null)
        where TSettings : class, new() =>
        services.AddSingleton(new SettingsSection(name, typeof(TSettings), title, summary) { Icon = icon, Order = order, Permission = permission, Trial = trial });
}
