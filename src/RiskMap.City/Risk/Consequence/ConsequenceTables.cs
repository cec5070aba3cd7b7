using RiskMap.City.Model;

namespace RiskMap.City.Risk.Consequence;

/// <summary>Coefficients, thresholds and data of consequence screening: data/consequence.json. Immutable, thread-safe.</summary>
public sealed record ConsequenceTables(
    ScreeningLabel Label, FireballRule Fireball, SolidFlameRule SolidFlame, BlastRule Blast, VapourCloudRule VapourCloud, ExplosiveRule Explosive, PoolFireRule PoolFire,
    PoolRule Pool, TransmissionRule Transmission, IReadOnlyList<HeatThreshold> HeatThresholds, IReadOnlyList<OverpressureThreshold> OverpressureThresholds,
    EscalationRule Escalation, EngulfmentRule Engulfment, Fuel GenericGas, Fuel GenericLiquid, IReadOnlyList<Fuel> Fuels, IReadOnlyList<PlumeWidths> Rural,
    IReadOnlyList<PlumeWidths> Urban, PlumeRule Plume, MolarVolume MolarVolume, IReadOnlyList<StabilityRow> Stability, IReadOnlyList<Aegl> Aegls)
{
    static readonly Lazy<ConsequenceTables> Loaded = new(() => RuleFiles.Read<ConsequenceTables>("consequence.json"));

    /// <summary>The tables of this installation.</summary>
    public static ConsequenceTables Default => Loaded.Value;

    /// <summary>What is known of a substance's burning, or null.</summary>
    public Fuel? FuelOf(string? cas) => cas is null ? null : Fuels.FirstOrDefault(fuel => fuel.Cas!.Contains(cas, StringComparer.Ordinal));
}

/// <summary>What every answer says of itself.</summary>
public sealed record ScreeningLabel(string Zh, string En, RuleSource Source);

/// <summary>D = a·M^(1/3); t = b·M^(1/3), from some tonnes on c·M^(1/6); centre at a share of D above the ground. M in kg.</summary>
public sealed record FireballRule(
    double DiameterCoefficient, double ShortDurationCoefficient, double LongDurationCoefficient, double LongFromTonnes, double HeightShareOfDiameter, RuleSource Source);

/// <summary>Radiant fraction of a fireball and transmissivity of the air.</summary>
public sealed record SolidFlameRule(
    double RadiantFraction, double TransmissivityCoefficient, double TransmissivityExponent, double WaterVapourPascals, RuleSource Source);

/// <summary>Overpressure of a charge on flat ground, in units of so many pascals.</summary>
public sealed record BlastRule(double Cubic, double Square, double Linear, double UnitPascals, RuleSource Source);

/// <summary>TNT equivalence of a vapour cloud.</summary>
public sealed record VapourCloudRule(double Yield, double YieldAtLeast, double YieldAtMost, double TntMegajoulesPerKilogram, RuleSource Source);

/// <summary>TNT equivalence of explosives.</summary>
public sealed record ExplosiveRule(double TntEquivalent, RuleSource Source);

/// <summary>Flame height after Thomas, and the share of heat that is radiated.</summary>
public sealed record PoolFireRule(
    double HeightCoefficient, double HeightExponent, double AirKilogramsPerCubicMetre, double GravityMetresPerSquareSecond, double RadiantFraction, RuleSource Source);

/// <summary>How a spill spreads.</summary>
public sealed record PoolRule(double ThicknessMetres, double GreatestSquareMetres, RuleSource Source);

/// <summary>From which path on the air takes heat away.</summary>
public sealed record TransmissionRule(double ShortestMetres, RuleSource Source);

/// <summary>A threshold of heat.</summary>
public sealed record HeatThreshold(double KilowattsPerSquareMetre, LocalizedText Meaning, RuleSource Source);

/// <summary>A threshold of overpressure.</summary>
public sealed record OverpressureThreshold(double Pascals, IReadOnlyList<string> Categories, LocalizedText Meaning, RuleSource Source);

/// <summary>What damages the equipment of a neighbour.</summary>
public sealed record EscalationRule(double KilowattsPerSquareMetre, double OverpressurePascals, RuleSource Source);

/// <summary>Equipment within a fireball.</summary>
public sealed record EngulfmentRule(RuleSource Source);

/// <summary>How a substance burns.</summary>
/// <param name="Cas">CAS numbers; null for a generic row.</param>
/// <param name="Name">Name; null for a generic row.</param>
/// <param name="HeatMegajoulesPerKilogram">Heat of combustion, MJ/kg.</param>
/// <param name="BurningKilogramsPerSquareMetreSecond">Burning rate of a large pool, kg/(m²·s), or null.</param>
/// <param name="BurningPerMetre">kβ: m = m∞·(1 − e^(−kβ·D)), 1/m, or null.</param>
/// <param name="KilogramsPerCubicMetre">Density of the liquid, or null.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record Fuel(
    IReadOnlyList<string>? Cas, LocalizedText? Name, double HeatMegajoulesPerKilogram, double? BurningKilogramsPerSquareMetreSecond, double? BurningPerMetre,
    double? KilogramsPerCubicMetre, RuleSource Source);

/// <summary>Widths of a plume by stability class.</summary>
public sealed record PlumeWidths(IReadOnlyList<string> Classes, PlumeWidth Lateral, PlumeWidth Vertical, RuleSource Source);

/// <summary>σ = a·x·(1 + b·x)^power, metres.</summary>
public sealed record PlumeWidth(double A, double B, double Power)
{
    /// <summary>σ at a distance, metres.</summary>
    public double At(double metres) => A * metres * Math.Pow(1 + (B * metres), Power);
}

/// <summary>For which distances the plume formula holds.</summary>
public sealed record PlumeRule(double FromMetres, double ToMetres, RuleSource Source);

/// <summary>Litres that a mole of gas takes up.</summary>
public sealed record MolarVolume(double LitresPerMole, RuleSource Source);

/// <summary>Stability classes for winds below some speed; two classes stand for "between".</summary>
public sealed record StabilityRow(double WindBelow, string Strong, string Moderate, string Slight, string NightCloudy, string NightClear, RuleSource Source);

/// <summary>Acute exposure guideline levels for 60 minutes, ppm.</summary>
public sealed record Aegl(string Cas, LocalizedText Name, double GramsPerMole, double? Level1Ppm, double? Level2Ppm, double? Level3Ppm, RuleSource Source);
