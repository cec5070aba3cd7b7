using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Sources.Demo.Geography;
using RiskMap.City.Sources.Demo.RoadNet;

namespace RiskMap.City.Sources.Demo;

/// <summary>The drawn world that all layers are taken from. Immutable once built; rows are computed from it on demand, each from its own number.</summary>
sealed class DemoWorld
{
    public DemoWorld(DemoPlan plan, DemoOptions options)
    {
        (Plan, Options) = (plan, options);
        Board = new DrawingBoard(plan.DrawingPlane);
        Outline = Outline.Draw(plan.Outline, Board);
        Land = new Land(Outline, Board, plan.DrawingPlane.CellMetres);
        // Blocks shrink with the square root of the number of segments; the plan's block sizes are those of scale 1.
        var blockFactor = Math.Sqrt((double)plan.CountAt("roads", 1) / Count("roads"));
        Settlements = Settlements.LayOut(plan, Board, Land, Count("parks"), blockFactor, options.Seed);
        Roads = RoadBuilder.Build(plan, Board, Settlements, blockFactor, options.Seed);
    }

    public DemoPlan Plan { get; }

    public DemoOptions Options { get; }

    public DrawingBoard Board { get; }

    public Outline Outline { get; }

    public Land Land { get; }

    public Settlements Settlements { get; }

    public RoadNetwork Roads { get; }

    /// <summary>Rows of a layer at the wanted scale.</summary>
    public int Count(string layer) => Plan.CountAt(layer, Options.Scale);

    /// <summary>A generator of its own for one row.</summary>
    public DemoRandom Random(string stream, long row = 0) => new(Options.Seed, stream, row);

    /// <summary>The plan's clock moved by some hours, UTC.</summary>
    public DateTimeOffset TimeAfter(double hours) => Plan.ReferenceTime.ToUniversalTime().AddMinutes(Math.Round(hours * 60));

    /// <summary>The plan's date moved by some days.</summary>
    public DateOnly DateAfter(int days) => DateOnly.FromDateTime(Plan.ReferenceTime.UtcDateTime).AddDays(days);

    /// <summary>Address within a town.</summary>
    public string Address(int town, string rest) => Plan.District.Address + Plan.Outline.Towns[town].Zh + rest;

    /// <summary>A row of a layer: the source and licence of the demo, and the named values; fields not named are missing.</summary>
    public Feature Row(LayerSchema layer, string key, Geometry geometry, params ReadOnlySpan<(string Field, object? Value)> values)
    {
        var row = new object?[layer.Fields.Length];
        row[layer.IndexOf(CommonFields.Source.Name)] = Plan.Source;
        row[layer.IndexOf(CommonFields.Licence.Name)] = Plan.Licence;
        foreach (var (field, value) in values)
            row[layer.IndexOf(field)] = value;
        return new Feature(0, key, geometry, System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(row));
    }
}
