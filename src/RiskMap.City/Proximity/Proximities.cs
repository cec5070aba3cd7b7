using System.Collections.Immutable;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Proximity;

/// <summary>
/// The process <c>proximity</c>: the buffer around a position, shape or feature by distance, rule or screening, what lies inside, the people there, and
/// the nearest features. Everything edge to edge in the metric plane; a feature is not its own neighbour. Pure and thread-safe.
/// </summary>
public static class Proximities
{
    /// <summary>The layers that are asked when the question names none.</summary>
    public static readonly ImmutableArray<string> UsualLayers = ["enterprises", "confined-spaces", "places", "parks", "zones", "depots", "teams"];

    /// <summary>Chords of a quarter of a circle in the buffer's picture: its area is 0.16 % less than the circle's.</summary>
    internal const int QuadrantSegments = 16;

    /// <summary>The widest radius, metres: no question about a city's neighbourhoods needs more.</summary>
    public const double MostMetres = 100_000;

    /// <summary>How many features of a layer may be told.</summary>
    public const int MostFeatures = 10_000;

    const int UsualFeatures = 100;

    /// <summary>Answers a question.</summary>
    /// <exception cref="QuestionException">An input is missing, absurd or unknown.</exception>
    public static ProximityAnswer Of(CitySnapshot city, ProximityQuestion question)
    {
        var origin = ProximityOrigin.Read(city, question.From);
        var layers = (question.Layers ?? UsualLayers).Select((layer, i) => QuestionFaults.Layer($"layers/{i}", layer)).Distinct(StringComparer.Ordinal).ToList();
        var limit = QuestionFaults.Count("limit", question.Limit ?? UsualFeatures, 0, MostFeatures);
        var nearest = question.Nearest is { } count ? QuestionFaults.Count("nearest", count, 1, MostFeatures) : 0;
        var radius = ProximityRadii.Of(question, origin);
        if (radius is null && nearest == 0)
            throw new QuestionException("distanceMetres", null, ("没有距离，也没有要求最近的几个", "there is neither a distance nor a number of nearest"),
                ("给出 distanceMetres、rule、screening 之一，或 nearest", "give one of distanceMetres, rule and screening, or nearest"));
        if (radius is { Metres: var metres } && !(metres >= 0 && metres <= MostMetres))
            throw QuestionFaults.Distance(radius.Kind == "distance" ? "distanceMetres" : radius.Kind, metres, MostMetres);
        var buffer = radius is null ? null : origin.Outline.Geometry.Buffer(radius.Metres, QuadrantSegments);
        var people = radius is null ? null : PeopleNear.Of(city, origin.Outline, radius.Metres, buffer!, origin.IsSelf);
        List<LayerProximity> inside = radius is null ? [] : [.. layers.Select(layer => Inside(city, layer, origin, radius.Metres, limit))];
        List<LayerProximity> near = nearest == 0 ? [] : [.. layers.Select(layer => NearestOf(city, layer, origin, nearest))];
        return new(
            city.Version.Text, city.WhatIf, origin.Outline.MeasuredFrom, radius, buffer is { IsEmpty: false } ? city.Plane.Unproject(buffer) : null,
            buffer?.Area, inside, people, near, ProximityExplanation.Of(city, origin, radius, inside, people, near));
    }

    static LayerProximity Inside(CitySnapshot city, string layer, ProximityOrigin origin, double metres, int limit)
    {
        var (sites, found) = (Sites.Of(city, layer), new List<int>());
        sites.Within(origin.Outline, metres, found);
        found.RemoveAll(site => origin.IsSelf(sites.Feature(site)));
        // Only what is told needs its end points.
        var told = found.Select(site => (Squared: origin.Outline.SquaredDistance(sites.Outline(site)), sites.Feature(site).Id, Site: site)).Order().Take(limit);
        return new(layer, found.Count, [.. told.Select(near => Told(city, sites, near.Site, origin.Outline.DistanceTo(sites.Outline(near.Site))))]);
    }

    static LayerProximity NearestOf(CitySnapshot city, string layer, ProximityOrigin origin, int count)
    {
        var sites = Sites.Of(city, layer);
        var own = origin.Feature is { } self && self.Block.Schema.Name == layer ? 1 : 0;
        var found = sites.Nearest(origin.Outline, count + own).Where(near => !origin.IsSelf(sites.Feature(near.Site))).Take(count);
        return new(layer, sites.Count - own, [.. found.Select(near => Told(city, sites, near.Site, near.Distance))]);
    }

    static NearFeature Told(CitySnapshot city, Sites sites, int site, SiteDistance distance)
    {
        var feature = sites.Feature(site);
        return new(
            feature.Id, feature.Key, feature.Name, distance.Metres, AnswerGeometry.Position(city.Plane, distance.From), AnswerGeometry.Position(city.Plane, distance.To),
            sites.Outline(site).MeasuredFrom);
    }
}
