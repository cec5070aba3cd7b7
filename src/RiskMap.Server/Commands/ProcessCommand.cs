using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMap.City.Snapshot;
using RiskMap.Server.Features;
using RiskMap.Server.Processes;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap process</c>: the analyses that are processes over HTTP, without a server: lists them, or runs one.</summary>
public static class ProcessCommand
{
    const string Json = "json", Text = "text", StandardInput = "-";

    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var id = new Argument<string?>("ID") { Description = globals.Text("argument.process"), Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string>("--inputs") { Description = globals.Text("option.inputs"), HelpName = "FILE|-" };
        var single = new Option<string[]>("--input") { Description = globals.Text("option.input"), HelpName = "NAME=JSON" };
        var format = new Option<string>("--format") { Description = globals.Text("option.process-format"), DefaultValueFactory = _ => Text };
        format.AcceptOnlyFromAmong(Json, Text);
        var asOf = Moments.AsOfOption(globals);
        return globals.Does(new Command("process", globals.Text("command.process")) { id, file, single, format, asOf }, (parse, terminal, cancellation) =>
            parse.GetValue(id) is not { } name
                ? Task.FromResult(WriteList(terminal, parse.GetValue(format)!))
                : RunAsync(
                    Known(name), new(globals.Location(parse), parse.GetValue(file), parse.GetValue(single) ?? [], parse.GetValue(format)!, parse.GetValue(asOf)), terminal, cancellation));
    }

    static async Task<int> RunAsync(ProcessDefinition process, Line line, Terminal terminal, CancellationToken cancellation)
    {
        var inputs = await InputsAsync(line, cancellation);
        await using var store = await Stores.OpenExistingAsync(line.Store, cancellation);
        await using var reading = await Moments.ReadAsync(store, line.AsOf, terminal, cancellation);
        var call = ProcessCall.Of(process, inputs, CitySnapshot.Load(reading, cancellation));
        var answer = call.Run(new ProcessRun(new Progress<double>(), cancellation), terminal.Language);
        var document = ProcessFormat.Json.Write(answer);
        if (line.Format == Json) terminal.Output.WriteLine(Encoding.UTF8.GetString(document));
        else ProcessText.Write(JsonNode.Parse(document)!.AsObject(), terminal);
        return Failures.Done;
    }

    static int WriteList(Terminal terminal, string format)
    {
        var all = ProcessRegistry.Default.All;
        if (format == Json) terminal.WriteJson(all.Select(Described));
        else terminal.WriteTable([terminal.Text("page.process"), terminal.Text("page.title"), terminal.Text("page.inputs")], all.Select(Row));
        return Failures.Done;

        object Described(ProcessDefinition process) => new
        {
            id = process.Id,
            title = process.Title,
            description = process.Description,
            inputs = process.Inputs.Select(input => input.Name),
            schemas = new JsonObject(ProcessDocuments.Inputs(process, terminal.Language).Select(input => KeyValuePair.Create(input.Name, (JsonNode?)input.Node))),
            example = process.ExampleInputs(),
        };

        IReadOnlyList<string> Row(ProcessDefinition process) => [process.Id, process.Title.In(terminal.Language), string.Join(", ", process.Inputs.Select(input => input.Name))];
    }

    static ProcessDefinition Known(string id) => ProcessRegistry.Default.Find(id)
        ?? throw new WrongUsageException(MessageTexts.Both("process.unknown", id, string.Join(", ", ProcessRegistry.Default.All.Select(process => process.Id))));

    // A file with a whole request works as well as one with the inputs alone.
    static async Task<JsonObject> InputsAsync(Line line, CancellationToken cancellation)
    {
        var given = line.File is null ? [] : Parsed(line.File, await ReadAsync(line.File, cancellation));
        if (given is { Count: 1 } && given["inputs"] is JsonObject inside) given = inside.DeepClone().AsObject();
        foreach (var text in line.Inputs)
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } name, var value]) throw new WrongUsageException(MessageTexts.Both("process.bad-input", text));
            given[name] = ValueOf(value);
        }
        return given;
    }

    static Task<string> ReadAsync(string file, CancellationToken cancellation) =>
        file == StandardInput ? Console.In.ReadToEndAsync(cancellation) : File.ReadAllTextAsync(file, Encoding.UTF8, cancellation);

    static JsonObject Parsed(string file, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: ProcessJson.Strict) as JsonObject ?? throw new WrongUsageException(MessageTexts.Both("process.bad-file", file, "{"));
        }
        catch (JsonException error)
        {
            throw new WrongUsageException(MessageTexts.Both("process.bad-file", file, error.Message));
        }
    }

    // by=park need not be written by="park".
    static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: ProcessJson.Strict);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    sealed record Line(string Store, string? File, IReadOnlyList<string> Inputs, string Format, string? AsOf);
}
