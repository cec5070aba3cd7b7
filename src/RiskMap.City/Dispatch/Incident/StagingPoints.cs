using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Incident;

/// <summary>
/// Where to gather: upwind, outside the isolation circle, on the road that is nearest to the point straight upwind. Without a road in the sector it is that
/// point itself, and the answer says so. Pure, thread-safe.
/// </summary>
static class StagingPoints
{
    const double SectorStepDegrees = 5;
    static readonly int Class = Roads.Schema.IndexOf("roadClass");
    static readonly GeometryFactory Factory = new();

    public static StagingPoint Of(CitySnapshot city, ReleaseZone zone, double isolationMetres, IncidentRules rules, List<MissingData> missing)
    {
        var nearest = Math.Max(isolationMetres * rules.Staging.IsolationFactor.Value, rules.Staging.LeastMetres.Value);
        var (spill, ideal) = (zone.Frame.At(0, 0), zone.Frame.AtAngle(nearest, 180));
        var (road, at) = NearestRoad(city, SectorOf(zone.Frame, nearest, rules.Staging), ideal, rules);
        if (road is null)
            missing.Add(new("roads.staging", ("上风扇区内没有道路：集结点取正上风方向", "no road in the sector upwind: the staging point is straight upwind")));
        var metres = Math.Sqrt(((at.X - spill.X) * (at.X - spill.X)) + ((at.Y - spill.Y) * (at.Y - spill.Y)));
        return new(QuestionPlace.LonLatOf(city, at.X, at.Y), metres, zone.Frame.Bearing(at, spill), road?.Id, road?.Name);
    }

    static (FeatureRef? Road, (double X, double Y) At) NearestRoad(CitySnapshot city, Polygon sector, (double X, double Y) ideal, IncidentRules rules)
    {
        var (best, road, at, from) = (double.PositiveInfinity, (FeatureRef?)null, ideal, Factory.CreatePoint(new Coordinate(ideal.X, ideal.Y)));
        foreach (var (candidate, metric) in RoadsAcross.In(city, city.Layer("roads"), sector.EnvelopeInternal))
        {
            var line = metric.ToGeometry(candidate.Row);
            if (IsUnfit(candidate.Text(Class), rules) || line.Distance(from) >= best)
                continue;
            var part = sector.Intersection(line);
            var metres = part.IsEmpty ? double.PositiveInfinity : part.Distance(from);
            if (metres >= best)
                continue;
            var point = DistanceOp.NearestPoints(part, from)[0];
            (best, road, at) = (metres, candidate, (point.X, point.Y));
        }
        return (road, at);
    }

    static bool IsUnfit(string? roadClass, IncidentRules rules) => roadClass is not null
        && (rules.NotForVehicles.Classes.Contains(roadClass, StringComparer.Ordinal) || rules.Staging.NotOn.Contains(roadClass, StringComparer.Ordinal));

    // A ring's sector around straight upwind. Chords of the inner arc would come nearer than allowed, so its corners lie a little farther out.
    static Polygon SectorOf(WindFrame frame, double nearest, StagingRules rules)
    {
        var half = rules.SectorDegrees.Value;
        var steps = (int)Math.Ceiling(2 * half / SectorStepDegrees);
        var inner = nearest / Math.Cos(half / Math.Max(1, steps) * Math.PI / 180);
        var angles = Enumerable.Range(0, steps + 1).Select(step => 180 - half + (2 * half * step / Math.Max(1, steps))).ToList();
        var ring = angles.Select(angle => frame.AtAngle(nearest + rules.SearchMetres.Value, angle))
            .Concat(angles.AsEnumerable().Reverse().Select(angle => frame.AtAngle(inner, angle))).Select(at => new Coordinate(at.X, at.Y)).ToList();
        return Factory.CreatePolygon([.. ring, ring[0]]);
    }
}
