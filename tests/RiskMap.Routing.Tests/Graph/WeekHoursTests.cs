using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Tests.Graph;

public class WeekHoursTests
{
    // 29 June 2026 is a Monday.
    static bool Holds(string text, string at) => WeekHours.Parse(text)!.Holds(At(at));

    static DateTime At(string dayAndClock)
    {
        var day = Array.IndexOf(["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"], dayAndClock[..2]);
        return new DateTime(2026, 6, 29).AddDays(day) + TimeSpan.Parse(dayAndClock[3..], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("Mo-Fr 07:00-09:00,16:30-18:30", "Mo 07:00 Fr 08:59 We 16:30 We 18:29", "Mo 06:59 Mo 09:00 We 16:29 We 18:30 Sa 08:00")]
    [InlineData("(Mo-Fr 07:00-09:00, 16:30-18:30)", "Mo 07:00 We 18:29", "Mo 09:00 Su 17:00")]
    [InlineData("07:00 - 9:00", "Mo 07:00 Su 08:30", "Su 09:30")]
    [InlineData("Mo,We,Fr", "Mo 00:00 We 12:00 Fr 23:59", "Tu 12:00 Su 12:00")]
    [InlineData("Sa-Mo 10:00-12:00", "Sa 10:00 Su 10:00 Mo 11:59", "Tu 11:00 Fr 11:00")]
    [InlineData("Fr 22:00-06:00", "Fr 22:00 Sa 05:59", "Fr 21:59 Fr 05:00 Sa 06:00 Sa 22:00")]
    [InlineData("Su 22:00-06:00", "Su 23:00 Mo 03:00", "Mo 06:00 Su 03:00")]
    [InlineData("Fr 22:00-26:00", "Fr 23:00 Sa 01:59", "Sa 02:00")]
    [InlineData("00:00-24:00", "Mo 00:00 Su 23:59", "")]
    [InlineData("24/7", "Mo 00:00 Su 23:59", "")]
    [InlineData("Mo-Fr 07:00-09:00; Sa 10:00-12:00", "Tu 08:00 Sa 11:00", "Sa 08:00 Tu 11:00")]
    [InlineData("Mo-Fr 07:00-09:00, Sa 10:00-12:00", "Tu 08:00 Sa 11:00", "Sa 08:00 Tu 11:00")]
    [InlineData("Mo-Fr 07:00-09:00; Mo-Fr 17:00-19:00", "Tu 08:00 Tu 18:00", "Tu 10:00")]
    [InlineData("Mo-Fr 07:00-09:00; We off", "Tu 08:00", "We 08:00")]
    [InlineData("Monday-Friday 07:00-09:00", "Mo 07:00 Fr 08:00", "Sa 08:00")]
    [InlineData("mon-fri 07:00-09:00", "Mo 07:00 Fr 08:00", "Su 08:00")]
    public void Days_and_hours_are_read(string text, string holding, string others)
    {
        foreach (var at in Times(holding))
            Holds(text, at).ShouldBeTrue(at);
        foreach (var at in Times(others))
            Holds(text, at).ShouldBeFalse(at);
    }

    [Theory]
    [InlineData("Mo-Fr,PH 07:00-09:00")]
    [InlineData("Mo-Fr 07:00-09:00; PH off")]
    [InlineData("Mo-Fr 07:00-09:00; SH 10:00-12:00")]
    public void Holidays_are_left_out_and_told(string text)
    {
        WeekHours.Parse(text)!.NamesHolidays.ShouldBeTrue();
        WeekHours.Parse(text).ShouldBe(WeekHours.Parse("Mo-Fr 07:00-09:00"));
        WeekHours.Parse("Mo-Fr 07:00-09:00")!.NamesHolidays.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("()")]
    [InlineData("wet")]
    [InlineData("weight>7.5")]
    [InlineData("Mo-Fr 07:00-09:00 AND wet")]
    [InlineData("Jan-Mar")]
    [InlineData("Jan 1-Mar 31 07:00-09:00")]
    [InlineData("sunrise-sunset")]
    [InlineData("07:00+")]
    [InlineData("7-9")]
    [InlineData("25:00-26:00")]
    [InlineData("07:70-09:00")]
    [InlineData("07:00-49:00")]
    [InlineData("Mo-We-Fr")]
    [InlineData("Mo- 07:00-09:00")]
    [InlineData("Mo-Fr 07:00-09:00 off")]
    [InlineData("Mo-Fr 07:00-09:00;")]
    [InlineData("off")]
    [InlineData("PH 07:00-09:00")]
    public void What_is_more_than_days_and_hours_is_not_read(string text) => WeekHours.Parse(text).ShouldBeNull();

    [Fact]
    public void The_same_hours_are_equal_however_they_are_written()
    {
        WeekHours.Parse("Sa,Su 00:00-24:00").ShouldBe(WeekHours.Parse("Sa-Su"));
        WeekHours.Parse("Sa-Su")!.GetHashCode().ShouldBe(WeekHours.Parse("Su;Sa")!.GetHashCode());
        WeekHours.Parse("Sa-Su").ShouldNotBe(WeekHours.Parse("Sa"));
    }

    static IEnumerable<string> Times(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(pair => string.Join(' ', pair));
}
