using NetTopologySuite.Geometries;
using RiskMap.City.Model.Layers;
using RiskMap.City.Zoning.Catalogue;

namespace RiskMap.City.Zoning.Siting;

/// <summary>Better places for a site: a short shift, or another parcel. Pure.</summary>
static class PlaceRepairs
{
    /// <summary>
    /// The shortest shift on rays from the drawn place that gains the best verdict found within the limit; null when none gains anything.
    /// </summary>
    public static ShiftRepair? Shift(SitingCase planned, SiteGround ground, Verdict verdict, Verdict best)
    {
        var search = SitingTable.Default.Shift;
        (Verdict Verdict, double Metres, double Degrees) found = (verdict, 0, 0);
        for (var metres = search.StepMetres; metres <= search.LimitMetres && found.Verdict < best; metres += search.StepMetres)
        {
            var ring = Enumerable.Range(0, search.Directions).Select(ray => ray * 360.0 / search.Directions)
                .Select(degrees => (Verdict: VerdictAt(planned, ground, metres, degrees, found.Verdict), Metres: metres, Degrees: degrees)).ToList();
            if (ring.Max(shift => shift.Verdict) is var gained && gained > found.Verdict)
                found = ring.Where(shift => shift.Verdict == gained).Select(shift => shift with { Metres = Shortest(planned, ground, shift) }).MinBy(shift => shift.Metres);
        }
        return found.Verdict > verdict ? Told(planned, ground, found) : null;
    }

    /// <summary>The nearest zone of the planned land use or park of a fitting kind with a place for the site that has the best verdict; null when there is none.</summary>
    public static ParcelRepair? Parcel(SitingCase planned, SiteGround ground, Verdict best)
    {
        var centre = ground.Metric.Centroid.Coordinate;
        var areas = Candidates(planned).Select(pair => (pair.Areas, pair.Area, Metres: Math.Sqrt(pair.Areas.Outline(pair.Area).Box.SquaredDistance(centre.X, centre.Y))))
            .OrderBy(area => area.Metres).ThenBy(area => area.Areas.Feature(area.Area).Id).Take(SitingTable.Default.Parcel.MostAreas);
        ParcelRepair? nearest = null;
        foreach (var (area, at, metres) in areas)
        {
            if (nearest is not null && metres >= nearest.DistanceMetres)
                break;
            if (InArea(planned, ground, best, area, at) is { } found && !(found.DistanceMetres >= nearest?.DistanceMetres))
                nearest = found;
        }
        return nearest;
    }

    static Verdict VerdictAt(SitingCase planned, SiteGround ground, double metres, double degrees, Verdict enough)
    {
        var moved = Moved(ground, metres, degrees);
        var verdict = planned.VerdictOn(moved, enough);
        return verdict <= enough || IsInCity(planned, moved.Metric) ? verdict : Verdict.Prohibited;
    }

    // The verdict is gained between the ring before and this one: halved down to the exactness of the table.
    static double Shortest(SitingCase planned, SiteGround ground, (Verdict Verdict, double Metres, double Degrees) found)
    {
        var search = SitingTable.Default.Shift;
        var (bad, good) = (found.Metres - search.StepMetres, found.Metres);
        while (good - bad > search.ExactMetres)
        {
            var middle = (good + bad) / 2;
            if (VerdictAt(planned, ground, middle, found.Degrees, found.Verdict - 1) >= found.Verdict) good = middle;
            else bad = middle;
        }
        return good;
    }

    static ShiftRepair Told(SitingCase planned, SiteGround ground, (Verdict Verdict, double Metres, double Degrees) found)
    {
        var lonLat = planned.City.Plane.Unproject(Moved(ground, found.Metres, found.Degrees).Metric);
        return new(Math.Round(found.Metres, 3), found.Degrees, [lonLat.Centroid.X, lonLat.Centroid.Y], found.Verdict) { LonLat = lonLat };
    }

    static IEnumerable<(AreaSites Areas, int Area)> Candidates(SitingCase planned)
    {
        if (planned.Use.IndustryCode is not null)
        {
            var (parks, kind) = (AreaSites.Of(planned.City, Parks.Schema.Name), Parks.Schema.IndexOf("kind"));
            foreach (var park in Enumerable.Range(0, parks.Count).Where(park => SitingTable.Default.Parcel.ParkKinds.Contains(parks.Feature(park).Text(kind), StringComparer.Ordinal)))
                yield return (parks, park);
        }
        var own = ZoningTable.Default.LandUsesOf(planned.Use.LandUse).Select(use => use.Id).ToHashSet(StringComparer.Ordinal);
        var (areas, zones) = CatalogueZones.Of(planned.City);
        foreach (var zone in Enumerable.Range(0, zones.Length).Where(zone => zones[zone].LandUses.Any(use => own.Contains(use.Id))))
            yield return (areas, zone);
    }

    static ParcelRepair? InArea(SitingCase planned, SiteGround ground, Verdict best, AreaSites areas, int area)
    {
        var (centre, box, places) = (ground.Metric.Centroid.Coordinate, areas.Outline(area).Box, SitingTable.Default.Parcel.Places);
        var spots = Enumerable.Range(0, places * places).Select(spot => new Coordinate(
            box.MinX + (box.Width * (0.5 + (spot % places)) / places), box.MinY + (box.Height * (0.5 + (spot / places)) / places))).OrderBy(spot => spot.Distance(centre));
        foreach (var spot in spots)
        {
            var (east, north) = (spot.X - centre.X, spot.Y - centre.Y);
            if (!areas.MayHold(area, ground, east, north))
                continue;
            var moved = ground.Moved(east, north);
            if (planned.VerdictOn(moved, best - 1) < best || !areas.Holds(area, moved) || !IsInCity(planned, moved.Metric))
                continue;
            var (feature, lonLat) = (areas.Feature(area), planned.City.Plane.Unproject(moved.Metric));
            return new(feature.Block.Schema.Name, feature.Id, feature.Name, Math.Round(spot.Distance(centre), 3), [lonLat.Centroid.X, lonLat.Centroid.Y], best) { LonLat = lonLat };
        }
        return null;
    }

    static bool IsInCity(SitingCase planned, Geometry metric)
    {
        if (planned.City.City?.Extent is not { } extent)
            return true;
        var box = planned.City.Plane.Unproject(metric).EnvelopeInternal;
        return extent.Contains(new Geo.Geometries.Box(box.MinX, box.MinY, box.MaxX, box.MaxY));
    }

    static SiteGround Moved(SiteGround ground, double metres, double degrees)
    {
        var radians = degrees * Math.PI / 180;
        return ground.Moved(metres * Math.Sin(radians), metres * Math.Cos(radians));
    }
}
