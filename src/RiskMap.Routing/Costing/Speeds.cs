namespace RiskMap.Routing.Costing;

/// <summary>Speeds from one unit to another: 1 m/s is 3.6 km/h by definition. Pure, thread-safe.</summary>
public static class Speeds
{
    const double KilometresPerHourAtOneMetrePerSecond = 3.6;

    /// <summary>A speed in km/h as metres a second.</summary>
    public static double MetresPerSecond(double kilometresPerHour) => kilometresPerHour / KilometresPerHourAtOneMetrePerSecond;

    /// <summary>A speed in metres a second as km/h.</summary>
    public static double KilometresPerHour(double metresPerSecond) => metresPerSecond * KilometresPerHourAtOneMetrePerSecond;
}
