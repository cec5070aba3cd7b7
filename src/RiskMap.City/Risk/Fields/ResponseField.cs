using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Index;

namespace RiskMap.City.Risk.Fields;

/// <summary>
/// How far help lowers the risk of each cell: A = 1 − a·exp(−t/τ), t from the nearest team of the model's kinds through
/// <see cref="Response.ResponseSeconds"/>. Hangs on the teams; made once for a grid. Immutable; thread-safe.
/// </summary>
sealed class ResponseField
{
    static readonly int Kind = Teams.Schema.IndexOf("kind");
    static readonly Kept<LayerSnapshot, Mark, ResponseField> Made = new();

    readonly double[] _x;
    readonly double[] _y;
    readonly PointGrid _points;

    ResponseField(LayerSnapshot layer, Mark mark)
    {
        var teams = layer.All.Where(team => !team.IsEmpty && team.Text(Kind) is { } kind && mark.Model.TeamKinds.Contains(kind, StringComparer.Ordinal)).ToList();
        WithoutKind = layer.All.Count(team => !team.IsEmpty && team.IsNull(Kind));
        _x = [.. teams.Select(team => team.Block.Metric(mark.Plane).PointX(team.Row))];
        _y = [.. teams.Select(team => team.Block.Metric(mark.Plane).PointY(team.Row))];
        _points = PointGrid.Build(_x, _y);
        Factors = teams.Count == 0 ? null : FactorsOf(mark);
    }

    /// <summary>Number of teams that have no kind and so do not count.</summary>
    public int WithoutKind { get; }

    /// <summary>A of each cell, or null where the city has no such team.</summary>
    public double[]? Factors { get; }

    /// <summary>The reach of a city's teams.</summary>
    public static ResponseField Of(CitySnapshot city, CellGrid grid, RiskModel model) =>
        Made.Of(city.Layer("teams"), new(grid, city.Plane, model.Response), static (layer, mark) => new(layer, mark));

    /// <summary>Seconds from the nearest team to a position, or null without teams.</summary>
    public double? SecondsTo(double x, double y, ResponseModel model)
    {
        var team = _points.Nearest(x, y).Row;
        return team < 0 ? null : Response.ResponseSeconds((_x[team], _y[team]), (x, y), model);
    }

    double[] FactorsOf(Mark mark)
    {
        var factors = new double[mark.Grid.Count];
        for (var cell = 0; cell < factors.Length; cell++)
        {
            var (x, y) = mark.Grid.Centre(cell);
            factors[cell] = 1 - (mark.Model.Amplitude * Math.Exp(-SecondsTo(x, y, mark.Model)!.Value / mark.Model.DecaySeconds));
        }
        return factors;
    }

    readonly record struct Mark(CellGrid Grid, MetricPlane Plane, ResponseModel Model);
}
