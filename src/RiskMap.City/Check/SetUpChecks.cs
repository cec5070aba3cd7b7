using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Check;

/// <summary>The city as a whole: metadata, metric plane, and rule tables that wait for a person to verify them.</summary>
static class SetUpChecks
{
    /// <summary>Half a 3-degree zone, degrees of longitude (GB 22021-2008, 3-degree Gauss-Kruger zones).</summary>
    const double HalfZoneDegrees = 1.5;

    public static IEnumerable<Finding> Of(CitySnapshot city)
    {
        if (city.City is null || city.City.PlaneWkt is null || city.City.Extent is null)
        {
            yield return new("city-not-set", Severity.Error, null, null,
                ("城市的名称、范围或量算平面尚未设定，距离无法可靠量算", "The city's name, extent or metric plane is not set; distances cannot be relied on"),
                ("运行 riskmap init，或导入第一个图层", "Run riskmap init, or import a first layer"));
        }
        else if (Math.Abs(city.City.Extent.Value.CentreX - city.Plane.CentralMeridian) is > HalfZoneDegrees and var away)
        {
            var (meridian, off) = (Text(city.Plane.CentralMeridian), Text(away));
            yield return new("plane-of-another-zone", Severity.Error, null, null,
                ($"量算平面的中央经线 {meridian}° 与城市中心相差 {off}°，量出的距离会偏长", $"The plane's central meridian {meridian}° is {off}° from the city's centre; distances come out too long"),
                ("用 riskmap init --plane 选择城市所在的 3 度带", "Choose the city's 3-degree zone with riskmap init --plane"));
        }

        if (RiskModel.Default.Source.Status != RuleSource.Verified)
        {
            yield return new("risk-model-to-be-verified", Severity.Note, null, null,
                ("风险模型的参数尚未经本单位核定（data/risk-model.json）", "The parameters of the risk model were not verified by the bureau (data/risk-model.json)"),
                ("核对各参数与依据后，把 source 的 status 改为 verified", "Check each parameter and its source, then set its status to verified"));
        }
    }

    static string Text(double degrees) => degrees.ToString("0.##", CultureInfo.InvariantCulture);
}
