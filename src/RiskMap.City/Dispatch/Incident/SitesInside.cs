using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Incident;

/// <summary>Finds the protected places, confined spaces and enterprises in a zone, edge to edge. One use, one thread.</summary>
sealed class SitesInside(CitySnapshot city, ReleaseZone zone, Scene scene, IncidentRules rules, List<MissingData> missing)
{
    static readonly int Category = Places.Schema.IndexOf("category");
    static readonly int Kind = Places.Schema.IndexOf("kind");
    static readonly int Day = Places.Schema.IndexOf("capacityDay");
    static readonly int Night = Places.Schema.IndexOf("capacityNight");
    static readonly int Inventory = Enterprises.Schema.IndexOf("inventory");

    readonly SiteOutline _spill = new(scene.Spill.X, scene.Spill.Y);
    readonly int _limit = (int)rules.ListLimit.Value;
    int _inFanOnly;

    /// <summary>The protected places inside, in the order of arrival.</summary>
    public IReadOnlyList<PlaceInside> ProtectedPlaces()
    {
        var sites = Sites.Of(city, "places");
        var inside = In(sites, "places", countFan: true).Select(hit => PlaceOf(SiteOf(sites, hit), sites.Feature(hit.Site)));
        return [.. inside.OrderBy(place => place.Site.ArrivalSeconds).ThenBy(place => place.Site.DistanceMetres).ThenBy(place => place.Site.Id)];
    }

    /// <summary>Everything inside, for the card.</summary>
    public ExposedInside Exposed(IReadOnlyList<PlaceInside> places, double? people)
    {
        var (spaces, plants) = (Sites.Of(city, "confined-spaces"), Sites.Of(city, "enterprises"));
        var (spacesIn, plantsIn) = (In(spaces, "confined-spaces", countFan: false), In(plants, "enterprises", countFan: false));
        bool HasChemicals(Hit hit) => !plants.Feature(hit.Site).IsNull(Inventory);
        long? placePeople = city.Layer("places").Count == 0 ? null : places.Sum(place => place.People ?? 0);
        if (places.Count(place => place.People is null) is > 0 and var unknown)
            missing.Add(new("places.people", ($"{unknown} 处保护目标没有{(scene.IsDay ? "日间" : "夜间")}人数，未计入", $"{unknown} protected places without people by {(scene.IsDay ? "day" : "night")} are not counted")));
        return new(people, placePeople, places.Count, _inFanOnly, [.. places.Take(_limit)], spacesIn.Count, Nearest(spaces, spacesIn, _ => true),
            plantsIn.Count, plantsIn.Count(HasChemicals), Nearest(plants, plantsIn, HasChemicals));
    }

    // A zone may hold tens of thousands of sites: only those that are listed are written out. No site inside is farther away than the zone reaches, so that
    // taking this off puts those that go first before all others; sites of one distance keep their order.
    IReadOnlyList<SiteInside> Nearest(Sites sites, List<Hit> inside, Func<Hit, bool> goesFirst) => [.. inside
        .OrderBy(hit => goesFirst(hit) ? hit.Metres - zone.Reach : hit.Metres).Take(_limit).Select(hit => SiteOf(sites, hit))];

    List<Hit> In(Sites sites, string layer, bool countFan)
    {
        if (sites.Count == 0)
            missing.Add(new(layer, ($"“{city.Layer(layer).Schema.Title.Zh}”图层没有数据", $"layer '{layer}' has no data")));
        var (found, inside) = (new List<int>(), new List<Hit>());
        if (countFan)
            sites.Within(_spill, zone.Reach, found);
        else
            sites.Within(zone.Middle, zone.MiddleReach, found);
        foreach (var site in found)
        {
            var outline = sites.Outline(site);
            if (zone.ZoneOf(outline) is { } name)
                inside.Add(new(site, name, _spill.DistanceTo(outline).Metres));
            else if (countFan && zone.IsInFan(outline))
                _inFanOnly++;
        }
        return inside;
    }

    SiteInside SiteOf(Sites sites, Hit hit)
    {
        var (feature, at) = (sites.Feature(hit.Site), _spill.DistanceTo(sites.Outline(hit.Site)).To);
        var along = zone.Frame.Along(at.X, at.Y);
        double? arrival = scene.Wind.IsCalm ? null : Math.Max(0, along) / scene.Wind.MetresPerSecond;
        return new(feature.Id, feature.Key, feature.Name, hit.Zone, hit.Metres, along, arrival, sites.Outline(hit.Site).MeasuredFrom, QuestionPlace.LonLatOf(city, at.X, at.Y));
    }

    PlaceInside PlaceOf(SiteInside site, FeatureRef place)
    {
        var field = scene.IsDay ? Day : Night;
        long? people = place.IsNull(field) ? null : place.Integer(field);
        var (x, y) = city.Plane.Project(site.Location[0], site.Location[1]);
        return new(site, place.Text(Category), place.Text(Kind), people, ShelterHints.Of(site, people, zone.MetresToSide(x, y), rules.Shelter));
    }

    /// <summary>A site in a zone, measured from the spill.</summary>
    readonly record struct Hit(int Site, string Zone, double Metres);
}
