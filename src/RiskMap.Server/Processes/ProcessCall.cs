using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.Server.Processes;

/// <summary>
/// A question to a city as it stood when it was asked, checked and ready to run any number of times with the same answer: data version and inputs say all.
/// Immutable.
/// </summary>
public sealed class ProcessCall
{
    readonly Func<CitySnapshot, ProcessRun, object> _run;

    ProcessCall(ProcessDefinition process, JsonObject inputs, CitySnapshot city, Func<CitySnapshot, ProcessRun, object> run) =>
        (Process, Inputs, City, _run) = (process, inputs, city, run);

    /// <summary>What is asked.</summary>
    public ProcessDefinition Process { get; }

    /// <summary>The inputs as they came, values bare.</summary>
    public JsonObject Inputs { get; }

    /// <summary>Who is asked, with what is imagined.</summary>
    public CitySnapshot City { get; }

    /// <summary>Checks inputs and makes the call.</summary>
    /// <exception cref="QuestionException">An input that is unknown, missing or does not fit; nothing was computed.</exception>
    public static ProcessCall Of(ProcessDefinition process, JsonObject inputs, CitySnapshot city)
    {
        var given = InputValues.Bare(inputs);
        CheckNames(process, given);
        var whole = new JsonObject();
        foreach (var input in process.Inputs)
        {
            var isNamed = given.TryGetPropertyValue(input.Name, out var value);
            if (value is null && input.Default is { } standing) whole[input.Name] = standing.DeepClone();
            else if (value is null && QuestionSchemas.IsRequired(process, input)) throw InputValues.Fault(input.Name, null, "process.fault.input", input.Description);
            else if (isNamed) whole[input.Name] = value?.DeepClone();
            if (whole.ContainsKey(input.Name)) InputCheck.Check(input.Name, whole[input.Name], QuestionSchemas.Input(process, input));
        }
        var imagined = given[ProcessDefinition.WhatIfInput] is { } whatIf ? Imagined(city, whatIf) : city;
        return new(process, given, imagined, process.Ask(whole));
    }

    /// <summary>Runs the analysis.</summary>
    /// <exception cref="QuestionException">An input that this city cannot be asked about.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public ProcessAnswer Run(ProcessRun run, string language) => new(this, _run(City, run), language);

    static CitySnapshot Imagined(CitySnapshot city, JsonNode whatIf)
    {
        InputCheck.Check(ProcessDefinition.WhatIfInput, whatIf, WhatIf.Schema());
        return WhatIf.Imagined(city, whatIf.AsObject());
    }

    static void CheckNames(ProcessDefinition process, JsonObject given)
    {
        var names = process.Inputs.Select(input => input.Name).Append(ProcessDefinition.WhatIfInput).ToList();
        foreach (var (name, value) in given.Where(input => !names.Contains(input.Key, StringComparer.Ordinal)))
            throw InputValues.Fault(name, value, "process.fault.unknown", string.Join(", ", names));
    }
}
