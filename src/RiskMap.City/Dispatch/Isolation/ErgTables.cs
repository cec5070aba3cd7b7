using RiskMap.City.Model;
using RiskMap.Routing.Costing;

namespace RiskMap.City.Dispatch.Isolation;

/// <summary>
/// Initial isolation and protective action distances of the Emergency Response Guidebook 2024 (United States, Canada, Mexico): data/erg-isolation.json.
/// North-American guidance for the first minutes, not Chinese law. Immutable.
/// </summary>
/// <param name="Title">What the tables are.</param>
/// <param name="Note">What every answer says about them.</param>
/// <param name="GreatestKilometres">The greatest distance that the book prints; beyond it stands <c>11+</c>.</param>
/// <param name="SmallSpillLitres">Up to so many litres a spill is small.</param>
/// <param name="Source">The book.</param>
/// <param name="Containers">Containers of table 3.</param>
/// <param name="Winds">Wind classes of table 3, by ascending speed.</param>
/// <param name="Guides">Orange guides: materials that are not toxic by inhalation.</param>
/// <param name="Table3">Large spills of the common gases by container, time and wind.</param>
/// <param name="Table1">Materials toxic by inhalation, one row a UN number.</param>
public sealed record ErgTables(
    LocalizedText Title, LocalizedText Note, double GreatestKilometres, double SmallSpillLitres, RuleSource Source, IReadOnlyList<ErgContainer> Containers,
    IReadOnlyList<ErgWind> Winds, IReadOnlyList<ErgGuide> Guides, IReadOnlyList<ErgContainerRow> Table3, IReadOnlyList<ErgRow> Table1)
{
    static readonly Lazy<ErgTables> Loaded = new(() => RuleFiles.Read<ErgTables>("erg-isolation.json"));

    /// <summary>The tables of this installation.</summary>
    public static ErgTables Default => Loaded.Value;

    /// <summary>Wind class of a speed in m/s.</summary>
    public ErgWind WindOf(double metresPerSecond)
    {
        // The book's middle class holds both of its ends: 10 and 20 km/h.
        var kilometresPerHour = Speeds.KilometresPerHour(metresPerSecond);
        return Winds.First(wind => wind.BelowKilometresPerHour is not { } limit || kilometresPerHour < limit || (wind.IncludesLimit && kilometresPerHour <= limit));
    }
}

/// <summary>A container of table 3.</summary>
/// <param name="Container">Token.</param>
/// <param name="Title">Title.</param>
/// <param name="Source">Where it stands in the book.</param>
public sealed record ErgContainer(string Container, LocalizedText Title, RuleSource Source);

/// <summary>A wind class of table 3.</summary>
/// <param name="Wind"><c>low</c>, <c>moderate</c> or <c>high</c>.</param>
/// <param name="Title">Title.</param>
/// <param name="BelowKilometresPerHour">Up to which speed, km/h; null for the highest.</param>
/// <param name="IncludesLimit">True where that speed itself still belongs to the class.</param>
/// <param name="Source">Where it stands in the book.</param>
public sealed record ErgWind(string Wind, LocalizedText Title, double? BelowKilometresPerHour, bool IncludesLimit, RuleSource Source);

/// <summary>An orange guide with its distances for materials that are not toxic by inhalation.</summary>
/// <param name="Guide">Number of the guide.</param>
/// <param name="Title">Title.</param>
/// <param name="IsolationMetres">Immediate isolation in all directions.</param>
/// <param name="LargeDownwindMetres">Initial evacuation downwind of a large spill; null where the guide gives none.</param>
/// <param name="FireMetres">Isolation in all directions where a tank burns.</param>
/// <param name="Note">What else the guide says, or null.</param>
/// <param name="Source">Where it stands in the book.</param>
/// <param name="Materials">Materials of the guide that are known here.</param>
public sealed record ErgGuide(
    string Guide, LocalizedText Title, double IsolationMetres, double? LargeDownwindMetres, double FireMetres, LocalizedText? Note, RuleSource Source,
    IReadOnlyList<ErgMaterial> Materials);

/// <summary>A material of an orange guide.</summary>
/// <param name="Un">UN number, or null for "unknown".</param>
/// <param name="Name">Name.</param>
/// <param name="AlsoCalled">Other names, or null.</param>
/// <param name="Source">Where it stands in the book.</param>
public sealed record ErgMaterial(string? Un, LocalizedText Name, IReadOnlyList<string>? AlsoCalled, RuleSource Source);

/// <summary>A row of table 3.</summary>
/// <param name="Un">UN number.</param>
/// <param name="Container">Token of the container.</param>
/// <param name="IsolationMetres">Isolation in all directions.</param>
/// <param name="Day">Downwind by day.</param>
/// <param name="Night">Downwind by night.</param>
/// <param name="Source">Where it stands in the book.</param>
public sealed record ErgContainerRow(string Un, string Container, double IsolationMetres, ErgByWind Day, ErgByWind Night, RuleSource Source);

/// <summary>Distances downwind by wind class.</summary>
public sealed record ErgByWind(ErgDistance Low, ErgDistance Moderate, ErgDistance High)
{
    /// <summary>The distance of a wind class.</summary>
    public ErgDistance Of(string wind) => wind switch { "low" => Low, "moderate" => Moderate, _ => High };
}
