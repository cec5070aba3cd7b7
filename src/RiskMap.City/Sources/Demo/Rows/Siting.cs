using System.Collections.Concurrent;
using RiskMap.City.Sources.Demo.Geography;
using RiskMap.City.Sources.Demo.RoadNet;

namespace RiskMap.City.Sources.Demo.Rows;

/// <summary>Where something stands.</summary>
/// <param name="At">Position, in a town's interior.</param>
/// <param name="Town">Number of the town.</param>
/// <param name="Along">Direction of the street there.</param>
/// <param name="Place">Name of the park, core, village, road or site.</param>
/// <param name="Lot">The block of a park, within which a boundary stays.</param>
readonly record struct Site(DrawingPoint At, int Town, DrawingPoint Along, string Place, Frame? Lot = null);

/// <summary>Finds positions for enterprises and places: in parks, cores, villages, beside main roads, or where the plan says.</summary>
sealed class Siting
{
    const int Tries = 200;
    static readonly DrawingPoint East = new(1, 0);
    readonly DemoWorld _world;
    readonly Park[] _parks;
    readonly ConcurrentDictionary<string, double[]> _parkWeights = new(StringComparer.Ordinal);
    readonly double[] _coreWeights;
    readonly int[] _villageWeights;
    readonly RoadSegment[] _roadside;

    public Siting(DemoWorld world)
    {
        _world = world;
        _parks = [.. world.Settlements.Parks.Where(park => park.Kind is "industrial" or "logistics")];
        _coreWeights = [.. world.Settlements.Cores.Select(core => core.Cells.Length * core.Plan.ResidentsPerKm2)];
        _villageWeights = [.. world.Settlements.Villages.Select(village => village.Cells.Length)];
        _roadside = [.. world.Roads.Segments.Where(segment =>
            segment.Style is { Origin: RoadOrigin.Main, Bridge: false, Tunnel: false, Class: "trunk" or "primary" or "secondary" } && segment.LengthMetres > 60)];
    }

    /// <summary>A site for the n-th of a kind.</summary>
    /// <exception cref="InvalidDataException">The plan's site is not on land, or there is no room.</exception>
    public Site Find(IKindPlan kind, int number, ref DemoRandom random)
    {
        if (kind.Sites is { } sites)
            return At(sites[number].Zh, _world.Board.FromDegrees(sites[number].At));
        return kind.Where switch
        {
            "park" => InPark(kind.Parks, ref random),
            "core" => InCore(ref random),
            "village" => InVillage(ref random),
            "home" => random.Chance(0.7) ? InCore(ref random) : InVillage(ref random),
            "anywhere" => random.Chance(0.65) ? InCore(ref random) : InVillage(ref random),
            "road" => BesideRoad(ref random),
            _ => throw new InvalidDataException($"demo plan: 'where' is '{kind.Where}'; use park, core, village, home, anywhere, road, or give sites"),
        };
    }

    /// <summary>A position that the plan names.</summary>
    public Site At(string name, DrawingPoint at)
    {
        var town = _world.Land.TownAt(at);
        return town >= 0 ? new Site(at, town, East, name) : throw new InvalidDataException($"demo plan: {name} does not stand on land");
    }

    /// <summary>In a core, more often where more people live.</summary>
    public Site InCore(ref DemoRandom random)
    {
        var core = _world.Settlements.Cores[Pick(_coreWeights, ref random)];
        return In(core.Cells, core.Along, core.Plan.Name, ref random);
    }

    /// <summary>In a core of the town, or in one of its villages where it has no core.</summary>
    public Site InTown(int town, ref DemoRandom random)
    {
        var core = _world.Settlements.Cores.FirstOrDefault(candidate => candidate.Town == town);
        if (core is not null)
            return In(core.Cells, core.Along, core.Plan.Name, ref random);
        var village = _world.Settlements.Villages.First(candidate => candidate.Town == town);
        return In(village.Cells, village.Along, Name(village), ref random);
    }

    /// <summary>In a village, more often in a large one.</summary>
    public Site InVillage(ref DemoRandom random)
    {
        var at = random.Below(_villageWeights.Sum());
        var number = 0;
        while (at >= _villageWeights[number])
            at -= _villageWeights[number++];
        var village = _world.Settlements.Villages[number];
        return In(village.Cells, village.Along, Name(village), ref random);
    }

    /// <summary>What a village is called; hamlets go by their town.</summary>
    public string Name(Village village) =>
        village.Name.Length > 0 ? village.Name : _world.Plan.Outline.Towns[village.Town].Zh[..2] + "自然村";

    /// <summary>A rectangle around a site, cut to the land.</summary>
    public NetTopologySuite.Geometries.Geometry Boundary(Site site, double lengthMetres, double widthMetres)
    {
        var frame = new Frame(site.At, site.Along, lengthMetres, widthMetres);
        var corners = (site.Lot is { } lot ? frame.Within(lot) : frame).Corners();
        var polygon = _world.Board.ToPolygon(corners);
        return Array.TrueForAll(corners, corner => _world.Land.TownAt(corner) >= 0) ? polygon : Clipped.ToLand(_world, polygon);
    }

    Site In(int[] cells, DrawingPoint along, string name, ref DemoRandom random)
    {
        var at = _world.Settlements.Within(cells, ref random);
        return new Site(at, _world.Land.TownAt(at), along, name);
    }

    Site InPark(string[]? preferred, ref DemoRandom random)
    {
        var park = _parks[Pick(ParkWeights(preferred), ref random)];
        // Within a block, clear of its streets.
        int column = random.Below(park.Columns), row = random.Below(park.Rows);
        var street = _world.Plan.Parks.StreetMetres;
        var block = new Frame(
            park.Frame.At((column + 0.5) / park.Columns, (row + 0.5) / park.Rows), park.Frame.Along,
            park.Frame.LengthMetres / park.Columns - street, park.Frame.WidthMetres / park.Rows - street);
        return new Site(block.At(random.Unit(), random.Unit()), park.Town, block.Along, park.Zh, block);
    }

    double[] ParkWeights(string[]? preferred)
    {
        var key = preferred is null ? "" : string.Join(' ', preferred);
        if (!_parkWeights.TryGetValue(key, out var weights))
        {
            _parkWeights[key] = weights = [.. _parks.Select(park => park.Frame.LengthMetres * park.Frame.WidthMetres
                * (preferred?.Contains(park.Code, StringComparer.Ordinal) == true ? _world.Plan.Enterprises.PreferredParkWeight : 1))];
        }
        return weights;
    }

    Site BesideRoad(ref DemoRandom random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var segment = _roadside[random.Below(_roadside.Length)];
            var (middle, direction) = segment.Middle();
            var at = middle - direction.Left * _world.Plan.Enterprises.RoadsideMetres;
            if (_world.Land.TownAt(at) is >= 0 and var town)
                return new Site(at, town, direction, segment.Style.Name ?? "");
        }
        throw new InvalidDataException("demo plan: there is no room beside the main roads");
    }

    static int Pick(double[] weights, ref DemoRandom random)
    {
        var at = random.Unit() * weights.Sum();
        for (var i = 0; i < weights.Length - 1; i++)
        {
            if (at < weights[i])
                return i;
            at -= weights[i];
        }
        return weights.Length - 1;
    }
}
