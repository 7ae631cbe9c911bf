using System.Text.RegularExpressions;
using InventorySync.Data;
using Microsoft.Extensions.Options;

namespace InventorySync.Web.Commands;

/// <summary>What can be wrong outside of the program when it starts, in words that help. What is not listed here is a fault of the program and keeps its trace.</summary>
internal static partial class StartProblems
{
    public static StartProblemException? Explain(Exception failure) => failure switch
    {
        StartProblemException known => known,
        InvalidDataException when failure.Message.Contains("load configuration", StringComparison.Ordinal) => MalformedFile(failure),
        OptionsValidationException invalid => new StartProblemException($"The settings are not valid: {string.Join(" ", invalid.Failures)}", "Correct them in appsettings.json; docs/engineers explains every setting.", failure),
        InvalidOperationException when Unconverted().Match(failure.Message) is { Success: true } match => WrongValue(match, failure),
        _ => DatabaseProblems.Explain(failure, ""),
    };

    private static StartProblemException MalformedFile(Exception failure)
    {
        var file = QuotedPath().Match(failure.Message) is { Success: true } match ? match.Groups[1].Value : "appsettings.json";
        var reason = failure.GetBaseException().Message;
        var place = Line().Match(reason) is { Success: true } line ? $" in line {int.Parse(line.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) + 1}" : "";
        return new StartProblemException(
            $"The settings file {file} cannot be read: there is a mistake{place} ({Line().Replace(reason, "").Trim().TrimEnd('.')}).",
            "Most often a comma, a quote or a brace is missing there, or one too many. Correct it and start again.", failure);
    }

    private static StartProblemException WrongValue(Match match, Exception failure)
    {
        var (value, setting, type) = (match.Groups["value"].Value, match.Groups["path"].Value, match.Groups["type"].Value);
        return new StartProblemException($"The setting {setting} is “{value}”, which it cannot be.", $"It takes {Wanted(type)}.", failure);
    }

    private static string Wanted(string type) => AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(type)).FirstOrDefault(t => t is not null) is { IsEnum: true } choice
        ? string.Join(" or ", Enum.GetNames(choice))
        : type switch
        {
            "System.Boolean" => "true or false",
            "System.Int32" or "System.Int64" => "a whole number",
            "System.Decimal" or "System.Double" => "a number",
            "System.TimeSpan" => "a time such as 00:02:00",
            _ => "another value; docs/engineers explains every setting",
        };

    [GeneratedRegex("'(?<value>[^']*)' at '(?<path>[^']*)' to type '(?<type>[^']*)'")]
    private static partial Regex Unconverted();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex QuotedPath();

    [GeneratedRegex(@"\s*LineNumber: (\d+) \| BytePositionInLine: \d+\.?")]
    private static partial Regex Line();
}
