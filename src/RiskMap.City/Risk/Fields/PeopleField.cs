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
        var (day, night) = (new AtPlaces(count), new AtPlaces(count));
        foreach (var place in places)
            Add(place, day, night, mark.Model.CategoryWeights);
        for (var cell = 0; cell < count; cell++)
            Weigh(cell, population, day, night, mark.Model.CategoryWeights.Elsewhere);
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

    void Add(in PlaceAt place, AtPlaces day, AtPlaces night, CategoryWeights weights)
    {
        if (place.Cell < 0)
            return;
        IsUnknown[place.Cell] |= !place.IsKnown;
        IsCovered[place.Cell] |= place.IsKnown;
        day.Add(place.Cell, place.Day, place.Weight, weights);
        night.Add(place.Cell, place.Night, place.Weight, weights);
    }

    void Weigh(int cell, PopulationCells population, AtPlaces day, AtPlaces night, double elsewhere)
    {
        var (dayRest, nightRest) = (Math.Max(0, population.PeopleDay[cell] - day.People[cell]), Math.Max(0, population.PeopleNight[cell] - night.People[cell]));
        Count[cell] = Math.Max(day.People[cell] + dayRest, night.People[cell] + nightRest);
        Least[cell] = Math.Max(day.Least[cell] + (dayRest * elsewhere), night.Least[cell] + (nightRest * elsewhere)) / Grid.CellHectares;
        Most[cell] = Math.Max(day.Most[cell] + (dayRest * elsewhere), night.Most[cell] + (nightRest * elsewhere)) / Grid.CellHectares;
    }

    sealed class AtPlaces(int cells)
    {
        public double[] People { get; } = new double[cells];

        public double[] Least { get; } = new double[cells];

        public double[] Most { get; } = new double[cells];

        public void Add(int cell, long people, double? weight, CategoryWeights weights)
        {
            People[cell] += people;
            Least[cell] += people * (weight ?? weights.Weights.Values.Min());
            Most[cell] += people * (weight ?? weights.Weights.Values.Max());
        }
    }

    readonly record struct Mark(LayerSnapshot Population, CellGrid Grid, RiskModel Model);
}
