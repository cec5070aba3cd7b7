using System.Runtime.CompilerServices;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Risk.Fields;

/// <summary>
/// The risk of every cell of a city, Risk = G·X·A, with its factors. What an edit does not touch is taken from the newest fields of the same large
/// block of enterprises; the result is the same to the last bit as from nothing. Immutable; thread-safe.
/// </summary>
sealed class CityFields
{
    static readonly ConditionalWeakTable<LayerBlock, Newest> Known = [];

    readonly RiskModel _model;

    CityFields(CitySnapshot city, RiskModel model, CellGrid grid, CityFields? before)
    {
        (_model, Grid) = (model, grid);
        Sites = HazardSites.Of(city, model);
        Hazard = before is null ? HazardField.Of(Sites, grid) : HazardField.After(before.Hazard, before.Sites, Sites, grid);
        People = PeopleField.Of(city, grid, model);
        Response = ResponseField.Of(city, grid, model);
        (Risk, RiskAtMost) = (new double[grid.Count], new double[grid.Count]);
        for (var cell = 0; cell < grid.Count; cell++)
        {
            var (least, most) = (Hazard.Least[cell] * People.Least[cell], Hazard.Most[cell] * People.Most[cell]);
            if (!(most > 0))
                continue;
            var (atLeast, atMost, arrival) = Reach(cell);
            (Risk[cell], RiskAtMost[cell]) = (least * atLeast, most * atMost);
            Arrivals[(int)arrival]++;
        }
    }

    /// <summary>The cells.</summary>
    public CellGrid Grid { get; }

    /// <summary>The enterprises.</summary>
    public HazardSites Sites { get; }

    /// <summary>G.</summary>
    public HazardField Hazard { get; }

    /// <summary>X.</summary>
    public PeopleField People { get; }

    /// <summary>A.</summary>
    public ResponseField Response { get; }

    /// <summary>How help comes to the cells that can have a risk: their number by <see cref="Arrival"/>; without teams none comes.</summary>
    public int[] Arrivals { get; } = new int[Enum.GetValues<Arrival>().Length];

    /// <summary>Risk of what is known; without teams as if one stood in every cell.</summary>
    public double[] Risk { get; }

    /// <summary>Risk with the ungraded, the uncategorised and the unreached at their worst.</summary>
    public double[] RiskAtMost { get; }

    /// <summary>The fields of a city.</summary>
    public static CityFields Of(CitySnapshot city, RiskModel model)
    {
        var newest = Known.GetOrCreateValue(city.Layer("enterprises").Main);
        var before = newest.Fields;
        var grid = CellGrid.Over(ExtentOf(city), model.Grid);
        if (before is not null && (before.Grid != grid || !ReferenceEquals(before._model, model)))
            before = null;
        if (before is not null && before.AreOf(city, model))
            return before;
        var fields = new CityFields(city, model, grid, before);
        // A what-if is asked once; the city goes on from where it stands.
        if (!city.WhatIf || before is null)
            newest.Fields = fields;
        return fields;
    }

    bool AreOf(CitySnapshot city, RiskModel model) => ReferenceEquals(HazardSites.Of(city, model), Sites)
        && ReferenceEquals(PeopleField.Of(city, Grid, model), People) && Response.IsOf(city, Grid, model);

    (double Least, double Most, Arrival Arrival) Reach(int cell)
    {
        if (!Response.HasTeams)
            return (1 - _model.Response.Amplitude, 1, Arrival.Never);
        var (factor, arrival) = Response.At(cell);
        return (factor, factor, arrival);
    }

    // Beyond districts, parks and population nobody asks for risk; a place on (0, 0) must not stretch the grid over half the earth.
    static Box ExtentOf(CitySnapshot city)
    {
        var box = Box.Empty;
        foreach (var name in new[] { "districts", "parks", "population" })
        {
            foreach (var block in city.Layer(name).Blocks)
                box = box.Union(block.Metric(city.Plane).Extent());
        }
        return box;
    }

    sealed class Newest
    {
        volatile CityFields? _fields;

        public CityFields? Fields
        {
            get => _fields;
            set => _fields = value;
        }
    }
}
