using RiskMap.Routing.Graph;
using RiskMap.Routing.Search;

namespace RiskMap.Routing.Tests.Support;

/// <summary>
/// A random grid of streets with whole metres, so that every cost is a whole number and sums are exact: gaps, one-way streets, gates, three classes and,
/// if asked for, turn restrictions. Streets with names of their own are never joined, so that every crossing point is a node.
/// </summary>
sealed class RandomCity
{
    readonly int[] _x;
    readonly int[] _y;

    /// <summary>Builds a city.</summary>
    public RandomCity(Random random, int side, bool hasTurns)
    {
        (_x, _y) = (Lines(random, side), Lines(random, side));
        var builder = new RoadGraphBuilder();
        for (var node = 0; node < side * side; node++)
        {
            if (node % side + 1 < side && random.NextDouble() < 0.88)
                AddStreet(random, node, node + 1, hasTurns);
            if (node / side + 1 < side && random.NextDouble() < 0.88)
                AddStreet(random, node, node + side, hasTurns);
        }
        foreach (var street in Streets)
            builder.Add(new RoadWay(street.Way, street.Traits, street.Direction), [X(street.From), X(street.To)], [Y(street.From), Y(street.To)], [street.From + 1, street.To + 1]);
        if (hasTurns)
            AddTurns(random, side * side / 2);
        for (var turn = 0; turn < Turns.Count; turn++)
        {
            Turns[turn] = Turns[turn] with { Hours = random.OneOf(null, null, WeekHours.Parse("Mo-Fr 07:00-09:00"), WeekHours.Parse("08:00-20:00")) };
            builder.Add(Turns[turn]);
        }
        Graph = builder.Build();
    }

    public sealed record Street(int Way, int From, int To, RoadTraits Traits, TravelDirection Direction, int Metres);

    public List<Street> Streets { get; } = [];

    public List<TurnRestriction> Turns { get; } = [];

    public RoadGraph Graph { get; }

    public double X(int node) => _x[node % _x.Length];

    public double Y(int node) => _y[node / _x.Length];

    /// <summary>A whole metre inside a street, as the graph and as the textbook name it; not at a gate, whose seconds cannot be parted exactly.</summary>
    public (RoadPosition Position, int Street, int Metres) AnyPlace(Random random)
    {
        var number = random.Next(Streets.Count);
        while (Streets[number].Traits.Access == RoadAccess.Gate)
            number = random.Next(Streets.Count);
        var street = Streets[number];
        var metres = random.Next(1, street.Metres);
        var stretch = Graph.StretchesOf(street.Way).Single();
        var along = IsDrawnAlong(street, stretch) ? metres : street.Metres - metres;
        return (new RoadPosition(stretch.Edge, (stretch.FromMetres + along) / Graph.MetresOf(stretch.Edge), 0, 0, 0), number, metres);
    }

    public ClosedStretch[] Shut(int street) => [.. ClosureShapes.ShutWay(Graph, Streets[street].Way, street)];

    public int[] At(int node) => [.. Enumerable.Range(0, Streets.Count).Where(street => Streets[street].From == node || Streets[street].To == node)];

    /// <summary>True when the edge runs over the street as it was drawn.</summary>
    bool IsDrawnAlong(Street street, EdgeStretch stretch)
    {
        var begin = Place(stretch.Edge, stretch.FromMetres / Graph.MetresOf(stretch.Edge));
        return Math.Abs(begin.X - X(street.From)) < 0.5 && Math.Abs(begin.Y - Y(street.From)) < 0.5;
    }

    (double X, double Y) Place(int edge, double fraction) => Shapes.At(Graph, edge, fraction);

    static int[] Lines(Random random, int count)
    {
        var lines = new int[count];
        for (var i = 1; i < count; i++)
            lines[i] = lines[i - 1] + random.Next(20, 300);
        return lines;
    }

    void AddStreet(Random random, int from, int to, bool hasName)
    {
        if (random.Next(2) == 0)
            (from, to) = (to, from);
        var number = Streets.Count;
        var traits = new RoadTraits(random.OneOf("road", "road", "fast", "slow")) { Name = hasName ? $"{number} Street" : null, Access = hasName && random.Next(20) == 0 ? RoadAccess.Gate : RoadAccess.Public };
        var direction = random.OneOf(TravelDirection.Both, TravelDirection.Both, TravelDirection.Both, TravelDirection.Forward, TravelDirection.Backward);
        Streets.Add(new Street(number + 1, from, to, traits, direction, (int)(Math.Abs(X(from) - X(to)) + Math.Abs(Y(from) - Y(to)))));
    }

    void AddTurns(Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var node = Streets[random.Next(Streets.Count)].To;
            var here = At(node);
            var from = here[random.Next(here.Length)];
            var to = here[random.Next(here.Length)];
            if (from == to)
                Turns.Add(new TurnRestriction("no_u_turn", Streets[from].Way, node + 1, [], Streets[to].Way));
            else if (random.Next(3) == 0)
                AddOverWay(random, from, to, node);
            else
                Turns.Add(new TurnRestriction(random.OneOf("no_left_turn", "no_straight_on", "only_right_turn"), Streets[from].Way, node + 1, [], Streets[to].Way));
        }
    }

    void AddOverWay(Random random, int from, int over, int node)
    {
        var far = Streets[over].From == node ? Streets[over].To : Streets[over].From;
        var next = At(far).Where(street => street != over && street != from).ToArray();
        if (next.Length > 0)
            Turns.Add(new TurnRestriction("no_straight_on", Streets[from].Way, null, [Streets[over].Way], Streets[next[random.Next(next.Length)]].Way));
    }
}
