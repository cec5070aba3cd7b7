using RiskMap.City.Risk;

namespace RiskMap.City.Travel;

/// <summary>
/// Response time: the one function through which every analysis asks how long help takes. Until roads carry the answer it is straight distance
/// times a detour factor at one speed; data/risk-model.json names both, and every explanation says so.
/// </summary>
public static class Response
{
    const double MetresPerSecondAtOneKilometrePerHour = 1000.0 / 3600.0;

    /// <summary>Seconds from one position to another, both in the city's metric plane (metres).</summary>
    public static double ResponseSeconds((double X, double Y) from, (double X, double Y) to, ResponseModel model) =>
        SecondsForDistance(Math.Sqrt(((from.X - to.X) * (from.X - to.X)) + ((from.Y - to.Y) * (from.Y - to.Y))), model);

    /// <summary>Seconds for a straight distance in metres.</summary>
    public static double SecondsForDistance(double distanceMetres, ResponseModel model) =>
        distanceMetres * model.DetourFactor / (model.SpeedKilometresPerHour * MetresPerSecondAtOneKilometrePerHour);
}
