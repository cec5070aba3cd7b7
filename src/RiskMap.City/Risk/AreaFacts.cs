using RiskMap.City.Risk.Fields;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk;

/// <summary>What the index of every area is made from: the fields of the city, the areas, and what lies in which area. Area -1 is "in no area".</summary>
sealed class AreaFacts
{
    readonly AreaTally _enterprises;
    readonly AreaTally _spaces;
    readonly AreaTally _places;
    readonly List<PlaceAt>[] _exposed;

    AreaFacts(CitySnapshot city, RiskModel model, AreaUnits units)
    {
        (City, Model, Units) = (city, model, units);
        Fields = CityFields.Of(city, model);
        Cells = units.CellsOf(Fields.Grid);
        _enterprises = new(city.Layer("enterprises"), units);
        _spaces = new(city.Layer("confined-spaces"), units);
        _places = new(city.Layer("places"), units);
        _exposed = ExposedByArea(units);
    }

    public CitySnapshot City { get; }

    public RiskModel Model { get; }

    public AreaUnits Units { get; }

    public CityFields Fields { get; }

    /// <summary>Cells of each area, ascending.</summary>
    public int[][] Cells { get; }

    public static AreaFacts Gather(CitySnapshot city, RiskModel model, AreaUnits units) => new(city, model, units);

    /// <summary>Counts of an area; -1 counts what lies in none.</summary>
    public AreaCounts CountsOf(int area)
    {
        var (red, orange, yellow, blue, ungraded) = _enterprises.Grades(area);
        return new(_enterprises.Of(area), red, orange, yellow, blue, ungraded, _spaces.Of(area), _places.Of(area));
    }

    /// <summary>The places of an area whose cell some enterprise reaches.</summary>
    public IReadOnlyList<PlaceAt> ExposedIn(int area) => _exposed[area + 1];

    /// <summary>Metres to the nearest feature of a point layer, or null when it has none.</summary>
    public double? NearestMetres(string layer, (double X, double Y) from)
    {
        var points = LayerPoints.Of(City, layer);
        return points.Count == 0 ? null : points.Grid.Nearest(from.X, from.Y).Distance;
    }

    List<PlaceAt>[] ExposedByArea(AreaUnits units)
    {
        var lists = new List<PlaceAt>[units.Features.Count + 1];
        for (var slot = 0; slot < lists.Length; slot++)
            lists[slot] = [];
        foreach (var place in Fields.People.Places)
        {
            if (place.Cell >= 0 && Fields.Hazard.Least[place.Cell] > 0)
                lists[units.TallyOf(place.Feature.Block).AreaOf(place.Feature.Row) + 1].Add(place);
        }
        return lists;
    }
}
