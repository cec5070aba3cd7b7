using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Geo.Crs;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Search;

namespace RiskMap.City.Risk.Fields;

/// <summary>How the time to a cell came about.</summary>
enum Arrival : byte
{
    ByRoad,

    /// <summary>By straight line.</summary>
    Estimated,

    /// <summary>No road leads there.</summary>
    Never,
}

/// <summary>
/// How far help lowers the risk of each cell: A = 1 − a·exp(−t/τ), t from the first team of the model's kinds through <see cref="Response"/>, without its
/// turnout. Hangs on the teams, the roads and the closures that stand; one search for a grid, each cell when it is first asked for. Thread-safe.
/// </summary>
sealed class ResponseField
{
    static readonly int Kind = Teams.Schema.IndexOf("kind");
    static readonly Kept<LayerSnapshot, Mark, ResponseField> Made = new();
    static readonly Kept<RoadCosts, CellGrid, PlacesOnRoads> Centres = new();

    readonly Mark _mark;
    readonly LayerSnapshot _teams;
    readonly NearestSources? _nearest;
    readonly PlacesOnRoads _cells;
    readonly double[] _factors;
    readonly Arrival[] _arrivals;

    ResponseField(LayerSnapshot layer, Mark mark)
    {
        (_mark, _teams) = (mark, layer);
        var teams = layer.All.Where(team => !team.IsEmpty && team.Text(Kind) is { } kind && mark.Model.TeamKinds.Contains(kind, StringComparer.Ordinal));
        Stations = [.. teams.Select(team => (team.Block.Metric(mark.Plane).PointX(team.Row), team.Block.Metric(mark.Plane).PointY(team.Row)))];
        WithoutKind = layer.All.Count(team => !team.IsEmpty && team.IsNull(Kind));
        _nearest = Stations.Count == 0 ? null : NearestSources.Of(mark.Conditions, [.. Stations.Select(station => new TravelSource(station))]);
        _cells = Centres.Of(mark.Conditions.Costs, mark.Grid, static (costs, grid) => new(costs, grid.Count, cell => grid.Centre(cell)));
        (_factors, _arrivals) = (new double[mark.Grid.Count], new Arrival[mark.Grid.Count]);
        Array.Fill(_factors, double.NaN);
    }

    /// <summary>Where the teams that count stand, by ascending id; metres.</summary>
    public IReadOnlyList<(double X, double Y)> Stations { get; }

    /// <summary>Number of teams that have no kind and so do not count.</summary>
    public int WithoutKind { get; }

    /// <summary>True where the city has a team that counts: without one there is no A.</summary>
    public bool HasTeams => _nearest is not null;

    /// <summary>True where the city has roads.</summary>
    public bool HasRoads => _mark.Conditions.Costs.Graph.EdgeCount > 0;

    /// <summary>The reach of a city's teams.</summary>
    public static ResponseField Of(CitySnapshot city, CellGrid grid, RiskModel model) =>
        Made.Of(city.Layer("teams"), MarkOf(city, grid, model), static (layer, mark) => new(layer, mark));

    /// <summary>True when a city has the same teams, and the same roads stand open.</summary>
    public bool IsOf(CitySnapshot city, CellGrid grid, RiskModel model) => ReferenceEquals(city.Layer("teams"), _teams) && MarkOf(city, grid, model) == _mark;

    /// <summary>A of a cell, and how help comes there; there must be teams.</summary>
    public (double Factor, Arrival Arrival) At(int cell)
    {
        var factor = Volatile.Read(ref _factors[cell]);
        return double.IsNaN(factor) ? Ask(cell) : (factor, _arrivals[cell]);
    }

    /// <summary>A of a cell, or null without teams.</summary>
    public double? FactorOf(int cell) => HasTeams ? At(cell).Factor : null;

    /// <summary>The first team at a cell; there must be teams.</summary>
    public FirstSource FirstAt(int cell) => _nearest!.To(_cells, cell);

    (double Factor, Arrival Arrival) Ask(int cell)
    {
        var first = FirstAt(cell);
        var factor = 1 - (_mark.Model.Amplitude * Math.Exp(-first.Seconds / _mark.Model.DecaySeconds));
        // The kind first: who sees the factor must see it too.
        _arrivals[cell] = double.IsPositiveInfinity(first.Seconds) ? Arrival.Never : first.IsByRoad ? Arrival.ByRoad : Arrival.Estimated;
        Volatile.Write(ref _factors[cell], factor);
        return (factor, _arrivals[cell]);
    }

    static Mark MarkOf(CitySnapshot city, CellGrid grid, RiskModel model) => new(grid, city.Plane, model.Response, CityRoads.Standing(city, model.Response.Roads));

    readonly record struct Mark(CellGrid Grid, MetricPlane Plane, ResponseModel Model, TravelConditions Conditions);
}
