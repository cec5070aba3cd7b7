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

    static readonly Comparer<(double Metres, int Place)> FarthestFirst = Comparer<(double Metres, int Place)>.Create((one, other) => other.CompareTo(one));

    readonly SiteOutline _spill = new(scene.Spill.X, scene.Spill.Y);
    readonly int _limit = (int)rules.ListLimit.Value;
    int _inFanOnly;

    /// <summary>The protected places inside: counted and summed over all, the first of them in the order of arrival written out.</summary>
    public ProtectedPlaces AllPlaces()
    {
        var sites = Sites.Of(city, "places");
        var inside = In(sites, "places", countFan: true).ConvertAll(hit => Arriving(sites, hit));
        var listed = inside.OrderBy(place => place.ArrivalSeconds).ThenBy(place => place.Hit.Metres).ThenBy(place => sites.Feature(place.Hit.Site).Id).Take(_limit);
        int Count(string action) => inside.Count(place => ShelterHints.ActionOf(place.Hit.Zone, place.ArrivalSeconds, place.MoveSeconds) == action);
        return new(inside.Count, inside.Sum(place => place.People ?? 0), inside.Count(place => place.People is null), [.. listed.Select(place => PlaceOf(sites, place))],
            new(Count(ShelterHints.Evacuate), Count(ShelterHints.Shelter), Count(ShelterHints.NoData), ShelterHints.Rule(rules.Shelter)));
    }

    /// <summary>Everything inside, for the card.</summary>
    public ExposedInside Exposed(ProtectedPlaces places, double? people)
    {
        var (spaces, plants) = (Sites.Of(city, "confined-spaces"), Sites.Of(city, "enterprises"));
        var (spacesIn, plantsIn) = (In(spaces, "confined-spaces", countFan: false), In(plants, "enterprises", countFan: false));
        bool HasChemicals(Hit hit) => !plants.Feature(hit.Site).IsNull(Inventory);
        long? placePeople = city.Layer("places").Count == 0 ? null : places.People;
        if (places.WithoutPeople > 0)
            missing.Add(new("places.people", ($"{places.WithoutPeople} 处保护目标没有{(scene.IsDay ? "日间" : "夜间")}人数，未计入", $"{places.WithoutPeople} protected places without people by {(scene.IsDay ? "day" : "night")} are not counted")));
        return new(people, placePeople, places.Count, _inFanOnly, places.Listed, spacesIn.Count, Nearest(spaces, spacesIn, _ => true),
            plantsIn.Count, plantsIn.Count(HasChemicals), Nearest(plants, plantsIn, HasChemicals));
    }

    // A zone may hold tens of thousands of sites: only those that are listed are written out. No site inside is farther away than the zone reaches, so that
    // taking this off puts those that go first before all others; sites of one distance keep their order.
    IReadOnlyList<SiteInside> Nearest(Sites sites, List<Hit> inside, Func<Hit, bool> goesFirst)
    {
        // The farthest of those that are kept is on top, so that most are passed over at one look.
        var kept = new PriorityQueue<Hit, (double Metres, int Place)>(_limit + 1, FarthestFirst);
        for (var place = 0; place < inside.Count; place++)
        {
            var order = (goesFirst(inside[place]) ? inside[place].Metres - zone.Reach : inside[place].Metres, place);
            if (kept.Count < _limit)
                kept.Enqueue(inside[place], order);
            else if (kept.TryPeek(out _, out var farthest) && order.CompareTo(farthest) < 0)
                kept.EnqueueDequeue(inside[place], order);
        }
        return [.. kept.UnorderedItems.OrderBy(item => item.Priority).Select(item => SiteOf(sites, item.Element))];
    }

    List<Hit> In(Sites sites, string layer, bool countFan)
    {
        if (sites.Count == 0)
            missing.Add(new(layer, ($"“{city.Layer(layer).Schema.Title.Zh}”图层没有数据", $"layer '{layer}' has no data")));
        var (found, inside) = (new List<int>(), new List<Hit>());
        if (countFan)
            sites.Within(_spill, zone.Reach, found);
        else
            sites.Within(zone.Middle, zone.MiddleReach, found);
        inside.EnsureCapacity(found.Count);
        foreach (var site in found)
        {
            var outline = sites.Outline(site);
            if (zone.ZoneOf(outline) is { } name)
                inside.Add(new(site, name, Math.Sqrt(_spill.SquaredDistance(outline))));
            else if (countFan && zone.IsInFan(outline))
                _inFanOnly++;
        }
        return inside;
    }

    SiteInside SiteOf(Sites sites, Hit hit)
    {
        var (feature, at) = (sites.Feature(hit.Site), NearestOf(sites, hit));
        var along = zone.Frame.Along(at.X, at.Y);
        return new(feature.Id, feature.Key, feature.Name, hit.Zone, hit.Metres, along, ArrivalAt(along), sites.Outline(hit.Site).MeasuredFrom, QuestionPlace.LonLatOf(city, at.X, at.Y));
    }

    Arrival Arriving(Sites sites, Hit hit)
    {
        var (place, at, field) = (sites.Feature(hit.Site), NearestOf(sites, hit), scene.IsDay ? Day : Night);
        long? people = place.IsNull(field) ? null : place.Integer(field);
        return new(hit, ArrivalAt(zone.Frame.Along(at.X, at.Y)), people, ShelterHints.MoveSeconds(people, zone.MetresToSide(at.X, at.Y), rules.Shelter));
    }

    PlaceInside PlaceOf(Sites sites, Arrival arrival)
    {
        var place = sites.Feature(arrival.Hit.Site);
        return new(SiteOf(sites, arrival.Hit), place.Text(Category), place.Text(Kind), arrival.People, ShelterHints.Of(arrival.Hit.Zone, arrival.ArrivalSeconds, arrival.MoveSeconds));
    }

    (double X, double Y) NearestOf(Sites sites, Hit hit) => _spill.DistanceTo(sites.Outline(hit.Site)).To;

    double? ArrivalAt(double along) => scene.Wind.IsCalm ? null : Math.Max(0, along) / scene.Wind.MetresPerSecond;

    /// <summary>A site in a zone, measured from the spill.</summary>
    readonly record struct Hit(int Site, string Zone, double Metres);

    /// <summary>When the release reaches a place, and how long its people need to move.</summary>
    readonly record struct Arrival(Hit Hit, double? ArrivalSeconds, long? People, double? MoveSeconds);
}

/// <summary>The protected places in a zone.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="People">People of the period in those that say.</param>
/// <param name="WithoutPeople">Places that do not say.</param>
/// <param name="Listed">The first in the order of arrival.</param>
/// <param name="Shelter">The hints of all together.</param>
sealed record ProtectedPlaces(int Count, long People, int WithoutPeople, IReadOnlyList<PlaceInside> Listed, ShelterAdvice Shelter);
