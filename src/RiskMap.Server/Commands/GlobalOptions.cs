using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary>Options that every command has, and the way from a parsed line to its work.</summary>
public sealed class GlobalOptions
{
    /// <summary>Environment variable that names the store where <c>--store</c> does not.</summary>
    public const string StoreVariable = "RISKMAP_STORE";

    /// <summary>Store where nothing names one.</summary>
    public const string DefaultStore = "./riskmap.gpkg";

    readonly TextWriter _output;
    readonly TextWriter _error;

    /// <summary>Makes the options with descriptions in a language.</summary>
    public GlobalOptions(string language, TextWriter output, TextWriter error)
    {
        (Language, _output, _error) = (language, output, error);
        Store = new("--store") { Description = Text("option.store"), Recursive = true, HelpName = "S" };
        Lang = new("--lang") { Description = Text("option.lang"), Recursive = true, HelpName = "zh|en" };
        Lang.AcceptOnlyFromAmong(Texts.Language.Chinese, Texts.Language.English);
        Debug = new("--debug") { Description = Text("option.debug"), Recursive = true };
    }

    /// <summary>Language of this run.</summary>
    public string Language { get; }

    /// <summary><c>--store</c>.</summary>
    public Option<string> Store { get; }

    /// <summary><c>--lang</c>.</summary>
    public Option<string> Lang { get; }

    /// <summary><c>--debug</c>.</summary>
    public Option<bool> Debug { get; }

    /// <summary>A text in the language of this run.</summary>
    public string Text(string key, params object?[] values) => MessageTexts.In(Language, key, values);

    /// <summary>Reads an integer and says in the reader's language when it is none.</summary>
    public Func<ArgumentResult, long> Integer => result => Read<long>(result, "expected.integer");

    /// <summary>Reads a number and says in the reader's language when it is none.</summary>
    public Func<ArgumentResult, double> Number => result => Read<double>(result, "expected.number");

    /// <summary>Where the store is: <c>--store</c>, else RISKMAP_STORE, else <c>./riskmap.gpkg</c>.</summary>
    public string Location(ParseResult parse) =>
        parse.GetValue(Store) ?? Environment.GetEnvironmentVariable(StoreVariable) switch
        {
            null or "" => DefaultStore,
            var location => location,
        };

    T Read<T>(ArgumentResult result, string expected)
        where T : struct, IParsable<T>
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value)) return value;
        result.AddError(Text("usage.value", result.Argument.Name, text, Text(expected)));
        return default;
    }

    /// <summary>Gives a command its work; what goes wrong in it ends in one message and an exit code.</summary>
    public Command Does(Command command, Func<ParseResult, Terminal, CancellationToken, Task<int>> work)
    {
        command.SetAction(async (parse, cancellation) =>
        {
            var terminal = new Terminal(_output, _error, Language, parse.GetValue(Debug));
            try
            {
                return await work(parse, terminal, cancellation);
            }
            catch (Exception exception)
            {
                return terminal.Fail(exception);
            }
        });
        return command;
    }
}
