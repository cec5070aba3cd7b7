using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Text;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary>The <c>riskmap</c> command: its subcommands, and what wrong usage says.</summary>
public static class RiskMapCommand
{
    /// <summary>Runs a command line.</summary>
    /// <returns>0 done, 1 refused or failed, 2 wrong usage.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (Console.IsOutputRedirected && output == Console.Out) Console.OutputEncoding = new UTF8Encoding(false);
        var language = Language.OfCommandLine(args, Environment.GetEnvironmentVariable("LANG"));
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language == Language.English ? "en" : "zh-Hans");
        var parse = Root(new GlobalOptions(language, Console.Out == output ? Console.Out : output, error)).Parse(args);
        if (parse.Action is null or ParseErrorAction)
            return args.Length == 0 ? SayWhatThereIs(parse, error) : SayWrongUsage(parse, language, error);
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        return await parse.InvokeAsync(configuration);
    }

    static RootCommand Root(GlobalOptions globals)
    {
        var root = new RootCommand(globals.Text("command.riskmap"));
        root.Options.Add(globals.Store);
        root.Options.Add(globals.Lang);
        root.Options.Add(globals.Debug);
        foreach (var option in root.Options.OfType<HelpOption>()) option.Description = globals.Text("option.help");
        foreach (var option in root.Options.OfType<VersionOption>()) option.Description = globals.Text("option.version");
        Command[] commands =
        [
            DemoCommand.Create(globals), ServeCommand.Create(globals), ImportCommand.Create(globals), ExportCommand.Create(globals),
            CopyCommand.Create(globals), BackupCommand.Create(globals), RestoreCommand.Create(globals), RiskCommand.Create(globals), ProcessCommand.Create(globals), CheckCommand.Create(globals), ChangesCommand.Create(globals), HistoryCommand.Create(globals), DiffCommand.Create(globals),
            UndoCommand.Create(globals), PruneCommand.Create(globals), InitCommand.Create(globals), MigrateCommand.Create(globals),
        ];
        foreach (var command in commands) root.Subcommands.Add(command);
        return root;
    }

    static int SayWhatThereIs(ParseResult parse, TextWriter error)
    {
        parse.RootCommandResult.Command.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = error, Error = error });
        return Failures.WrongUsage;
    }

    static int SayWrongUsage(ParseResult parse, string language, TextWriter error)
    {
        foreach (var problem in parse.Errors) error.WriteLine(MessageTexts.In(language, "failure.prefix", problem.Message));
        var command = parse.CommandResult.Command;
        var path = command is RootCommand ? "riskmap" : $"riskmap {command.Name}";
        error.WriteLine(MessageTexts.In(language, "usage.see-help", path));
        return Failures.WrongUsage;
    }
}
