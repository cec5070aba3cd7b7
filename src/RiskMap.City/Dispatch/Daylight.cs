namespace RiskMap.City.Dispatch;

/// <summary>
/// Where the sun stands, after the equations of NOAA's Global Monitoring Laboratory (J. Meeus, Astronomical Algorithms, 1991, chapter 25): good to
/// about 0.01° between 1900 and 2100, so rise and set to about a minute outside the polar circles. Pure, thread-safe.
/// </summary>
public static class Daylight
{
    /// <summary>The sun rises and sets with its centre this far below the horizon: 34′ of refraction and 16′ of radius.</summary>
    public const double HorizonDegrees = -0.833;

    /// <summary>The equations are good from this year on.</summary>
    public const int FirstYear = 1900;

    /// <summary>The equations are good up to this year.</summary>
    public const int LastYear = 2100;

    const double MinutesPerDegree = 4;
    const double DaysPerCentury = 36525;
    const int Steps = 4;

    // Noon of 1 January 2000, from which centuries are counted.
    static readonly DateTimeOffset J2000 = new(2000, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>True between sunrise and sunset at that place and moment.</summary>
    public static bool IsDay(DateTimeOffset time, double longitude, double latitude) => ElevationDegrees(time, longitude, latitude) >= HorizonDegrees;

    /// <summary>Height of the sun's centre above the horizon in degrees, without refraction.</summary>
    public static double ElevationDegrees(DateTimeOffset time, double longitude, double latitude)
    {
        var (declination, equation) = SunAt(time);
        var (phi, hour) = (Radians(latitude), Radians(HourAngle(time, longitude, equation)));
        return Degrees(Math.Asin((Math.Sin(phi) * Math.Sin(declination)) + (Math.Cos(phi) * Math.Cos(declination) * Math.Cos(hour))));
    }

    /// <summary>Sunrise and sunset of a day; both null where the sun stays up or down all day.</summary>
    /// <param name="date">The day, as the place's clocks have it.</param>
    /// <param name="zone">Time zone of the place; the times are given in it.</param>
    /// <param name="longitude">Degrees east.</param>
    /// <param name="latitude">Degrees north.</param>
    public static SunTimes OfDay(DateOnly date, TimeZoneInfo zone, double longitude, double latitude)
    {
        var midday = date.ToDateTime(new TimeOnly(12, 0));
        var noon = new DateTimeOffset(midday, zone.GetUtcOffset(midday));
        for (var step = 0; step < Steps; step++)
            noon = noon.AddMinutes(-MinutesPerDegree * HourAngle(noon, longitude, SunAt(noon).EquationMinutes));
        return new(Crossing(noon, longitude, latitude, -1) is { } rise ? TimeZoneInfo.ConvertTime(rise, zone) : null,
            Crossing(noon, longitude, latitude, 1) is { } set ? TimeZoneInfo.ConvertTime(set, zone) : null);
    }

    // From noon to the crossing of the horizon before (-1) or after (1) it: the hour angle of the crossing is known from the declination, which moves little.
    static DateTimeOffset? Crossing(DateTimeOffset noon, double longitude, double latitude, int side)
    {
        var time = noon;
        for (var step = 0; step < Steps; step++)
        {
            var (declination, equation) = SunAt(time);
            var phi = Radians(latitude);
            var cosine = (Math.Sin(Radians(HorizonDegrees)) - (Math.Sin(phi) * Math.Sin(declination))) / (Math.Cos(phi) * Math.Cos(declination));
            if (Math.Abs(cosine) > 1)
                return null;
            time = time.AddMinutes(MinutesPerDegree * ((side * Degrees(Math.Acos(cosine))) - HourAngle(time, longitude, equation)));
        }
        return time;
    }

    /// <summary>Declination in radians and the equation of time in minutes.</summary>
    static (double Declination, double EquationMinutes) SunAt(DateTimeOffset time)
    {
        var t = (time - J2000).TotalDays / DaysPerCentury;
        var longitude = Radians(280.46646 + (t * (36000.76983 + (t * 0.0003032))));
        var anomaly = Radians(357.52911 + (t * (35999.05029 - (0.0001537 * t))));
        var eccentricity = 0.016708634 - (t * (0.000042037 + (0.0000001267 * t)));
        var centre = (Math.Sin(anomaly) * (1.914602 - (t * (0.004817 + (0.000014 * t))))) + (Math.Sin(2 * anomaly) * (0.019993 - (0.000101 * t))) + (Math.Sin(3 * anomaly) * 0.000289);
        var node = Radians(125.04 - (1934.136 * t));
        var apparent = longitude + Radians(centre - 0.00569 - (0.00478 * Math.Sin(node)));
        var obliquity = Radians(23 + ((26 + ((21.448 - (t * (46.815 + (t * (0.00059 - (t * 0.001813)))))) / 60)) / 60) + (0.00256 * Math.Cos(node)));
        var y = Math.Tan(obliquity / 2) * Math.Tan(obliquity / 2);
        var equation = (y * Math.Sin(2 * longitude)) - (2 * eccentricity * Math.Sin(anomaly)) + (4 * eccentricity * y * Math.Sin(anomaly) * Math.Cos(2 * longitude))
            - (0.5 * y * y * Math.Sin(4 * longitude)) - (1.25 * eccentricity * eccentricity * Math.Sin(2 * anomaly));
        return (Math.Asin(Math.Sin(obliquity) * Math.Sin(apparent)), MinutesPerDegree * Degrees(equation));
    }

    /// <summary>How far the sun has turned past the meridian, degrees in -180..180.</summary>
    static double HourAngle(DateTimeOffset time, double longitude, double equationMinutes) =>
        Math.IEEERemainder(((time.UtcDateTime.TimeOfDay.TotalMinutes + equationMinutes) / MinutesPerDegree) + longitude - 180, 360);

    static double Radians(double degrees) => degrees * (Math.PI / 180);

    static double Degrees(double radians) => radians * (180 / Math.PI);
}

/// <summary>Sunrise and sunset in the place's own time; null where the sun does not cross the horizon that day.</summary>
public sealed record SunTimes(DateTimeOffset? Sunrise, DateTimeOffset? Sunset);
