using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.City.Dispatch.Incident;

/// <summary>People in a zone by the population layer: a cell that lies partly inside counts with the share of its area. Pure, thread-safe.</summary>
static class PeopleInside
{
    static readonly int Residents = Population.Schema.IndexOf("residents");
    static readonly int Day = Population.Schema.IndexOf("peopleDay");
    static readonly int Night = Population.Schema.IndexOf("peopleNight");

    /// <summary>People of the period, or null where no cell can say; what is missing is named.</summary>
    public static double? Of(CitySnapshot city, ReleaseZone zone, bool isDay, List<MissingData> missing)
    {
        var layer = city.Layer("population");
        if (layer.Count == 0)
        {
            missing.Add(new("population", ("“人口”图层没有数据", "layer 'population' has no data")));
            return null;
        }
        var (people, byResidents, unknown, known) = (0.0, 0, 0, 0);
        foreach (var (cell, share) in Shares(city, layer, zone))
        {
            var field = cell.IsNull(isDay ? Day : Night) ? Residents : isDay ? Day : Night;
            if (cell.IsNull(field))
            {
                unknown++;
                continue;
            }
            known++;
            byResidents += field == Residents ? 1 : 0;
            people += cell.Number(field) * share;
        }
        NameMissing(missing, isDay, byResidents, unknown, known);
        return known == 0 ? null : people;
    }

    static void NameMissing(List<MissingData> missing, bool isDay, int byResidents, int unknown, int known)
    {
        var (zh, en) = isDay ? ("日间", "day") : ("夜间", "night");
        if (byResidents > 0)
            missing.Add(new("population.people", ($"{byResidents} 个格网没有{zh}人数，取常住人口", $"{byResidents} cells without people by {en}: residents are taken")));
        if (unknown > 0)
            missing.Add(new("population.people", ($"{unknown} 个格网没有人数，未计入", $"{unknown} cells without people are not counted")));
        if (known == 0 && unknown == 0)
            missing.Add(new("population", ("区内没有人口格网", "no population cell reaches into the zone")));
    }

    static IEnumerable<(FeatureRef Cell, double Share)> Shares(CitySnapshot city, LayerSnapshot layer, ReleaseZone zone)
    {
        var envelope = zone.Whole.EnvelopeInternal;
        var box = new Box(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY);
        foreach (var block in layer.Blocks)
        {
            var metric = block.Metric(city.Plane);
            for (var row = 0; row < block.Count; row++)
            {
                if (layer.IsHidden(block, row) || metric.IsEmpty(row) || !metric.BoxOf(row).Intersects(box))
                    continue;
                if (ShareOf(metric, row, zone) is > 0 and var share)
                    yield return (new FeatureRef(block, row), share);
            }
        }
    }

    static double ShareOf(GeometryColumn metric, int row, ReleaseZone zone)
    {
        if (zone.Holds(metric.BoxOf(row)))
            return 1;
        if (zone.Grid.SideOf(metric.BoxOf(row)) == AreaSide.Outside)
            return 0;
        var cell = metric.ToGeometry(row);
        if (!zone.Prepared.Intersects(cell))
            return 0;
        // A cell that is a point or a line has no area to share: it is inside or not.
        return cell.Area > 0 ? zone.Whole.Intersection(cell).Area / cell.Area : 1;
    }
}
