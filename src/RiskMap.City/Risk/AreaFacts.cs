using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk;

/// <summary>
/// What the index of every area is made from, gathered in one pass over the city: who lies where, grades, radii, exposed places.
/// Area -1 is "in no area".
/// </summary>
sealed class AreaFacts
{
    static readonly int GradeField = Model.Layers.Enterprises.Schema.IndexOf("grade");

    readonly List<(int, int)>[] _reaching;

    AreaFacts(CitySnapshot city, RiskModel model, AreaUnits units)
    {
        (Enterprises, Places, Teams, Depots) =
            (LayerPoints.Of(city, "enterprises"), LayerPoints.Of(city, "places"), LayerPoints.Of(city, "teams"), LayerPoints.Of(city, "depots"));
        var spaces = LayerPoints.Of(city, "confined-spaces");
        SpaceCount = spaces.Count;
        EnterpriseArea = Locate(Enterprises, units);
        PlaceArea = Locate(Places, units);
        Grades = Array.ConvertAll(Enterprises.Features, enterprise => enterprise.Text(GradeField));
        Rules = Array.ConvertAll(Enterprises.Features, enterprise => Influence.RuleFor(enterprise, model));
        Exposure = Exposure.Of(city, Enterprises, Places, Rules);
        EnterprisesIn = ByArea(EnterpriseArea, units.Features.Count);
        PlacesIn = ByArea(PlaceArea, units.Features.Count);
        SpacesIn = ByArea(Locate(spaces, units), units.Features.Count);
        _reaching = Reaching(units.Features.Count);
    }

    public LayerPoints Enterprises { get; }

    public LayerPoints Places { get; }

    public LayerPoints Teams { get; }

    public LayerPoints Depots { get; }

    public int SpaceCount { get; }

    public int[] EnterpriseArea { get; }

    public int[] PlaceArea { get; }

    public string?[] Grades { get; }

    public InfluenceRule?[] Rules { get; }

    public Exposure Exposure { get; }

    public IReadOnlyList<int>[] EnterprisesIn { get; }

    public IReadOnlyList<int>[] PlacesIn { get; }

    public IReadOnlyList<int>[] SpacesIn { get; }

    public static AreaFacts Gather(CitySnapshot city, RiskModel model, AreaUnits units) => new(city, model, units);

    /// <summary>Counts of an area; -1 counts what lies in none.</summary>
    public AreaCounts CountsOf(int area)
    {
        var enterprises = EnterprisesIn[area + 1];
        int Graded(string? grade) => enterprises.Count(enterprise => Grades[enterprise] == grade);
        return new(enterprises.Count, Graded("red"), Graded("orange"), Graded("yellow"), Graded("blue"), Graded(null), SpacesIn[area + 1].Count, PlacesIn[area + 1].Count);
    }

    /// <summary>The places of an area that some enterprise reaches.</summary>
    public IEnumerable<int> ExposedIn(int area) => PlacesIn[area + 1].Where(place => Exposure.ReachedBy[place] > 0);

    /// <summary>Pairs of an enterprise, wherever it stands, and a place of the area that it reaches.</summary>
    public IReadOnlyList<(int Enterprise, int Place)> ReachingInto(int area) => _reaching[area + 1];

    /// <summary>Metres to the nearest point of a layer, or null when it has none.</summary>
    public static double? NearestMetres(LayerPoints points, double x, double y) =>
        points.Count == 0 ? null : points.Grid.Nearest(x, y).Distance;

    List<(int, int)>[] Reaching(int areas)
    {
        var lists = new List<(int, int)>[areas + 1];
        for (var area = 0; area <= areas; area++)
            lists[area] = [];
        for (var enterprise = 0; enterprise < Enterprises.Count; enterprise++)
        {
            foreach (var place in Exposure.PlacesOf[enterprise])
                lists[PlaceArea[place] + 1].Add((enterprise, place));
        }
        return lists;
    }

    static int[] Locate(LayerPoints points, AreaUnits units)
    {
        var areas = new int[points.Count];
        for (var i = 0; i < areas.Length; i++)
        {
            var feature = points.Features[i];
            areas[i] = units.Find(feature.Block.Geometry.PointX(feature.Row), feature.Block.Geometry.PointY(feature.Row));
        }
        return areas;
    }

    // Slot 0 holds what lies in no area.
    static IReadOnlyList<int>[] ByArea(int[] areaOf, int areas)
    {
        var lists = new List<int>[areas + 1];
        for (var area = 0; area <= areas; area++)
            lists[area] = [];
        for (var i = 0; i < areaOf.Length; i++)
            lists[areaOf[i] + 1].Add(i);
        return lists;
    }
}
