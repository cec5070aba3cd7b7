using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;
using RiskMap.Routing.Costing;

namespace RiskMap.Routing.Search;

/// <summary>
/// Finds the nearest road that a profile can use, as the crow flies: a river or a fence in between is not known, so the distance is always told.
/// Without allocation, thread-safe.
/// </summary>
public static class Snapping
{
    // Boxes grow until one holds a road: most places have one near.
    const double FirstReachMetres = 60;
    const double Growth = 4;

    /// <summary>The nearest usable edge within a distance, or null. Equal distances go to the lower edge.</summary>
    /// <param name="costs">Who travels.</param>
    /// <param name="x">x in metres.</param>
    /// <param name="y">y in metres.</param>
    /// <param name="limitMetres">Greatest distance.</param>
    public static RoadPosition? Snap(RoadCosts costs, double x, double y, double limitMetres) => Nearest(costs, x, y, limitMetres, component: -1);

    /// <summary>The nearest edge of the main roads, those of the greatest component, within a distance, or null.</summary>
    public static RoadPosition? SnapToMain(RoadCosts costs, double x, double y, double limitMetres) => Nearest(costs, x, y, limitMetres, costs.Components.Main);

    /// <summary>The nearest usable edge of one component.</summary>
    internal static RoadPosition? Nearest(RoadCosts costs, double x, double y, double limitMetres, int component)
    {
        var finder = new Finder(costs, x, y, component) { SquaredMetres = limitMetres * limitMetres };
        for (var reach = Math.Min(FirstReachMetres, limitMetres); ; reach = Math.Min(reach * Growth, limitMetres))
        {
            costs.Graph.Edges.Index.Query(Box.Around(x, y, reach), ref finder);
            // An edge outside of the box may still be nearer than one whose box reaches in.
            if ((finder.Edge >= 0 && finder.SquaredMetres <= reach * reach) || reach >= limitMetres)
                return finder.Result();
        }
    }

    /// <summary>Distance from the nearest usable road whatever the distance, to tell in a refusal; null without roads.</summary>
    internal static double? DistanceMetres(RoadCosts costs, double x, double y)
    {
        var extent = costs.Graph.Edges.Index.Extent;
        if (extent.IsEmpty)
            return null;
        var farthest = Math.Sqrt(extent.SquaredDistance(x, y)) + extent.Width + extent.Height + FirstReachMetres;
        return Nearest(costs, x, y, farthest, component: -1)?.SnapMetres;
    }

    struct Finder(RoadCosts costs, double x, double y, int component) : IBoxVisitor
    {
        double _segmentX;
        double _segmentY;
        int _vertex;
        double _share;

        internal int Edge { get; private set; } = -1;

        internal double SquaredMetres { get; set; }

        public bool Visit(int row, in Box box)
        {
            if (box.SquaredDistance(x, y) <= SquaredMetres && costs.IsUsable(row) && (component < 0 || costs.Components.Of(row) == component))
                Look(row);
            return true;
        }

        void Look(int edge)
        {
            var xs = costs.Graph.ShapeX(edge);
            var ys = costs.Graph.ShapeY(edge);
            for (var i = 0; i + 1 < xs.Length; i++)
            {
                var share = ShareOf(xs[i], ys[i], xs[i + 1], ys[i + 1]);
                var (nearX, nearY) = (xs[i] + (share * (xs[i + 1] - xs[i])), ys[i] + (share * (ys[i + 1] - ys[i])));
                var squared = ((x - nearX) * (x - nearX)) + ((y - nearY) * (y - nearY));
                if (squared < SquaredMetres || (squared == SquaredMetres && (Edge < 0 || edge < Edge)))
                    (Edge, SquaredMetres, _vertex, _share, _segmentX, _segmentY) = (edge, squared, i, share, nearX, nearY);
            }
        }

        readonly double ShareOf(double fromX, double fromY, double toX, double toY)
        {
            var (dx, dy) = (toX - fromX, toY - fromY);
            var squared = (dx * dx) + (dy * dy);
            return squared > 0 ? Math.Clamp((((x - fromX) * dx) + ((y - fromY) * dy)) / squared, 0, 1) : 0;
        }

        internal readonly RoadPosition? Result()
        {
            if (Edge < 0)
                return null;
            var metres = costs.Graph.MetresOf(Edge);
            var behind = Shapes.MetresTo(costs.Graph, Edge, _vertex, _share);
            return new RoadPosition(Edge, metres > 0 ? Math.Clamp(behind / metres, 0, 1) : 0, _segmentX, _segmentY, Math.Sqrt(SquaredMetres));
        }
    }
}
