using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Demo.Rows;
using RiskMap.City.Store;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Sources.Demo;

/// <summary>One layer of a demo city.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Rows">Its rows, made while they are read; each reading gives the same rows.</param>
public sealed record DemoLayer(LayerSchema Layer, IEnumerable<Feature> Rows);

/// <summary>
/// A made-up city for trying things out, modelled on a real district (see the note in its plan, data/demo). The same options give the same rows, to the
/// last byte, on every machine. Immutable and safe to share; rows are streamed, so that a large city needs little memory.
/// </summary>
public sealed class DemoCity
{
    const double GreatestScale = 200;

    DemoCity(DemoPlan plan, DemoWorld world)
    {
        var (west, south, east, north) = (plan.Extent[0], plan.Extent[1], plan.Extent[2], plan.Extent[3]);
        var plane = MetricPlane.ForLocation((west + east) / 2, (south + north) / 2);
        Metadata = new CityMetadata(plan.City, plan.Languages, plan.TimeZone, new Box(west, south, east, north), plane.Code, plane.Wkt);
        Note = plan.Note;
        Layers = LayersOf(world);
    }

    /// <summary>Name, languages, time zone, extent and metric plane.</summary>
    public CityMetadata Metadata { get; }

    /// <summary>What is real and what is invented.</summary>
    public string Note { get; }

    /// <summary>All layers that have rows.</summary>
    public IReadOnlyList<DemoLayer> Layers { get; }

    /// <summary>Draws a demo city.</summary>
    /// <exception cref="ArgumentException">There is no such city (the message names those available), or the scale is out of bounds.</exception>
    public static DemoCity Generate(DemoOptions options)
    {
        if (!(options.Scale > 0 && options.Scale <= GreatestScale))
            throw new ArgumentException($"scale {options.Scale} is not above 0 and at most {GreatestScale}; 1 is the usual one", nameof(options));
        var plan = DemoPlan.Read(options.City);
        return new DemoCity(plan, new DemoWorld(plan, options));
    }

    /// <summary>Writes a demo city into a store, as one change set: all of it or nothing.</summary>
    /// <param name="store">The store; rows with the same keys are updated.</param>
    /// <param name="options">What city.</param>
    /// <param name="progress">Hears the name of each layer before it is written.</param>
    /// <param name="cancellation">Cancels; nothing is then written.</param>
    /// <exception cref="ArgumentException">As for <see cref="Generate"/>.</exception>
    public static async Task<WriteOutcome> FillAsync(
        ICityStore store, DemoOptions options, IProgress<string>? progress, CancellationToken cancellation)
    {
        var city = Generate(options);
        var note = new ChangeNote("demo", FormattableString.Invariant($"demo {options.City} scale {options.Scale} seed {options.Seed}"))
        {
            With = "riskmap demo",
        };
        return await store.WriteAsync(note, city.Writing(progress, cancellation), cancellation).ConfigureAwait(false);
    }

    Func<ICityWriter, Task> Writing(IProgress<string>? progress, CancellationToken cancellation) => async writer =>
    {
        await writer.SetCityAsync(Metadata, cancellation).ConfigureAwait(false);
        foreach (var (layer, rows) in Layers)
        {
            progress?.Report(layer.Name);
            await writer.UpsertAsync(layer, rows.ToAsyncEnumerable(), cancellation).ConfigureAwait(false);
        }
    };

    static IReadOnlyList<DemoLayer> LayersOf(DemoWorld world)
    {
        var siting = new Siting(world);
        var enterprises = new EnterpriseRows(world, siting);
        var places = new PlaceRows(world, siting);
        var response = new ResponseRows(world, siting);
        return
        [
            new(Districts.Schema, AreaRows.OfDistricts(world)), new(Enterprises.Schema, enterprises.Rows()),
            new(ConfinedSpaces.Schema, new ConfinedSpaceRows(world, enterprises).Rows()), new(Parks.Schema, AreaRows.OfParks(world)),
            new(Zones.Schema, AreaRows.OfZones(world)), new(Depots.Schema, response.OfDepots()), new(Teams.Schema, response.OfTeams()),
            new(Places.Schema, places.Rows()), new(SiteBoundaries.Schema, enterprises.Boundaries().Concat(places.Boundaries())),
            new(Population.Schema, new PopulationRows(world).Rows()), new(Roads.Schema, RoadRows.OfRoads(world)),
            new(Closures.Schema, RoadRows.OfClosures(world)), new(Incidents.Schema, response.OfIncidents()),
            new(RiskContours.Schema, ContourRows.Rows(world, enterprises)), new(DispatchOrders.Schema, []), // nobody is out
        ];
    }
}
