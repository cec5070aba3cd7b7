using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.Geo.Tests.Index;

public sealed class PackedRTreeTests
{
    [Fact]
    public void Queries_find_what_brute_force_and_the_STRtree_find() => Seeded.ForEach(60, random =>
    {
        var boxes = RandomBoxes(random, random.OneOf(0, 1, 2, 15, 16, 17, 255, 256, 257, 3000));
        var tree = PackedRTree.Build(boxes);
        var rival = new STRtree<int>();
        for (var i = 0; i < boxes.Length; i++)
            if (!boxes[i].IsEmpty) rival.Insert(new Envelope(boxes[i].MinX, boxes[i].MaxX, boxes[i].MinY, boxes[i].MaxY), i);
        tree.Count.ShouldBe(boxes.Count(b => !b.IsEmpty));
        for (var q = 0; q < 30; q++)
        {
            var query = q == 0 ? new Box(-1e9, -1e9, 1e9, 1e9) : RandomBox(random, 400);
            var found = new List<int>();
            tree.Query(query, found);
            found.Sort();
            found.ShouldBe(Enumerable.Range(0, boxes.Length).Where(i => boxes[i].Intersects(query)));
            found.ShouldBe(rival.Query(new Envelope(query.MinX, query.MaxX, query.MinY, query.MaxY)).Order());
            tree.Any(query).ShouldBe(found.Count > 0);
        }
    });

    [Fact]
    public void The_nearest_k_are_those_of_brute_force_with_the_callbacks_distance() => Seeded.ForEach(60, random =>
    {
        // Whole numbers make equal distances common.
        var x = Enumerable.Range(0, random.Next(1, 400)).Select(_ => (double)random.Next(40)).ToArray();
        var y = x.Select(_ => (double)random.Next(40)).ToArray();
        var builder = new GeometryColumnBuilder();
        for (var i = 0; i < x.Length; i++) builder.AddPoint(x[i], y[i]);
        var tree = PackedRTree.Build(builder.Build());
        var (qx, qy, k, limit) = (random.Between(-10, 50), random.Between(-10, 50), random.Next(1, 20), random.OneOf(5, 1e9));
        double Distance(int row) => Math.Sqrt(((x[row] - qx) * (x[row] - qx)) + ((y[row] - qy) * (y[row] - qy)));
        var expected = Enumerable.Range(0, x.Length).Select(i => new Neighbour(i, Distance(i))).Where(n => n.Distance <= limit)
            .OrderBy(n => n.Distance).ThenBy(n => n.Row).Take(k);
        tree.Nearest(qx, qy, k, Distance, limit).ShouldBe(expected);
    });

    [Fact]
    public void A_visitor_ends_the_query_when_it_has_enough()
    {
        var tree = PackedRTree.Build([.. Enumerable.Range(0, 1000).Select(i => Box.Of(i, i))]);
        var visitor = new StopAfter(7);
        tree.Query(new Box(0, 0, 2000, 2000), ref visitor);
        visitor.Seen.ShouldBe(7);
    }

    [Fact]
    public void A_point_column_shows_its_coordinates_to_the_visitor()
    {
        var builder = new GeometryColumnBuilder();
        builder.AddEmpty();
        builder.AddPoint(3, 4);
        var tree = PackedRTree.Build(builder.Build());
        (tree.Count, tree.Extent).ShouldBe((1, new Box(3, 4, 3, 4)));
        var found = new List<int>();
        tree.Query(tree.Extent, found);
        found.ShouldBe([1]);
    }

    [Fact]
    public void Queries_from_many_threads_agree()
    {
        var random = new Random(5);
        var tree = PackedRTree.Build(RandomBoxes(random, 5000));
        var queries = Enumerable.Range(0, 200).Select(_ => RandomBox(random, 300)).ToArray();
        int Count(Box box)
        {
            var found = new List<int>();
            tree.Query(box, found);
            return found.Count;
        }

        queries.AsParallel().AsOrdered().Select(Count).ShouldBe(queries.Select(Count));
    }

    [Fact]
    public void The_Hilbert_curve_visits_every_cell_in_steps_of_one()
    {
        const int Side = 256;
        var order = Enumerable.Range(0, Side * Side).OrderBy(i => HilbertCurve.Position((uint)(i % Side), (uint)(i / Side))).ToArray();
        HilbertCurve.Position(0, 0).ShouldBe(0u);
        for (var i = 1; i < order.Length; i++)
            (Math.Abs((order[i] % Side) - (order[i - 1] % Side)) + Math.Abs((order[i] / Side) - (order[i - 1] / Side))).ShouldBe(1);
    }

    [Fact]
    public void The_radix_sort_is_stable() => Seeded.ForEach(10, random =>
    {
        var keys = Enumerable.Range(0, 2000).Select(_ => (uint)random.NextInt64(1L << 32) & random.OneOf(0xFFFFFFFF, 0xF00F00F0)).ToArray();
        var rows = Enumerable.Range(0, keys.Length).ToArray();
        var expected = rows.OrderBy(i => keys[i]).ToArray();
        RadixSort.ByKey([.. keys], rows).ShouldBe(expected);
    });

    static Box[] RandomBoxes(Random random, int count)
    {
        var boxes = new Box[count];
        for (var i = 0; i < count; i++) boxes[i] = random.Next(20) == 0 ? Box.Empty : RandomBox(random, random.OneOf(0, 5, 100));
        return boxes;
    }

    static Box RandomBox(Random random, double size)
    {
        var (x, y) = (random.Between(0, 1000), random.Between(0, 1000));
        return new Box(x, y, x + random.Between(0, size), y + random.Between(0, size));
    }

    struct StopAfter(int count) : IBoxVisitor
    {
        internal int Seen { get; private set; }

        public bool Visit(int row, in Box box) => ++Seen < count;
    }
}
