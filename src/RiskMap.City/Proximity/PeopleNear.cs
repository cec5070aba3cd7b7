using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Proximity;

/// <summary>People inside a buffer: at protected places by their capacity, and by the population layer. Pure.</summary>
static class PeopleNear
{
    static readonly int PlaceDay = Places.Schema.IndexOf("capacityDay");
    static readonly int PlaceNight = Places.Schema.IndexOf("capacityNight");
    static readonly int[] CellFields = [.. new[] { "residents", "peopleDay", "peopleNight" }.Select(Population.Schema.IndexOf)];

    /// <summary>People inside.</summary>
    /// <param name="city">The city.</param>
    /// <param name="origin">Where the question starts from.</param>
    /// <param name="metres">Radius.</param>
    /// <param name="buffer">The buffer as a polygon in the metric plane, by which cells are cut.</param>
    /// <param name="isOrigin">Tells the feature that the question starts from: it is not its own neighbour.</param>
    public static PeopleInside Of(CitySnapshot city, SiteOutline origin, double metres, Geometry buffer, Predicate<FeatureRef> isOrigin) =>
        new(AtPlaces(Sites.Of(city, "places"), origin, metres, isOrigin), city.Layer("population").Count == 0 ? null : InCells(Sites.Of(city, "population"), buffer));

    static PlacePeople AtPlaces(Sites places, SiteOutline origin, double metres, Predicate<FeatureRef> isOrigin)
    {
        var found = new List<int>();
        places.Within(origin, metres, found);
        var inside = found.Select(places.Feature).Where(place => !isOrigin(place)).ToList();
        return new(
            inside.Count, inside.Sum(place => place.Integer(PlaceDay)), inside.Sum(place => place.Integer(PlaceNight)),
            inside.Count(place => place.IsNull(PlaceDay)), inside.Count(place => place.IsNull(PlaceNight)));
    }

    static PopulationPeople InCells(Sites cells, Geometry buffer)
    {
        var found = new List<int>();
        if (!buffer.IsEmpty)
            cells.Within(new SiteOutline(buffer), 0, found);
        var (prepared, people, known, unknown, count, covered) = (PreparedGeometryFactory.Prepare(buffer), new double[CellFields.Length], new int[CellFields.Length], new int[CellFields.Length], 0, 0.0);
        foreach (var cell in found)
        {
            var (shape, feature) = (cells.Outline(cell).Geometry, cells.Feature(cell));
            var inside = prepared.Covers(shape) ? shape.Area : buffer.Intersection(shape).Area;
            if (!(inside > 0))
                continue;
            count++;
            covered += inside;
            for (var field = 0; field < CellFields.Length; field++)
            {
                var number = feature.Number(CellFields[field]);
                if (double.IsNaN(number))
                    unknown[field]++;
                else
                    (people[field], known[field]) = (people[field] + (number * inside / shape.Area), known[field] + 1);
            }
        }
        double? Total(int field) => known[field] > 0 || count == 0 ? people[field] : null;
        // Cells that overlap would cover more than there is.
        return new(Total(0), Total(1), Total(2), count, unknown[0], unknown[1], unknown[2], buffer.IsEmpty ? 0 : Math.Min(1, covered / buffer.Area));
    }
}
