namespace RiskMap.City.Risk.Consequence;

/// <summary>Fireball of a bursting vessel (BLEVE): diameter, duration and heat on the ground by the solid-flame model. Pure, thread-safe.</summary>
public static class FireballModel
{
    const double FarthestMetres = 100_000;

    static FireballRule Rule => ConsequenceTables.Default.Fireball;

    /// <summary>D, metres.</summary>
    public static double DiameterMetres(double kilograms) => Rule.DiameterCoefficient * Math.Cbrt(kilograms);

    /// <summary>Duration, seconds.</summary>
    public static double DurationSeconds(double kilograms) => kilograms < Rule.LongFromTonnes * 1000
        ? Rule.ShortDurationCoefficient * Math.Cbrt(kilograms)
        : Rule.LongDurationCoefficient * Math.Pow(kilograms, 1 / 6.0);

    /// <summary>Heat that leaves the fireball's surface, kW/m²: E = f·M·ΔHc/(π·D²·t).</summary>
    public static double EmissiveKilowattsPerSquareMetre(double kilograms, double heatMegajoulesPerKilogram)
    {
        var diameter = DiameterMetres(kilograms);
        return ConsequenceTables.Default.SolidFlame.RadiantFraction * kilograms * heatMegajoulesPerKilogram * 1000 / (Math.PI * diameter * diameter * DurationSeconds(kilograms));
    }

    /// <summary>Heat on a surface that faces the fireball, kW/m², so many metres from the point below its centre: q = τ·E·(D/2)²/L².</summary>
    public static double KilowattsPerSquareMetreAt(double metres, double kilograms, double heatMegajoulesPerKilogram)
    {
        var diameter = DiameterMetres(kilograms);
        var height = Rule.HeightShareOfDiameter * diameter;
        var toCentre = Math.Sqrt((height * height) + (metres * metres));
        var view = diameter * diameter / (4 * toCentre * toCentre);
        return HeatPath.Transmissivity(toCentre - (diameter / 2)) * EmissiveKilowattsPerSquareMetre(kilograms, heatMegajoulesPerKilogram) * view;
    }

    /// <summary>Metres on the ground to a threshold; null when it is reached nowhere.</summary>
    public static double? RadiusMetres(double kilograms, double heatMegajoulesPerKilogram, double kilowattsPerSquareMetre) => kilograms <= 0 ? null
        : Roots.Falling(metres => KilowattsPerSquareMetreAt(metres, kilograms, heatMegajoulesPerKilogram), kilowattsPerSquareMetre, 0, FarthestMetres);
}
