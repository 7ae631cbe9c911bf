using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Settings;

/// <summary>How long the shop remembers what it did. Stock, money and the audit are kept for ever.</summary>
public sealed record RetentionSettings
{
    [Display(Name = "Runs of jobs", Description = "When each job and each background work ran, and what came of it. The last run of a job is always kept.", GroupName = "What is forgotten, and when")]
    [Range(1, 3650, ErrorMessage = "Choose between 1 and 3650 days.")]
    [Unit("days")]
    public int JobRunsDays { get; init; } = 30;

    [Display(Name = "Runs of frequent jobs", Description = "Of jobs that run many times a day, those that went well.", GroupName = "What is forgotten, and when")]
    [Range(1, 3650, ErrorMessage = "Choose between 1 and 3650 days.")]
    [Unit("days")]
    public int FrequentRunsDays { get; init; } = 3;

    [Display(Name = "Events", Description = "What one part of the shop told the others, once all of them are done with it.", GroupName = "What is forgotten, and when")]
    [Range(1, 3650, ErrorMessage = "Choose between 1 and 3650 days.")]
    [Unit("days")]
    public int EventsDays { get; init; } = 14;

    [Display(Name = "Deliveries of webhooks", Description = "What was sent to other systems and what they answered. They can be sent again as long as they are kept.", GroupName = "What is forgotten, and when")]
    [Range(1, 3650, ErrorMessage = "Choose between 1 and 3650 days.")]
    [Unit("days")]
    public int DeliveriesDays { get; init; } = 30;

    [Display(Name = "Rows of imports", Description = "The files that were imported, and what became of each row. As long as they are kept, an import can be taken back.", GroupName = "What is forgotten, and when")]
    [Range(7, 3650, ErrorMessage = "Choose between 7 and 3650 days.")]
    [Unit("days")]
    public int ImportRowsDays { get; init; } = 180;
}
