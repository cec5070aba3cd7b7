using System.Text;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles.Internal;

namespace RiskMap.Geo.Tiles;

/// <summary>What the members of a cluster are ranked by: an attribute and its values, the worst first.</summary>
/// <param name="Key">Name of the tile attribute.</param>
/// <param name="Values">Its values, the worst first.</param>
public sealed record ClusterRanking(string Key, IReadOnlyList<string> Values);

/// <summary>Points that are drawn as one.</summary>
/// <param name="X">Mean x of the members in EPSG:3857.</param>
/// <param name="Y">Mean y of the members in EPSG:3857.</param>
/// <param name="Count">Number of members.</param>
/// <param name="Worst">Number of the worst value that a member has in <see cref="ClusterRanking.Values"/>; -1 where none has any.</param>
/// <param name="WorstCount">Number of members with that value.</param>
public readonly record struct PointCluster(double X, double Y, int Count, int Worst, int WorstCount);

/// <summary>
/// A layer of points that is drawn as clusters at low zooms: a base, what was taken from it since and what was added. A cluster is one point at
/// the mean position of its members, with <c>cluster</c> = true, <c>count</c>, and where members are ranked their worst value under its own name
/// and <c>worstCount</c>, the number of members that have it; it bears no id. Points that stand alone are features as at any other zoom.
/// Counts of all tiles of a zoom, each without its buffer, sum up to the number of points. Immutable; safe for parallel use.
/// </summary>
/// <param name="rules">The grid.</param>
/// <param name="ranking">What members are ranked by, or null.</param>
/// <param name="main">The base.</param>
/// <param name="taken">Points of the base that do not count any more.</param>
/// <param name="added">Points that count besides.</param>
/// <param name="isTaken">True for rows of the base that do not count any more.</param>
public sealed class ClusteredLayer(
    ClusterRules rules, ClusterRanking? ranking, PointClusters main, PointClusters taken, PointClusters added, Predicate<int> isTaken)
{
    /// <summary>True when a zoom shows clusters.</summary>
    public bool Shows(int zoom) => zoom <= rules.ThroughZoom;

    /// <summary>Writes what a tile shows into a layer; returns the number of features written.</summary>
    public int Write(MvtLayerWriter layer, TileId tile, TileOptions? options = null)
    {
        options = (options ?? TileOptions.Default) with { Extent = layer.Extent };
        var (before, frame) = (layer.FeatureCount, new TileFrame(tile, options));
        var (clusters, rows, addedRows) = (new List<PointCluster>(), new List<int>(), new List<int>());
        Find(tile.Z, frame.QueryBox(tile), clusters, rows, addedRows);
        foreach (var cluster in clusters)
            if (frame.TryPoint(cluster.X, cluster.Y, out var x, out var y)) WriteCluster(layer, cluster, x, y);
        main.Source.Write(layer, tile, rows, options);
        added.Source.Write(layer, tile, addedRows, options);
        return layer.FeatureCount - before;
    }

    /// <summary>Finds what stands in all cells that a box touches, row of cells after row: clusters, and the points that stand alone.</summary>
    /// <param name="zoom">The zoom, at most <see cref="ClusterRules.ThroughZoom"/>.</param>
    /// <param name="mercator">The box in EPSG:3857.</param>
    /// <param name="clusters">Takes the clusters.</param>
    /// <param name="rows">Takes rows of the base.</param>
    /// <param name="addedRows">Takes rows of what was added.</param>
    public void Find(int zoom, in Box mercator, List<PointCluster> clusters, List<int> rows, List<int> addedRows)
    {
        var bits = zoom + rules.CellBits;
        var (left, right) = (CellOf(mercator.MinX + WebMercator.HalfWorldMetres, bits), CellOf(mercator.MaxX + WebMercator.HalfWorldMetres, bits));
        var (top, bottom) = (CellOf(WebMercator.HalfWorldMetres - mercator.MaxY, bits), CellOf(WebMercator.HalfWorldMetres - mercator.MinY, bits));
        for (var row = top; row <= bottom; row++)
            for (var column = left; column <= right; column++)
            {
                var members = new Members(main.In(column, row, bits), taken.In(column, row, bits), added.In(column, row, bits));
                if (members.Count > 1 && members.Count >= rules.LeastMembers) clusters.Add(Sum(members));
                else if (members.Count > 0) AddSingles(members, rows, addedRows);
            }
    }

    static int CellOf(double metres, int bits) => (int)Math.Clamp(metres / WebMercator.WorldMetres * (1 << bits), 0, (1 << bits) - 1);

    void AddSingles(in Members members, List<int> rows, List<int> addedRows)
    {
        foreach (var row in main.Rows(members.Main))
            if (members.Taken.Count == 0 || !isTaken(row)) rows.Add(row);
        addedRows.AddRange(added.Rows(members.Added));
    }

    PointCluster Sum(in Members members)
    {
        var sumX = main.SumX(members.Main) - taken.SumX(members.Taken) + added.SumX(members.Added);
        var sumY = main.SumY(members.Main) - taken.SumY(members.Taken) + added.SumY(members.Added);
        var (x, y) = PointClusters.Metres(sumX, sumY, members.Count);
        for (var rank = 0; rank < (ranking?.Values.Count ?? 0); rank++)
        {
            var count = main.Ranked(rank, members.Main) - taken.Ranked(rank, members.Taken) + added.Ranked(rank, members.Added);
            if (count > 0) return new PointCluster(x, y, members.Count, rank, count);
        }

        return new PointCluster(x, y, members.Count, Worst: -1, WorstCount: 0);
    }

    void WriteCluster(MvtLayerWriter layer, in PointCluster cluster, int x, int y)
    {
        layer.BeginFeature();
        layer.Tag("cluster"u8, true);
        layer.Tag("count"u8, cluster.Count);
        if (cluster.Worst >= 0)
        {
            layer.Tag(layer.Key(ranking!.Key), layer.Value(Encoding.UTF8.GetBytes(ranking.Values[cluster.Worst])));
            layer.Tag("worstCount"u8, cluster.WorstCount);
        }

        layer.EndPoint(x, y);
    }

    /// <summary>What one cell holds.</summary>
    readonly record struct Members(CellMembers Main, CellMembers Taken, CellMembers Added)
    {
        internal int Count => Main.Count - Taken.Count + Added.Count;
    }
}
