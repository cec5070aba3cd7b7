using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Record;

/// <summary>Parameters of the dispatch record: data/dispatch-record.json. A local method. Immutable.</summary>
/// <param name="Title">What the table is.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="ClockTolerance">So far ahead of the server's clock a stated time may lie.</param>
/// <param name="MostUnits">Units that one dispatch may send.</param>
public sealed record DispatchRecordRules(LocalizedText Title, RuleSource Source, RuleNumber ClockTolerance, RuleNumber MostUnits)
{
    static readonly Lazy<DispatchRecordRules> Loaded = new(() => RuleFiles.Read<DispatchRecordRules>("dispatch-record.json"));

    /// <summary>The parameters of this installation.</summary>
    public static DispatchRecordRules Default => Loaded.Value;
}
