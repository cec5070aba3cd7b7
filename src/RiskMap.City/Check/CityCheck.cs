using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Check;

/// <summary>Looks a city over: what is wrong or missing in its data and set-up, what suffers from it, and how to mend it. Pure.</summary>
public static class CityCheck
{
    /// <summary>Most examples of a finding.</summary>
    public const int ExampleCount = 5;

    /// <summary>All findings, the gravest first.</summary>
    public static CheckReport Run(CitySnapshot city) => new(city.Version.Text,
    [
        .. SetUpChecks.Of(city)
            .Concat(LayerChecks.Of(city))
            .Concat(FaultChecks.Of(city))
            .Concat(FieldChecks.Of(city))
            .Concat(PlaceChecks.Of(city))
            .Concat(ReferenceChecks.Of(city))
            .Concat(DispatchChecks.Of(city))
            .Concat(RoadChecks.Of(city))
            .OrderBy(finding => finding.Severity),
    ]);

    /// <summary>A finding about rows, or null when there are none.</summary>
    internal static Finding? About(
        string code, Severity severity, LayerSnapshot layer, IReadOnlyCollection<FeatureRef> rows, LocalizedText text, LocalizedText remedy) => rows.Count == 0
        ? null
        : new(code, severity, layer.Schema.Name, rows.Count, text, remedy)
        {
            Examples = [.. rows.Take(ExampleCount).Select(row => new FindingExample(row.Id, row.Key, row.Name))],
        };
}
