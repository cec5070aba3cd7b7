using System.Runtime.InteropServices;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.Fields;

/// <summary>
/// The people of each cell and what they weigh: those at known places by the place's category, the rest of the population layer's with the weight
/// elsewhere; by day or by night, whichever weighs more. Hangs on the layers; made once. Immutable; thread-safe.
/// </summary>
sealed class PeopleField
{
    static readonly Kept<LayerSnapshot, Mark, PeopleField> Made = new();

    PeopleField(PlaceAt[] places, PopulationCells population, Mark mark)
    {
        (Places, Grid) = (places, mark.Grid);
        var count = mark.Grid.Count;
        (Count, Least, Most, IsCovered, IsUnknown) = (new double[count], new double[count], new double[count], (bool[])population.IsCovered.Clone(), (bool[])population.IsUnknown.Clone());
        var elsewhere = mark.Model.CategoryWeights.Elsewhere;
        for (var cell = 0; cell < count; cell++)
            Weigh(cell, population, new AtPlaces(), elsewhere);
        var atPlaces = new Dictionary<int, AtPlaces>();
        foreach (var place in places)
            Add(place, atPlaces, mark.Model.CategoryWeights);
        foreach (var (cell, sums) in atPlaces)
            Weigh(cell, population, sums, elsewhere);
    }

    /// <summary>The cells.</summary>
    public CellGrid Grid { get; }

    /// <summary>The protected places, by ascending id.</summary>
    public PlaceAt[] Places { get; }

    /// <summary>People of the cell, the larger of day and night: the weight of the cell in an area's percentile.</summary>
    public double[] Count { get; }

    /// <summary>Weighted people per hectare; a place without a category has the least weight.</summary>
    public double[] Least { get; }

    /// <summary>The same with the greatest weight for a place without a category.</summary>
    public double[] Most { get; }

    /// <summary>Whether anything is known of the people of the cell.</summary>
    public bool[] IsCovered { get; }

    /// <summary>Whether the cell holds people that nobody counted.</summary>
    public bool[] IsUnknown { get; }

    /// <summary>The people of a city.</summary>
    public static PeopleField Of(CitySnapshot city, CellGrid grid, RiskModel model)
    {
        var population = PopulationCells.Of(city, grid);
        return Made.Of(city.Layer("places"), new(city.Layer("population"), grid, model), (_, mark) => new(PlaceCells.Of(city, grid, model), population, mark));
    }

    void Add(in PlaceAt place, Dictionary<int, AtPlaces> atPlaces, CategoryWeights weights)
    {
        if (place.Cell < 0)
            return;
        IsUnknown[place.Cell] |= !place.IsKnown;
        IsCovered[place.Cell] |= place.IsKnown;
        var (least, most) = (place.Weight ?? weights.Weights.Values.Min(), place.Weight ?? weights.Weights.Values.Max());
        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(atPlaces, place.Cell, out _);
        sums = new(sums.Day.And(place.Day, least, most), sums.Night.And(place.Night, least, most));
    }

    void Weigh(int cell, PopulationCells population, in AtPlaces places, double elsewhere)
    {
        var (day, night) = (places.Day, places.Night);
        var (dayRest, nightRest) = (Math.Max(0, population.PeopleDay[cell] - day.People), Math.Max(0, population.PeopleNight[cell] - night.People));
        Count[cell] = Math.Max(day.People + dayRest, night.People + nightRest);
        Least[cell] = Math.Max(day.Least + (dayRest * elsewhere), night.Least + (nightRest * elsewhere)) / Grid.CellHectares;
        Most[cell] = Math.Max(day.Most + (dayRest * elsewhere), night.Most + (nightRest * elsewhere)) / Grid.CellHectares;
    }

    /// <summary>People at the places of a cell, and their least and greatest weight.</summary>
    readonly record struct Weighed(double People, double Least, double Most)
    {
        public Weighed And(long people, double least, double most) => new(People + people, Least + (people * least), Most + (people * most));
    }

    readonly record struct AtPlaces(Weighed Day, Weighed Night);

    readonly record struct Mark(LayerSnapshot Population, CellGrid Grid, RiskModel Model);
}
