using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Proximity;

/// <summary>The working of an answer about what is near, in both languages. Pure.</summary>
static class ProximityExplanation
{
    public static IReadOnlyList<ExplanationStep> Of(
        CitySnapshot city, ProximityOrigin origin, ProximityRadius? radius, IReadOnlyList<LayerProximity> inside, PeopleInside? people, IReadOnlyList<LayerProximity> nearest)
    {
        var steps = new List<ExplanationStep> { new(Start(origin)), new(Method(city)) };
        if (radius is not null)
            steps.Add(new(radius.Text, radius.Source));
        steps.AddRange(inside.Select(layer => new ExplanationStep(Counted(layer))));
        if (people is not null)
        {
            steps.Add(new(AtPlaces(people.Places)));
            steps.Add(new(InCells(people.Population)));
        }
        steps.AddRange(nearest.Select(layer => new ExplanationStep(Nearest(layer))));
        return steps;
    }

    static LocalizedText Start(ProximityOrigin origin)
    {
        var boundary = origin.Outline.HasShape;
        var (zh, en) = boundary ? ("边界", "its boundary") : ("点位", "its point");
        return origin.Feature is { } feature
            ? ($"起点：{feature.Block.Schema.Title.Zh} {feature.Id}（{feature.Name ?? feature.Key}），自{zh}量起", $"start: {feature.Block.Schema.Name} {feature.Id} ({feature.Name ?? feature.Key}), measured from {en}")
            : ($"起点：所给{(boundary ? "图形" : "位置")}", $"start: the given {(boundary ? "shape" : "position")}");
    }

    static LocalizedText Method(CitySnapshot city)
    {
        var plane = city.Plane.ToString();
        return ($"距离在米制平面（{plane}）中按边到边量取，有厂界的自厂界量，没有的自点位量；恰在半径上的算在内",
            $"distances are measured edge to edge in the metric plane ({plane}), from the boundary where there is one, else from the point; what lies exactly at the radius is inside");
    }

    static LocalizedText Counted(LayerProximity layer)
    {
        var title = CityLayers.Get(layer.Layer).Title;
        return ($"{title.Zh}：范围内 {layer.NumberMatched} 个，列出最近 {layer.Features.Count} 个", $"{title.En}: {layer.NumberMatched} inside, the nearest {layer.Features.Count} are listed");
    }

    static LocalizedText AtPlaces(PlacePeople people) => (
        $"防护目标处人数：{people.Count} 处，日间 {people.Day} 人（{people.DayUnknown} 处未知），夜间 {people.Night} 人（{people.NightUnknown} 处未知）",
        $"people at protected places: {people.Count} places, {people.Day} by day ({people.DayUnknown} places unknown), {people.Night} by night ({people.NightUnknown} unknown)");

    static LocalizedText InCells(PopulationPeople? people)
    {
        if (people is null)
            return ("人口图层：无数据，不能视为无人", "population layer: no data, which does not mean nobody");
        var (residents, day, night) = (Number(people.Residents), Number(people.Day), Number(people.Night));
        var share = (people.CoveredShare * 100).ToString("0.#", CultureInfo.InvariantCulture);
        return ($"按人口图层（各单元人数 × 范围内面积比例，与上一项不可相加）：常住 {residents.Zh}，日间 {day.Zh}，夜间 {night.Zh}；单元覆盖范围面积的 {share}%，其余无数据",
            $"by the population layer (each cell's people × share of its area inside; not to be added to the line before): residents {residents.En}, by day {day.En}, by night {night.En}; cells cover {share} % of the area, the rest is no data");
    }

    static LocalizedText Nearest(LayerProximity layer)
    {
        var title = CityLayers.Get(layer.Layer).Title;
        if (layer.Features.Count == 0)
            return ($"{title.Zh}：无数据", $"{title.En}: no data");
        var metres = layer.Features[0].DistanceMetres.ToString("0.0", CultureInfo.InvariantCulture);
        return ($"{title.Zh}：最近的在 {metres} 米外（共 {layer.NumberMatched} 个）", $"{title.En}: the nearest is {metres} m away (of {layer.NumberMatched})");
    }

    static LocalizedText Number(double? people) => people is { } known
        ? (known.ToString("0.#", CultureInfo.InvariantCulture), known.ToString("0.#", CultureInfo.InvariantCulture))
        : ("无数据", "no data");
}
