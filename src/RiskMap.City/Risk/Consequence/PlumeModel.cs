using RiskMap.City.Model;

namespace RiskMap.City.Risk.Consequence;

/// <summary>
/// Gaussian plume of a steady source on the ground, receptor on the ground on the centre line: C = Q/(π·u·σy·σz), Briggs' widths. A sanity check near
/// the source of heavy gases (chlorine, cold ammonia): for command use the isolation tables. Pure, thread-safe.
/// </summary>
public static class PlumeModel
{
    // Nearer than a metre the formula's widths are nothing and its concentration without bound.
    const double NearestMetres = 1;

    static ConsequenceTables Tables => ConsequenceTables.Default;

    /// <summary>Stability class by wind and sun (Pasquill): <c>strong moderate slight night-cloudy night-clear</c>. Between two classes the more stable, which reaches farther.</summary>
    /// <exception cref="QuestionException">No such sun.</exception>
    public static string StabilityOf(double windMetresPerSecond, string sun)
    {
        var row = Tables.Stability.First(row => windMetresPerSecond < row.WindBelow);
        var classes = sun switch
        {
            "strong" => row.Strong,
            "moderate" => row.Moderate,
            "slight" => row.Slight,
            "night-cloudy" => row.NightCloudy,
            "night-clear" => row.NightClear,
            _ => throw new QuestionException("sun", sun, ($"没有“{sun}”这种日照", $"there is no sun '{sun}'"), ("请用 strong、moderate、slight、night-cloudy 或 night-clear", "use strong, moderate, slight, night-cloudy or night-clear")),
        };
        return classes[^1..];
    }

    /// <summary>Widths of a class over open country or a town.</summary>
    /// <exception cref="QuestionException">No such class or terrain.</exception>
    public static PlumeWidths Widths(string stability, string terrain)
    {
        var rows = terrain switch
        {
            "rural" => Tables.Rural,
            "urban" => Tables.Urban,
            _ => throw new QuestionException("terrain", terrain, ($"没有“{terrain}”这种下垫面", $"there is no terrain '{terrain}'"), ("请用 rural 或 urban", "use rural or urban")),
        };
        return rows.FirstOrDefault(row => row.Classes.Contains(stability, StringComparer.OrdinalIgnoreCase))
            ?? throw new QuestionException("stability", stability, ($"没有“{stability}”这一稳定度", $"there is no stability class '{stability}'"), ("请用 A–F", "use A to F"));
    }

    /// <summary>Concentration, g/m³.</summary>
    public static double GramsPerCubicMetreAt(double metres, double gramsPerSecond, double windMetresPerSecond, PlumeWidths widths) =>
        gramsPerSecond / (Math.PI * windMetresPerSecond * widths.Lateral.At(metres) * widths.Vertical.At(metres));

    /// <summary>Metres down the wind to a concentration; null when it is reached nowhere, the rule's farthest distance when it is still above it there.</summary>
    public static double? RadiusMetres(double gramsPerSecond, double windMetresPerSecond, PlumeWidths widths, double gramsPerCubicMetre) =>
        Roots.Falling(metres => GramsPerCubicMetreAt(metres, gramsPerSecond, windMetresPerSecond, widths), gramsPerCubicMetre, NearestMetres, Tables.Plume.ToMetres);

    /// <summary>ppm of a concentration: mg/m³ × 24.45 / M.</summary>
    public static double Ppm(double gramsPerCubicMetre, double gramsPerMole) => gramsPerCubicMetre * 1000 * Tables.MolarVolume.LitresPerMole / gramsPerMole;

    /// <summary>g/m³ of so many ppm.</summary>
    public static double GramsPerCubicMetre(double ppm, double gramsPerMole) => ppm * gramsPerMole / Tables.MolarVolume.LitresPerMole / 1000;
}
