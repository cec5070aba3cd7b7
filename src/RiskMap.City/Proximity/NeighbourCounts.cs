using System.Collections.Concurrent;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Proximity;

/// <summary>
/// How many features of one layer stand near each feature of another, all at once: edge to edge, from the boundary where there is one. Pure and
/// thread-safe; uses all cores.
/// </summary>
public static class NeighbourCounts
{
    // Large enough that handing out a piece costs nothing, small enough that no core idles at the end.
    const int SitesPerPiece = 2048;

    /// <summary>
    /// Counts the features of <paramref name="toLayer"/> at most so many metres from each feature of <paramref name="fromLayer"/>. Within one layer a
    /// feature counts itself.
    /// </summary>
    /// <returns>One count a site, in the order of <see cref="Sites.Of"/> of <paramref name="fromLayer"/>.</returns>
    /// <exception cref="QuestionException">A layer does not exist, or the distance is negative or no number.</exception>
    public static int[] Of(CitySnapshot city, string fromLayer, string toLayer, double metres)
    {
        if (!(metres >= 0 && double.IsFinite(metres)))
            throw QuestionFaults.Distance("metres", metres);
        var (from, to) = (Sites.Of(city, QuestionFaults.Layer("fromLayer", fromLayer)), Sites.Of(city, QuestionFaults.Layer("toLayer", toLayer)));
        var counts = new int[from.Count];
        if (counts.Length == 0)
            return counts;
        Parallel.ForEach(Partitioner.Create(0, counts.Length, SitesPerPiece), piece =>
        {
            for (var site = piece.Item1; site < piece.Item2; site++)
                counts[site] = to.CountWithin(from.Outline(site), metres);
        });
        return counts;
    }
}
