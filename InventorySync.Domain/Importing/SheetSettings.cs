using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Importing;

/// <summary>What a file may be that somebody brings. A file beyond it is refused before it can fill the shop's machine.</summary>
public sealed record SheetSettings
{
    public const string Section = "sheets";

    [Display(Name = "Largest file", Description = "A million products take about 200 MB as CSV and 60 MB as Excel.", GroupName = "Size")]
    [Unit("MB")]
    [Range(1, 20_000, ErrorMessage = "Enter a size from 1 to 20,000 MB.")]
    public int LargestFile { get; init; } = 500;

    [Display(Name = "Largest workbook when unpacked", Description = "Excel files are packed; this is what their content may take.", GroupName = "Size")]
    [Unit("MB")]
    [Range(1, 100_000, ErrorMessage = "Enter a size from 1 to 100,000 MB.")]
    public int LargestUnpacked { get; init; } = 4_000;

    [Display(Name = "Packed at most", Description = "How many times larger a workbook may become when it is unpacked. Harmful files become a thousand times larger.", GroupName = "Size")]
    [Unit("times")]
    [Range(10, 1_000, ErrorMessage = "Enter a number from 10 to 1,000.")]
    public int LargestRatio { get; init; } = 300;

    [Display(Name = "Most rows", GroupName = "Table")]
    [Unit("rows")]
    [Range(1, 50_000_000, ErrorMessage = "Enter a number from 1 to 50,000,000.")]
    public int MostRows { get; init; } = 2_000_000;

    [Display(Name = "Most columns", GroupName = "Table")]
    [Unit("columns")]
    [Range(1, 16_384, ErrorMessage = "Enter a number from 1 to 16,384.")]
    public int MostColumns { get; init; } = 500;

    [Display(Name = "Longest cell", Description = "Excel itself keeps 32,767 characters in a cell.", GroupName = "Table")]
    [Unit("characters")]
    [Range(100, 1_000_000, ErrorMessage = "Enter a number from 100 to 1,000,000.")]
    public int LongestCell { get; init; } = 100_000;
}
