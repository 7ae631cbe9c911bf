using InventorySync.Data;
using InventorySync.Web.Commands;

namespace InventorySync.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_a_command_the_shop_is_started_with_the_given_settings()
    {
        var line = CommandLine.Parse(["--urls", "http://localhost:5081", "--Database:Provider=PostgreSql", "--Demo", "true"]);

        Assert.Equal(AppCommand.Run, line.Command);
        Assert.Equal(["--urls=http://localhost:5081", "--Database:Provider=PostgreSql", "--Demo=true"], line.Settings);
    }

    [Theory]
    [InlineData(AppCommand.Backup, "shop.zip", "--backup", "shop.zip")]
    [InlineData(AppCommand.Backup, "shop.zip", "--backup=shop.zip")]
    [InlineData(AppCommand.Backup, null, "--backup", "--DataFolder=x")]
    [InlineData(AppCommand.Backup, null, "--backup")]
    [InlineData(AppCommand.Restore, "shop.zip", "--DataFolder=x", "--restore", "shop.zip")]
    [InlineData(AppCommand.PasswordLink, "olivia@shop.test", "--password-link", "olivia@shop.test")]
    [InlineData(AppCommand.Check, null, "--check")]
    [InlineData(AppCommand.Migrate, null, "--MIGRATE")]
    [InlineData(AppCommand.Help, null, "-h")]
    public void A_command_takes_its_file(AppCommand command, string? file, params string[] arguments)
    {
        var line = CommandLine.Parse(arguments);

        Assert.Equal((command, file), (line.Command, line.Argument));
    }

    [Theory]
    [InlineData("--restore")]
    [InlineData("--password-link")]
    [InlineData("--backup", "--check")]
    [InlineData("--chekc")]
    [InlineData("check")]
    [InlineData("--urls")]
    public void What_cannot_be_understood_is_refused_with_the_way_to_the_help(params string[] arguments) =>
        Assert.Contains("--help", Assert.Throws<StartProblemException>(() => CommandLine.Parse(arguments)).Remedy, StringComparison.Ordinal);
}
