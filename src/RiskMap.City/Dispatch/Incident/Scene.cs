using System.Globalization;
using RiskMap.City.Dispatch.Isolation;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Incident;

/// <summary>An incident question after its check: everything that the card is made from.</summary>
/// <param name="Spill">Where.</param>
/// <param name="Entry">What.</param>
/// <param name="IsLarge">True for a large spill.</param>
/// <param name="Wind">The wind.</param>
/// <param name="Time">When, in the city's time zone.</param>
/// <param name="Zone">The city's time zone.</param>
/// <param name="AtEnterprise">True where the spill was placed by an enterprise.</param>
/// <param name="UnknownName">A name that came beside the UN number and is not the book's, or null: the number goes before it.</param>
sealed record Scene(QuestionPlace Spill, ErgEntry Entry, bool IsLarge, IncidentWind Wind, DateTimeOffset Time, TimeZoneInfo Zone, bool AtEnterprise, string? UnknownName)
{
    /// <summary>True between sunrise and sunset.</summary>
    public bool IsDay { get; } = Daylight.IsDay(Time, Spill.Longitude, Spill.Latitude);

    /// <summary>Checks a question.</summary>
    /// <exception cref="QuestionException">An input is missing or wrong; the member is named.</exception>
    public static Scene Of(CitySnapshot city, IncidentQuestion question, IncidentRules rules)
    {
        var spill = SpillOf(city, question);
        var entry = ErgIndex.Default.Find(question.UnNumber, question.Material);
        var isLarge = question.Size switch
        {
            "small" => false,
            "large" => true,
            _ => throw new QuestionException("size", question.Size, ("泄漏规模不是 small 或 large", "the size is neither small nor large"), ("208 升及以下用 small，以上用 large", "up to 208 L send small, else large")),
        };
        var time = question.Time ?? throw new QuestionException("time", null, ("没有时间", "the time is missing"), ("给出带时区的时间，如 2026-11-27T22:00:00+08:00", "send a time with its offset, e.g. 2026-11-27T22:00:00+08:00"));
        var zone = CityMetadata.ZoneOf(city.City);
        return new(spill, entry, isLarge, WindOf(question, rules), TimeZoneInfo.ConvertTime(time, zone), zone, question.Location is null,
            string.IsNullOrWhiteSpace(question.Material) || ErgIndex.Default.IsKnown(question.Material) ? null : question.Material);
    }

    static QuestionPlace SpillOf(CitySnapshot city, IncidentQuestion question)
    {
        if (question.EnterpriseId is not { } id)
            return QuestionPlace.Of(city, question.Location, "location");
        if (city.Layer("enterprises").Find(id) is not { } enterprise || (question.Location is null && enterprise.IsEmpty))
            throw new QuestionException("enterpriseId", id.ToString(CultureInfo.InvariantCulture), ("没有这个企业，或它没有位置", "there is no such enterprise, or it has no position"), ("给出企业编号或 location", "send the id of an enterprise, or location"));
        if (question.Location is not null)
            return QuestionPlace.Of(city, question.Location, "location");
        var (longitude, latitude) = (enterprise.Block.Geometry.PointX(enterprise.Row), enterprise.Block.Geometry.PointY(enterprise.Row));
        return QuestionPlace.Of(city, [longitude, latitude], "enterpriseId");
    }

    static IncidentWind WindOf(IncidentQuestion question, IncidentRules rules)
    {
        var from = Checked("windFromDegrees", question.WindFromDegrees, 360, "°", ("正北为 0，顺时针", "0 is north, clockwise"));
        var speed = Checked("windMetresPerSecond", question.WindMetresPerSecond, rules.MostWindMetresPerSecond.Value, "m/s", ("风速以米每秒计", "the speed in metres per second"));
        return new(from, speed, speed < rules.CalmMetresPerSecond.Value);
    }

    static double Checked(string member, double? value, double most, string unit, LocalizedText what) => value is { } number && number >= 0 && number <= most
        ? number
        : throw new QuestionException(member, value?.ToString(CultureInfo.InvariantCulture),
            value is null ? ("没有风的数据", "the wind is missing") : ($"不在 0–{most} {unit} 之内", $"is not within 0–{most} {unit}"),
            ($"给出 0–{most} {unit}：{what.Zh}", $"send 0–{most} {unit}: {what.En}"));
}
