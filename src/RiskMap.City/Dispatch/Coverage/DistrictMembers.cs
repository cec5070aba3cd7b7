using System.Runtime.CompilerServices;
using RiskMap.City.Risk;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>In which district each place of a layer lies; found once for each pair of districts and places. Thread-safe.</summary>
static class DistrictMembers
{
    static readonly ConditionalWeakTable<AreaUnits, ConditionalWeakTable<double[], Lazy<int[]>>> Made = [];

    /// <summary>District of each place, or -1. The arrays are known again as objects: they must belong to a layer and never change.</summary>
    public static int[] Of(AreaUnits units, MetricPlane plane, double[] x, double[] y) => Made.GetValue(units, _ => []).GetValue(x, _ => new(() =>
    {
        var members = new int[x.Length];
        Parallel.For(0, members.Length, place =>
        {
            var (longitude, latitude) = plane.Unproject(x[place], y[place]);
            members[place] = units.Find(longitude, latitude);
        });
        return members;
    })).Value;
}
