using RiskMap.Routing.Costing;
using RiskMap.Routing.Graph;
using RiskMap.Routing.Search;

namespace RiskMap.Routing.Tests.Support;

/// <summary>
/// A road map drawn in a text, after Valhalla's gurka tests: letters are junctions or bends, one character is 100 m wide and one line 100 m high;
/// the strokes between letters are for the eye. Roads name the letters that they pass.
/// </summary>
sealed class AsciiMap
{
    const double Cell = 100;

    readonly Dictionary<char, (double X, double Y)> _places = [];
    readonly RoadGraphBuilder _builder = new();
    readonly Dictionary<string, long> _ways = [];
    readonly List<TurnRestriction> _turns = [];
    RoadGraph? _graph;

    public AsciiMap(string drawing)
    {
        var lines = drawing.Split('\n');
        for (var row = 0; row < lines.Length; row++)
        {
            for (var column = 0; column < lines[row].Length; column++)
            {
                if (char.IsAsciiLetterOrDigit(lines[row][column]))
                    _places.Add(lines[row][column], (column * Cell, -row * Cell));
            }
        }
    }

    public RoadGraph Graph => _graph ??= _builder.Build();

    /// <summary>A road over some letters. Without nodes it meets others only where they have a vertex at the same place.</summary>
    public AsciiMap Road(string letters, RoadTraits? traits = null, TravelDirection direction = TravelDirection.Both, int level = 0, bool hasNodes = true)
    {
        _ways[letters] = _ways.Count + 1;
        var way = new RoadWay(_ways.Count, traits ?? new RoadTraits("road"), direction, level);
        _builder.Add(way, [.. letters.Select(letter => At(letter).X)], [.. letters.Select(letter => At(letter).Y)], hasNodes ? [.. letters.Select(letter => (long)letter)] : []);
        return this;
    }

    public AsciiMap Roads(params string[] roads) => roads.Aggregate(this, (map, letters) => map.Road(letters));

    /// <summary>A rule from a road over a letter, or over whole roads with commas, to another.</summary>
    public AsciiMap Turn(string kind, string from, string via, string to, params string[] except) => TurnIn(null, kind, from, via, to, except);

    /// <summary>A rule with hours.</summary>
    public AsciiMap TurnIn(string? hours, string kind, string from, string via, string to, params string[] except)
    {
        var restriction = via.Length == 1
            ? new TurnRestriction(kind, _ways[from], via[0], [], _ways[to])
            : new TurnRestriction(kind, _ways[from], null, [.. via.Split(',').Select(road => _ways[road])], _ways[to]);
        _builder.Add(restriction with { Except = except, Condition = hours, Hours = hours is null ? null : WeekHours.Parse(hours) });
        _turns.Add(restriction);
        return this;
    }

    public (double X, double Y) At(char letter) => _places[letter];

    /// <summary>The place a share of the way from one letter to the next.</summary>
    public (double X, double Y) Between(char from, char to, double share) =>
        (At(from).X + (share * (At(to).X - At(from).X)), At(from).Y + (share * (At(to).Y - At(from).Y)));

    public long Way(string letters) => _ways[letters];

    public TravelConditions For(TravelProfile profile, params ClosedStretch[] closed) =>
        new(new RoadNetwork(Graph).Costs(profile), closed.Length == 0 ? null : new ClosedRoads(Graph, closed));

    public static readonly SnapRules Snap = new(LimitMetres: 200, WarnMetres: 60);

    public RouteAnswer Route(TravelProfile profile, char from, char to, params ClosedStretch[] closed) => Routes.Find(For(profile, closed), At(from), At(to), Snap);

    /// <summary>The letters that a route passes, bends included.</summary>
    public string Letters(RouteAnswer route) => string.Concat(
        route.X.Zip(route.Y).Select(vertex => _places.FirstOrDefault(place => Math.Abs(place.Value.X - vertex.First) < 1 && Math.Abs(place.Value.Y - vertex.Second) < 1).Key)
            .Where(letter => letter != 0));

    /// <summary>The whole of a road, shut.</summary>
    public ClosedStretch[] Shut(string letters, int closure = 0) => [.. ClosureShapes.ShutWay(Graph, Way(letters), closure)];
}
