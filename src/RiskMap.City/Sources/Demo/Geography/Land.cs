using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace RiskMap.City.Sources.Demo.Geography;

/// <summary>Answers which town a position belongs to: by raster inside, exactly (in the degrees that features carry) near borders.</summary>
sealed class Land
{
    const double MarginMetres = 500;
    readonly DrawingBoard _board;
    readonly Outline _outline;
    readonly IndexedPointInAreaLocator[] _locators;

    public Land(Outline outline, DrawingBoard board, double cellMetres)
    {
        _board = board;
        _outline = outline;
        _locators = [.. outline.Towns.Select(town => new IndexedPointInAreaLocator(town.Area))];
        var points = outline.Towns.SelectMany(town => town.Rings).SelectMany(ring => ring).ToList();
        var margin = new DrawingPoint(MarginMetres, MarginMetres);
        Towns = new Raster(
            new DrawingPoint(points.Min(p => p.X), points.Min(p => p.Y)) - margin,
            new DrawingPoint(points.Max(p => p.X), points.Max(p => p.Y)) + margin, cellMetres);
        for (var town = 0; town < outline.Towns.Count; town++)
            foreach (var ring in outline.Towns[town].Rings)
                Towns.Fill(ring, (ushort)(town + 1));
    }

    /// <summary>Number of the town plus one by cell; 0 is sea or another district.</summary>
    public Raster Towns { get; }

    /// <summary>The town that holds the position in its interior, −1 when none does.</summary>
    public int TownAt(DrawingPoint point)
    {
        var cell = Towns.CellAt(point);
        if (cell < 0)
            return -1;
        return Towns.IsUniform(cell, 1) ? Towns[cell] - 1 : Exactly(_board.ToDegrees(point));
    }

    /// <summary>True on land, to the width of a cell.</summary>
    public bool IsLand(DrawingPoint point) => Towns.At(point) > 0;

    /// <summary>True when the eight positions at that distance are land too.</summary>
    public bool IsInland(DrawingPoint point, double metres) =>
        IsLand(point) && Compass.All(direction => IsLand(point + direction * metres));

    /// <summary>The part of the district (town and ring) that a position stands on; −1 in the sea. The whole mainland is part 0.</summary>
    public int IslandAt(DrawingPoint point)
    {
        var town = TownAt(point);
        if (town < 0 || _outline.Towns[town].Area is not MultiPolygon islands)
            return town < 0 ? -1 : 0;
        var at = _board.ToPoint(point);
        return 1 + Array.FindIndex(islands.Geometries, island => island.Contains(at));
    }

    /// <summary>Eight directions of length 1.</summary>
    public static DrawingPoint[] Compass { get; } =
        [.. from x in new[] { -1, 0, 1 } from y in new[] { -1, 0, 1 } where x != 0 || y != 0 select new DrawingPoint(x, y).Direction];

    int Exactly(Coordinate at)
    {
        for (var town = 0; town < _locators.Length; town++)
            if (_locators[town].Locate(at) == Location.Interior)
                return town;
        return -1;
    }
}
