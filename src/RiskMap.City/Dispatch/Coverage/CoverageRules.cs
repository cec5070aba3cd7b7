using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>By which standards coverage is judged: data/coverage.json. Every row names its source. Immutable.</summary>
/// <param name="Title">What the table is.</param>
/// <param name="Standards">How soon who must be there.</param>
/// <param name="AreaLimits">How much area one fire station of a class may have.</param>
/// <param name="Circle">The estimate of a station's area without roads.</param>
/// <param name="Cells">By which cells areas are drawn.</param>
/// <param name="NextStation">Where further stations are looked for.</param>
/// <param name="ListLimit">Longest list of an answer.</param>
public sealed record CoverageRules(
    LocalizedText Title, IReadOnlyList<CoverageStandard> Standards, IReadOnlyList<AreaLimit> AreaLimits, CircleRule Circle, CoverageCellRule Cells, NextStationRule NextStation,
    RuleNumber ListLimit)
{
    static readonly Lazy<CoverageRules> Loaded = new(() => RuleFiles.Read<CoverageRules>("coverage.json"));

    /// <summary>The rules of this installation.</summary>
    public static CoverageRules Default => Loaded.Value;

    /// <summary>The standard of the fire stations.</summary>
    public CoverageStandard FireStation => Find("fire-station");

    /// <summary>A standard by its purpose.</summary>
    /// <exception cref="QuestionException">There is none of that name.</exception>
    public CoverageStandard Find(string purpose) => Standards.FirstOrDefault(standard => standard.Purpose == purpose) ?? throw new QuestionException("purpose", purpose,
        ($"没有“{purpose}”的到场标准", $"there is no standard for '{purpose}'"), ($"可用：{Purposes}", $"use one of: {Purposes}"));

    string Purposes => string.Join(", ", Standards.Select(standard => standard.Purpose));
}

/// <summary>How soon bases of a kind must be there.</summary>
/// <param name="Purpose">Token.</param>
/// <param name="Title">Title.</param>
/// <param name="Layer">Layer of the bases: <c>teams</c> or <c>depots</c>.</param>
/// <param name="Kinds">Kinds of teams that count; empty for all.</param>
/// <param name="Capabilities">Capabilities that a team must have, all of them.</param>
/// <param name="Weighs">What a further base is to cover: <c>people</c> or <c>confined-spaces</c>.</param>
/// <param name="HasArea">True where area rule and circle formula speak of these bases.</param>
/// <param name="TurnoutSeconds">From the order until one leaves, of a base that is yet to be built.</param>
/// <param name="DriveSeconds">On the way.</param>
/// <param name="Source">The standard.</param>
public sealed record CoverageStandard(
    string Purpose, LocalizedText Title, string Layer, IReadOnlyList<string> Kinds, IReadOnlyList<string> Capabilities, string Weighs, bool HasArea, double TurnoutSeconds, double DriveSeconds,
    RuleSource Source);

/// <summary>How much area one fire station may have.</summary>
/// <param name="StationClass">Class of the station.</param>
/// <param name="SquareKilometres">Its limit; null where it has no area of its own.</param>
/// <param name="SuburbanSquareKilometres">Its limit in the suburbs.</param>
/// <param name="Source">The rule.</param>
public sealed record AreaLimit(string StationClass, double? SquareKilometres, double? SuburbanSquareKilometres, RuleSource Source);

/// <summary>The circle formula A = 2P² = 2(S/λ)².</summary>
/// <param name="LeastMetres">S at the lower speed, by road.</param>
/// <param name="GreatestMetres">S at the higher speed.</param>
/// <param name="WithinSeconds">The driving time of S.</param>
/// <param name="LeastDetour">λ of straight roads.</param>
/// <param name="GreatestDetour">λ of winding roads.</param>
/// <param name="AreaFactor">The 2 of the formula.</param>
/// <param name="Source">The rule.</param>
public sealed record CircleRule(
    double LeastMetres, double GreatestMetres, double WithinSeconds, double LeastDetour, double GreatestDetour, double AreaFactor, RuleSource Source);

/// <summary>By which cells areas are drawn.</summary>
/// <param name="CellMetres">Edge of a cell.</param>
/// <param name="MostCells">Where a city would need more, the edge is doubled.</param>
/// <param name="Source">The rule.</param>
public sealed record CoverageCellRule(double CellMetres, int MostCells, RuleSource Source);

/// <summary>Where further stations are looked for.</summary>
/// <param name="MostCandidates">Most places that are tried.</param>
/// <param name="CandidateMetres">Edge of the squares of which each gives one place.</param>
/// <param name="MostStations">Most stations that one answer proposes.</param>
/// <param name="Source">The rule.</param>
public sealed record NextStationRule(int MostCandidates, double CandidateMetres, int MostStations, RuleSource Source);
