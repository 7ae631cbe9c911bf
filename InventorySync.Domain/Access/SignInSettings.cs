using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Access;

/// <summary>How long people stay signed in.</summary>
public sealed record SignInSettings
{
    [Display(Name = "Own devices stay signed in", Description = "For those who ticked that this is their own device. Afterwards they sign in again.", GroupName = "Staying signed in")]
    [Range(1, 365, ErrorMessage = "Choose between 1 and 365 days.")]
    [Unit("days")]
    public int KeepSignedInDays { get; init; } = 30;

    [Display(Name = "Other devices are signed out after", Description = "Without use, such as the tablet of the warehouse or a borrowed machine.", GroupName = "Staying signed in")]
    [Range(1, 168, ErrorMessage = "Choose between 1 and 168 hours.")]
    [Unit("hours")]
    public int IdleHours { get; init; } = 12;
}
