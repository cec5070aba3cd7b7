using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Risk.Fields;

/// <summary>A protected place with its cell.</summary>
/// <param name="Feature">The place.</param>
/// <param name="Cell">Its cell, or -1 outside the grid.</param>
/// <param name="IsKnown">False where neither day nor night is known.</param>
/// <param name="Day">People by day.</param>
/// <param name="Night">People by night.</param>
/// <param name="Weight">Weight of its category, or null.</param>
readonly record struct PlaceAt(FeatureRef Feature, int Cell, bool IsKnown, long Day, long Night, double? Weight);

/// <summary>The protected places by cell. Hangs on the layer; made once for a grid and model. Immutable; thread-safe.</summary>
static class PlaceCells
{
    static readonly int Category = Places.Schema.IndexOf("category");
    static readonly int Day = Places.Schema.IndexOf("capacityDay");
    static readonly int Night = Places.Schema.IndexOf("capacityNight");
    static readonly Kept<LayerSnapshot, Mark, PlaceAt[]> Made = new();

    /// <summary>The places of a city that have a point, by ascending id.</summary>
    public static PlaceAt[] Of(CitySnapshot city, CellGrid grid, RiskModel model) =>
        Made.Of(city.Layer("places"), new(grid, city.Plane, model), static (layer, mark) =>
            [.. layer.All.Where(place => !place.IsEmpty).Select(place => At(place, mark))]);

    static PlaceAt At(FeatureRef place, Mark mark)
    {
        var metric = place.Block.Metric(mark.Plane);
        return new(
            place, mark.Grid.CellOf(metric.PointX(place.Row), metric.PointY(place.Row)), !place.IsNull(Day) || !place.IsNull(Night),
            place.Integer(Day), place.Integer(Night), mark.Model.CategoryWeights.Of(place.Text(Category)));
    }

    readonly record struct Mark(CellGrid Grid, MetricPlane Plane, RiskModel Model);
}
