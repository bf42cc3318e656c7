using System.CommandLine;
using Mainstay.Cli;
using Mainstay.Cli.Commands;

return await CommandLine.RunAsync(args, new RootCommand("Mainstay runs a device maker's after-sales network.")
{
    new DemoCommand(),
    new ServeCommand(),
    new DoctorCommand(),
    new AdminCommand(),
    new BackupCommand(),
    new RestoreCommand(),
    new CheckCommand(),
    new ImportCommand(),
    new ExportCommand(),
    new AnalyseCommand(),
    new PlanCommand(),
    new BenchCommand(),
});
