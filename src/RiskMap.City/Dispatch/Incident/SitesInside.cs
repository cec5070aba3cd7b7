using RiskMap.City.Model;
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

    int _inFanOnly;

    /// <summary>The protected places inside, in the order of arrival.</summary>
    public IReadOnlyList<PlaceInside> ProtectedPlaces()
    {
        var inside = In("places", countFan: true).Select(found => PlaceOf(found.Site, found.Feature)).ToList();
        return [.. inside.OrderBy(place => place.Site.ArrivalSeconds).ThenBy(place => place.Site.DistanceMetres).ThenBy(place => place.Site.Id)];
    }

    /// <summary>Everything inside, for the card.</summary>
    public ExposedInside Exposed(IReadOnlyList<PlaceInside> places, double? people)
    {
        var limit = (int)rules.ListLimit.Value;
        var spaces = In("confined-spaces", countFan: false).Select(found => found.Site).OrderBy(site => site.DistanceMetres).ThenBy(site => site.Id).ToList();
        var plants = In("enterprises", countFan: false);
        var listed = plants.OrderBy(found => found.Feature.IsNull(Inventory)).ThenBy(found => found.Site.DistanceMetres).ThenBy(found => found.Site.Id).Take(limit).Select(found => found.Site);
        long? placePeople = city.Layer("places").Count == 0 ? null : places.Sum(place => place.People ?? 0);
        if (places.Count(place => place.People is null) is > 0 and var unknown)
            missing.Add(new("places.people", ($"{unknown} 处保护目标没有{(scene.IsDay ? "日间" : "夜间")}人数，未计入", $"{unknown} protected places without people by {(scene.IsDay ? "day" : "night")} are not counted")));
        return new(people, placePeople, places.Count, _inFanOnly, [.. places.Take(limit)], spaces.Count, [.. spaces.Take(limit)], plants.Count,
            plants.Count(found => !found.Feature.IsNull(Inventory)), [.. listed]);
    }

    List<(SiteInside Site, FeatureRef Feature)> In(string layer, bool countFan)
    {
        var sites = Sites.Of(city, layer);
        if (sites.Count == 0)
            missing.Add(new(layer, ($"“{city.Layer(layer).Schema.Title.Zh}”图层没有数据", $"layer '{layer}' has no data")));
        var (found, inside) = (new List<int>(), new List<(SiteInside, FeatureRef)>());
        sites.Within(new SiteOutline(scene.Spill.X, scene.Spill.Y), zone.Reach, found);
        foreach (var site in found)
        {
            var outline = sites.Outline(site);
            if (zone.ZoneOf(outline) is { } name)
                inside.Add((SiteOf(sites.Feature(site), outline, name), sites.Feature(site)));
            else if (countFan && zone.Fan?.Intersects(outline.Geometry) == true)
                _inFanOnly++;
        }
        return inside;
    }

    SiteInside SiteOf(FeatureRef feature, in SiteOutline outline, string name)
    {
        var distance = new SiteOutline(scene.Spill.X, scene.Spill.Y).DistanceTo(outline);
        var along = zone.Frame.Along(distance.To.X, distance.To.Y);
        double? arrival = scene.Wind.IsCalm ? null : Math.Max(0, along) / scene.Wind.MetresPerSecond;
        return new(feature.Id, feature.Key, feature.Name, name, distance.Metres, along, arrival, outline.MeasuredFrom, QuestionPlace.LonLatOf(city, distance.To.X, distance.To.Y));
    }

    PlaceInside PlaceOf(SiteInside site, FeatureRef place)
    {
        var field = scene.IsDay ? Day : Night;
        long? people = place.IsNull(field) ? null : place.Integer(field);
        var (x, y) = city.Plane.Project(site.Location[0], site.Location[1]);
        return new(site, place.Text(Category), place.Text(Kind), people, ShelterHints.Of(site, people, zone.MetresToSide(x, y), rules.Shelter));
    }
}
