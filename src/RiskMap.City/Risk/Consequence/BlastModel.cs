using System.Collections.Concurrent;

namespace RiskMap.City.Risk.Consequence;

/// <summary>Blast of a charge of TNT on flat ground (GB 6722-2014), and vapour clouds and explosives as TNT. Pure, thread-safe.</summary>
public static class BlastModel
{
    const double NearestScaled = 1e-3;
    const double FarthestScaled = 1e6;

    // Few thresholds are asked again and again, one for each plant of a city.
    static readonly ConcurrentDictionary<double, double> Scaled = new();

    static BlastRule Rule => ConsequenceTables.Default.Blast;

    /// <summary>Overpressure, Pa: ΔP = 14·Q/R³ + 4.3·Q^(2/3)/R² + 1.1·Q^(1/3)/R in 10⁵ Pa.</summary>
    public static double OverpressurePascals(double metres, double tntKilograms) => tntKilograms <= 0 ? 0 : AtScaled(metres / Math.Cbrt(tntKilograms));

    /// <summary>R/Q^(1/3) at which an overpressure is reached, m/kg^(1/3).</summary>
    public static double ScaledDistance(double pascals) => Scaled.GetOrAdd(pascals, static threshold => Roots.Falling(AtScaled, threshold, NearestScaled, FarthestScaled) ?? 0);

    /// <summary>Metres to an overpressure.</summary>
    public static double RadiusMetres(double tntKilograms, double pascals) => ScaledDistance(pascals) * Math.Cbrt(Math.Max(0, tntKilograms));

    /// <summary>TNT of a vapour cloud, kg: W = α·Wf·ΔHc/Q_TNT.</summary>
    public static double TntOfVapourCloud(double kilograms, double heatMegajoulesPerKilogram)
    {
        var rule = ConsequenceTables.Default.VapourCloud;
        return rule.Yield * kilograms * heatMegajoulesPerKilogram / rule.TntMegajoulesPerKilogram;
    }

    /// <summary>TNT of an explosive, kg.</summary>
    public static double TntOfExplosive(double kilograms) => ConsequenceTables.Default.Explosive.TntEquivalent * kilograms;

    static double AtScaled(double z) => Rule.UnitPascals * ((Rule.Cubic / (z * z * z)) + (Rule.Square / (z * z)) + (Rule.Linear / z));
}
