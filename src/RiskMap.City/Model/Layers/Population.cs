namespace RiskMap.City.Model.Layers;

/// <summary>Population 人口 by cell or polygon.</summary>
public static class Population
{
    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("population", ("人口", "Population"),
        ("网格或面：常住人口、日间人数、夜间人数", "Cells or polygons with permanent residents and people by day and night"),
        GeometryKind.Polygon,
        [
            new("residents", ("常住人口", "Permanent residents"), FieldType.Number) { Unit = "{persons}", Minimum = 0, Maximum = 1e7, InTiles = true, Aliases = ["人口", "population", "pop"] },
            new("peopleDay", ("日间人数", "People by day"), FieldType.Number) { Unit = "{persons}", Minimum = 0, Maximum = 1e7, Aliases = ["白天人口"] },
            new("peopleNight", ("夜间人数", "People by night"), FieldType.Number) { Unit = "{persons}", Minimum = 0, Maximum = 1e7, Aliases = ["夜间人口"] },
        ])
    { NameRequired = false, MinZoom = 11 };
}
