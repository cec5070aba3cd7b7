using RiskMap.City.Model;

namespace RiskMap.City.Risk.Consequence;

/// <summary>What is asked: one effect of one accident. Values that are not given come from the tables, where they have them.</summary>
/// <param name="Effect"><c>fireball</c>, <c>vapour-cloud-explosion</c>, <c>explosion</c>, <c>pool-fire</c> or <c>toxic-plume</c>.</param>
/// <param name="Cas">CAS number, or null when all values are given.</param>
/// <param name="Tonnes">Mass that takes part, tonnes; not for a plume.</param>
/// <param name="HeatMegajoulesPerKilogram">Heat of combustion, MJ/kg.</param>
/// <param name="PoolSquareMetres">Area of the pool or bund, m²; null lets the spill spread.</param>
/// <param name="BurningKilogramsPerSquareMetreSecond">Burning rate of the pool, kg/(m²·s).</param>
/// <param name="GramsPerSecond">Steady release, g/s; only for a plume.</param>
/// <param name="WindMetresPerSecond">Wind, m/s; only for a plume.</param>
/// <param name="Sun"><c>strong moderate slight night-cloudy night-clear</c>: with the wind it gives the stability.</param>
/// <param name="Stability">Stability class A–F; stands before the sun.</param>
/// <param name="Terrain"><c>rural</c> (the default) or <c>urban</c>.</param>
public sealed record ConsequenceQuestion(
    string? Effect, string? Cas = null, double? Tonnes = null, double? HeatMegajoulesPerKilogram = null, double? PoolSquareMetres = null,
    double? BurningKilogramsPerSquareMetreSecond = null, double? GramsPerSecond = null, double? WindMetresPerSecond = null, string? Sun = null,
    string? Stability = null, string? Terrain = null);

/// <summary>A number on the way to the radii.</summary>
/// <param name="Quantity">Token with its unit (<c>diameterMetres</c>).</param>
/// <param name="Value">Value.</param>
/// <param name="Source">Formula or data behind it.</param>
public sealed record ScreenedQuantity(string Quantity, double Value, RuleSource Source);

/// <summary>How far a threshold reaches.</summary>
/// <param name="Threshold">Token of the threshold (<c>heat-12.5</c>, <c>overpressure-5000</c>, <c>aegl-2</c>).</param>
/// <param name="Value">Value of the threshold.</param>
/// <param name="Unit"><c>kW/m2</c>, <c>Pa</c> or <c>ppm</c>.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="RadiusMetres">Metres; null where it is reached nowhere.</param>
/// <param name="IsAtLeast">True when it reaches farther than the formula holds; the radius is then the formula's end.</param>
/// <param name="Formula">The formula.</param>
/// <param name="Source">The threshold's source.</param>
public sealed record ThresholdRadius(
    string Threshold, double Value, string Unit, LocalizedText Meaning, double? RadiusMetres, bool IsAtLeast, string Formula, RuleSource Source);

/// <summary>Radii of one effect, with their working: screening, not a quantitative risk assessment.</summary>
/// <param name="Label">That it is screening, not a QRA.</param>
/// <param name="Effect">The effect.</param>
/// <param name="Cas">CAS number, or null.</param>
/// <param name="Name">Name of the substance, or null.</param>
/// <param name="Quantities">Numbers on the way.</param>
/// <param name="Radii">One radius a threshold.</param>
/// <param name="Missing">What is not known: radii that depend on it are left out.</param>
/// <param name="DataVersion">Token of data version and rule tables; empty without a city.</param>
/// <param name="WhatIf">True on a what-if copy of the city.</param>
/// <param name="Explanation">The working, line by line.</param>
public sealed record ConsequenceAnswer(
    LocalizedText Label, string Effect, string? Cas, LocalizedText? Name, IReadOnlyList<ScreenedQuantity> Quantities, IReadOnlyList<ThresholdRadius> Radii,
    IReadOnlyList<LocalizedText> Missing, string DataVersion, bool WhatIf, IReadOnlyList<ExplanationStep> Explanation);
