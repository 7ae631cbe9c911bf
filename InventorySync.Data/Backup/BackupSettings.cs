using System.ComponentModel.DataAnnotations;
using System.Globalization;
using InventorySync.Domain.Settings;

namespace InventorySync.Data.Backup;

public enum ProofRhythm
{
    EveryNight,
    OnceAWeek,
    Never,
}

/// <summary>When the shop backs itself up, what it keeps, and where a second copy goes.</summary>
public sealed record BackupSettings
{
    public const string Section = "backups";

    [Display(Name = "Back up every night", Description = "When the program is off at that time, it does so soon after it starts.", GroupName = "Every night")]
    public bool Nightly { get; init; } = true;

    [Display(Name = "At", Description = "By the shop's clock, in quiet hours.", GroupName = "Every night")]
    [Required(ErrorMessage = "Choose a time from the list.")]
    [QuarterHour]
    public string At { get; init; } = "02:45";

    [Display(Name = "Prove the backup", Description = "It is restored beside the shop, every row is compared, and the trial is thrown away.", GroupName = "Every night")]
    public ProofRhythm Prove { get; init; } = ProofRhythm.EveryNight;

    [Display(Name = "Days", Description = "The last backup of each of so many days is kept.", GroupName = "What is kept")]
    [Range(1, 366, ErrorMessage = "Keep between 1 and 366 days.")]
    public int KeepDays { get; init; } = 14;

    [Display(Name = "Weeks", Description = "The last one of each of so many weeks.", GroupName = "What is kept")]
    [Range(0, 260, ErrorMessage = "Keep between 0 and 260 weeks.")]
    public int KeepWeeks { get; init; } = 8;

    [Display(Name = "Months", Description = "The last one of each of so many months.", GroupName = "What is kept")]
    [Range(0, 120, ErrorMessage = "Keep between 0 and 120 months.")]
    public int KeepMonths { get; init; } = 12;

    [Display(Name = "Copy to a second folder", Description = "With its whole path: another disk, a stick, a network drive. A backup beside the shop does not survive the loss of the machine. Empty for no copy.", GroupName = "A second place")]
    [WholePath]
    [StringLength(400, ErrorMessage = "The path is too long: 400 characters at most.")]
    public string SecondFolder { get; init; } = "";

    public Retention Retention => new(KeepDays, KeepWeeks, KeepMonths);

    public TimeOnly Time => TimeOnly.ParseExact(At, "HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>A time of the day, at a quarter of an hour.</summary>
public sealed class QuarterHourAttribute : ChoiceAttribute
{
    public QuarterHourAttribute() => ErrorMessage = "Choose a time from the list.";

    public override IEnumerable<(string Value, string Title)> Choices(DateTimeOffset at) =>
        Enumerable.Range(0, 96).Select(i => TimeOnly.MinValue.AddMinutes(i * 15)).Select(t => (t.ToString("HH:mm", CultureInfo.InvariantCulture), t.ToString("t", CultureInfo.CurrentCulture)));

    protected override bool Exists(string value) => TimeOnly.TryParseExact(value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Minute % 15 == 0;
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class WholePathAttribute : ValidationAttribute
{
    public WholePathAttribute() => ErrorMessage = "Enter the whole path of the folder, from the root or the drive on.";

    public override bool IsValid(object? value) => value is null or "" || (value is string path && Path.IsPathFullyQualified(path));
}
