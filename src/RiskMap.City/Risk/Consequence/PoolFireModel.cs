namespace RiskMap.City.Risk.Consequence;

/// <summary>A burning pool.</summary>
/// <param name="SquareMetres">Area, m².</param>
/// <param name="HeatMegajoulesPerKilogram">Heat of combustion, MJ/kg.</param>
/// <param name="BurningKilogramsPerSquareMetreSecond">Burning rate of a large pool, kg/(m²·s).</param>
/// <param name="BurningPerMetre">kβ, 1/m; null when the rate holds for this pool.</param>
public sealed record PoolOnFire(double SquareMetres, double HeatMegajoulesPerKilogram, double BurningKilogramsPerSquareMetreSecond, double? BurningPerMetre = null);

/// <summary>Pool fire: flame height after Thomas, heat as from a point at the pool's centre. Pure, thread-safe.</summary>
public static class PoolFireModel
{
    const double FarthestMetres = 100_000;

    static PoolFireRule Rule => ConsequenceTables.Default.PoolFire;

    /// <summary>Diameter of a round pool of that area, metres.</summary>
    public static double DiameterMetres(PoolOnFire pool) => Math.Sqrt(4 * pool.SquareMetres / Math.PI);

    /// <summary>Burning rate of this pool, kg/(m²·s).</summary>
    public static double BurningRate(PoolOnFire pool) => pool.BurningKilogramsPerSquareMetreSecond
        * (pool.BurningPerMetre is { } perMetre ? 1 - Math.Exp(-perMetre * DiameterMetres(pool)) : 1);

    /// <summary>Flame height, metres: H = 42·D·[m/(ρ·√(g·D))]^0.61.</summary>
    public static double FlameMetres(PoolOnFire pool)
    {
        var diameter = DiameterMetres(pool);
        var draught = Rule.AirKilogramsPerCubicMetre * Math.Sqrt(Rule.GravityMetresPerSquareSecond * diameter);
        return Rule.HeightCoefficient * diameter * Math.Pow(BurningRate(pool) / draught, Rule.HeightExponent);
    }

    /// <summary>Heat, kW/m², so many metres from the pool's centre.</summary>
    public static double KilowattsPerSquareMetreAt(double metres, PoolOnFire pool)
    {
        var kilowatts = Rule.RadiantFraction * BurningRate(pool) * pool.HeatMegajoulesPerKilogram * 1000 * pool.SquareMetres;
        return HeatPath.Transmissivity(metres - (DiameterMetres(pool) / 2)) * kilowatts / (4 * Math.PI * metres * metres);
    }

    /// <summary>Metres from the pool's centre to a threshold; null when it is not reached outside the pool.</summary>
    public static double? RadiusMetres(PoolOnFire pool, double kilowattsPerSquareMetre) => pool.SquareMetres <= 0 ? null
        : Roots.Falling(metres => KilowattsPerSquareMetreAt(metres, pool), kilowattsPerSquareMetre, DiameterMetres(pool) / 2, FarthestMetres);

    /// <summary>Area that a spill of a liquid takes, m²: its volume at the rule's thickness, no more than the rule's bund.</summary>
    public static double SpreadSquareMetres(double kilograms, double kilogramsPerCubicMetre)
    {
        var rule = ConsequenceTables.Default.Pool;
        return Math.Min(rule.GreatestSquareMetres, kilograms / kilogramsPerCubicMetre / rule.ThicknessMetres);
    }
}
