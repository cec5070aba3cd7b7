using RiskMap.City.Risk;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Check;

/// <summary>Points that stand where no point of the city can stand: on (0, 0), beyond the extent, or in none of its districts.</summary>
static class PlaceChecks
{
    public static IEnumerable<Finding> Of(CitySnapshot city)
    {
        var districts = city.Layer("districts").Count == 0 ? null : AreaUnits.DistrictsOf(city, RiskModel.Default);
        return city.Layers.Where(layer => layer.Schema.Geometry == Model.GeometryKind.Point && layer.Count > 0)
            .SelectMany(layer => Of(city, layer, districts));
    }

    static IEnumerable<Finding> Of(CitySnapshot city, LayerSnapshot layer, AreaUnits? districts)
    {
        var (origin, far, outside) = (new List<FeatureRef>(), new List<FeatureRef>(), new List<FeatureRef>());
        foreach (var row in layer.All.Where(row => !row.IsEmpty))
        {
            var (x, y) = (row.Block.Geometry.PointX(row.Row), row.Block.Geometry.PointY(row.Row));
            if (x == 0 && y == 0) origin.Add(row);
            else if (city.City?.Extent is { IsEmpty: false } extent && !extent.Contains(x, y)) far.Add(row);
            else if (districts is not null && districts.Find(x, y) < 0) outside.Add(row);
        }

        var (zh, name) = (layer.Schema.Title.Zh, layer.Schema.Name);
        return new[]
        {
            CityCheck.About("on-origin", Severity.Error, layer, origin,
                ($"{zh}：{origin.Count} 行位于 (0, 0)", $"{name}: {origin.Count} rows stand at (0, 0)"), ("补上真实坐标", "Give their true coordinates")),
            CityCheck.About("outside-extent", Severity.Warning, layer, far,
                ($"{zh}：{far.Count} 行在城市范围之外", $"{name}: {far.Count} rows lie outside the city's extent"),
                ("检查经纬度是否颠倒、坐标系是否正确；如范围有误，用 riskmap init --extent 更正", "Check for swapped latitude and longitude and for the coordinate system; correct a wrong extent with riskmap init --extent")),
            CityCheck.About("outside-districts", Severity.Warning, layer, outside,
                ($"{zh}：{outside.Count} 行不在任何区划之内，不计入任何区划的风险", $"{name}: {outside.Count} rows lie in no district and count in none"),
                ("检查坐标（GCJ-02 偏移约 500 米）；或导入完整的区划", "Check the coordinates (GCJ-02 is off by about 500 m), or import all districts")),
        }.OfType<Finding>();
    }
}
