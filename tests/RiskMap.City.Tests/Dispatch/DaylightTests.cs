using System.Globalization;
using RiskMap.City.Dispatch;

namespace RiskMap.City.Tests.Dispatch;

public class DaylightTests
{
    [Fact]
    public void The_sun_stands_where_the_almanac_says()
    {
        // J. Meeus, Astronomical Algorithms, example 25.a: apparent declination on 13 October 1992, 0 h, is -7.78507°; at the pole that is the elevation.
        Daylight.ElevationDegrees(new(1992, 10, 13, 0, 0, 0, TimeSpan.Zero), 0, 90).ShouldBe(-7.78507, 0.001);
        // The same book, example 28.a: the equation of time is then 13 m 42.7 s; noon of the sun at Greenwich comes so much before 12 h.
        var sun = Daylight.OfDay(new(1992, 10, 13), TimeZoneInfo.Utc, 0, 0);
        var noon = sun.Sunrise!.Value + ((sun.Sunset!.Value - sun.Sunrise.Value) / 2);
        (new DateTimeOffset(1992, 10, 13, 12, 0, 0, TimeSpan.Zero) - noon).TotalSeconds.ShouldBe(13 * 60 + 42.7, 10);
    }

    // Times as almanacs and observatories print them, to the minute.
    [Theory]
    [InlineData("2026-01-01", "Asia/Shanghai", 116.4, 39.9, "07:36", "17:00")] // Beijing
    [InlineData("2026-06-21", "Asia/Shanghai", 116.4, 39.9, "04:46", "19:46")]
    [InlineData("2024-06-20", "Europe/London", 0, 51.4779, "04:43", "21:21")] // Greenwich
    [InlineData("2026-06-21", "Australia/Sydney", 151.2093, -33.8688, "07:00", "16:54")]
    [InlineData("2024-07-04", "America/New_York", -77.0369, 38.9072, "05:48", "20:37")] // Washington
    [InlineData("2026-12-21", "Pacific/Auckland", 174.76, -36.85, "05:58", "20:39")]
    public void Sunrise_and_sunset_are_those_that_are_published(string date, string zone, double longitude, double latitude, string rise, string set)
    {
        var sun = Daylight.OfDay(DateOnly.Parse(date, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone), longitude, latitude);
        MinutesBetween(sun.Sunrise!.Value, rise).ShouldBeLessThanOrEqualTo(1);
        MinutesBetween(sun.Sunset!.Value, set).ShouldBeLessThanOrEqualTo(1);
        DateOnly.FromDateTime(sun.Sunrise.Value.DateTime).ToString("O", CultureInfo.InvariantCulture).ShouldBe(date);
    }

    [Fact]
    public void It_is_day_exactly_between_sunrise_and_sunset() => Seeded.ForEach(100, random =>
    {
        var (longitude, latitude) = (random.Between(-180, 180), random.Between(-60, 60));
        // A zone near the sun's own time, so that the day's sunrise and sunset are those of this date.
        var zone = TimeZoneInfo.CreateCustomTimeZone("local", TimeSpan.FromHours(Math.Round(longitude / 15)), "local", "local");
        var sun = Daylight.OfDay(new DateOnly(2026, 1, 1).AddDays(random.Next(365)), zone, longitude, latitude);
        bool IsDay(DateTimeOffset at) => Daylight.IsDay(at, longitude, latitude);
        IsDay(sun.Sunrise!.Value.AddSeconds(5)).ShouldBeTrue();
        IsDay(sun.Sunrise.Value.AddSeconds(-5)).ShouldBeFalse();
        IsDay(sun.Sunset!.Value.AddSeconds(-5)).ShouldBeTrue();
        IsDay(sun.Sunset.Value.AddSeconds(5)).ShouldBeFalse();
    });

    [Theory]
    [InlineData("2026-12-21", false)]
    [InlineData("2026-06-21", true)]
    public void Beyond_the_polar_circle_a_day_may_have_no_sunrise(string date, bool isDay)
    {
        var day = DateOnly.Parse(date, CultureInfo.InvariantCulture);
        Daylight.OfDay(day, TimeZoneInfo.Utc, 18.9553, 69.6492).ShouldBe(new SunTimes(null, null));
        foreach (var hour in new[] { 0, 6, 11, 18 })
            Daylight.IsDay(new(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero), 18.9553, 69.6492).ShouldBe(isDay);
    }

    static double MinutesBetween(DateTimeOffset at, string clock) => Math.Abs((at.TimeOfDay - TimeSpan.Parse(clock, CultureInfo.InvariantCulture)).TotalMinutes);
}
