using InventorySync.Web;
using InventorySync.Web.Commands;

try
{
    var line = CommandLine.Parse(args);
    if (line.Command != AppCommand.Run)
        return await CommandRunner.RunAsync(line);

    await using var app = await ShopHost.BuildAsync(line.Settings);
    await app.StartAsync();
    await Greeting.WriteAsync(app, Console.Out);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception failure) when (StartProblems.Explain(failure) is { } problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
