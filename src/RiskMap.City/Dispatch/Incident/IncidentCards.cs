using System.Globalization;
using NetTopologySuite.Geometries;
using RiskMap.City.Dispatch.Isolation;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Incident;

/// <summary>
/// The commander's first sixty seconds: isolation and protective-action distances of ERG 2024 (North-American guidance), who and what lies inside in the order
/// of the release's arrival, roads to close, where to gather upwind, shelter or evacuate. Pure: the same snapshot and question give the same card.
/// </summary>
public static class IncidentCards
{
    /// <summary>The card of an incident.</summary>
    /// <exception cref="QuestionException">An input is missing, absurd or unknown; nothing was computed.</exception>
    public static IncidentCard Of(CitySnapshot city, IncidentQuestion question) => Drawn(city, question).Card;

    /// <summary>The card with the zone in the metric plane; null where the book gives no distances.</summary>
    internal static (IncidentCard Card, ReleaseZone? Zone) Drawn(CitySnapshot city, IncidentQuestion question)
    {
        var rules = IncidentRules.Default;
        var scene = Scene.Of(city, question, rules);
        var distances = InitialIsolation.Of(scene.Entry, new Spill(scene.IsLarge, question.Container, scene.IsDay, scene.Wind.MetresPerSecond, question.Fire), ErgTables.Default);
        var card = Bare(city, question, scene, distances);
        if (distances.IsolationMetres is not { } isolation)
            return (card, null);
        var zone = new ReleaseZone(new WindFrame(city.Plane, scene.Spill, scene.Wind.FromDegrees), isolation, distances.Protect?.Metres, rules.FanDegrees.Value, scene.Wind.IsCalm);
        return (Filled(city, card, scene, zone, isolation, rules), zone);
    }

    static IncidentCard Bare(CitySnapshot city, IncidentQuestion question, Scene scene, InitialDistances distances)
    {
        var sun = Daylight.OfDay(DateOnly.FromDateTime(scene.Time.DateTime), scene.Zone, scene.Spill.Longitude, scene.Spill.Latitude);
        return new(distances.NoData is null ? "ok" : "no-data", distances.NoData, new(scene.Entry.Un, scene.Entry.Name, scene.Entry.Guide), question.Size!, question.Container,
            scene.Spill.LonLat, scene.Time, scene.IsDay ? "day" : "night", sun, scene.Wind, distances.Table, distances.IsolationMetres, distances.Protect?.Metres,
            distances.Protect?.OrMore == true, [], null, null, null, null, [.. WarningsOf(scene, distances)], [], city.Version.Text, city.WhatIf,
            [PeriodStep(scene, sun), .. distances.Explanation]);
    }

    static IncidentCard Filled(CitySnapshot city, IncidentCard card, Scene scene, ReleaseZone zone, double isolation, IncidentRules rules)
    {
        var missing = new List<MissingData>();
        var sites = new SitesInside(city, zone, scene, rules, missing);
        var places = sites.AllPlaces();
        var exposed = sites.Exposed(places, PeopleInside.Of(city, zone, scene.IsDay, missing));
        var staging = StagingPoints.Of(city, zone, isolation, rules, missing);
        return card with
        {
            Warnings = [.. card.Warnings, .. StagingWarnings(scene, zone, staging)],
            Zones = [.. ZonesOf(city, zone)],
            Exposed = exposed,
            Roads = RoadsAcross.Of(city, zone, rules, missing),
            Staging = staging,
            Shelter = places.Shelter,
            Missing = missing,
            Explanation = [.. card.Explanation, .. StepsOf(scene, exposed, rules)],
        };
    }

    static IEnumerable<IncidentZone> ZonesOf(CitySnapshot city, ReleaseZone zone)
    {
        yield return new(ZoneNames.Isolation, ("初始隔离区", "Initial isolation zone"), zone.Isolation.Area, ShapeOf(city, zone.Isolation));
        if (zone.Protect is { } protect)
            yield return new(ZoneNames.Protective, ("防护行动区", "Protective action zone"), protect.Area, ShapeOf(city, protect));
        if (zone.Fan is { } fan)
            yield return new(ZoneNames.Fan, ("风向不确定范围", "If the wind turns"), fan.Area, ShapeOf(city, fan));
    }

    static PolygonShape ShapeOf(CitySnapshot city, Polygon polygon)
    {
        var ring = polygon.ExteriorRing.Coordinates.Select(corner => QuestionPlace.LonLatOf(city, corner.X, corner.Y));
        return new([[.. polygon.Shell.IsCCW ? ring : ring.Reverse()]]);
    }

    static IEnumerable<LocalizedText> WarningsOf(Scene scene, InitialDistances distances)
    {
        foreach (var warning in distances.Warnings)
            yield return warning;
        if (distances.Protect?.OrMore == true)
            yield return ($"原书为 {distances.Protect} km：图上按 {distances.Protect.Value.Kilometres} km 画，实际可能更远", $"the book says {distances.Protect} km: drawn as {distances.Protect.Value.Kilometres} km, it may be more");
        if (scene.Wind.IsCalm)
            yield return ("静风：没有可靠的下风向，整圈都可能受影响，不给到达时间", "calm: no direction can be relied on, the whole circle may be reached, no arrival is given");
        if (scene.UnknownName is { } name)
            yield return ($"不认识名称“{name}”：按 UN {scene.Entry.Un} {scene.Entry.Name.Zh}", $"the name '{name}' is not known here: UN {scene.Entry.Un}, {scene.Entry.Name.En}, is taken");
        if (scene.AtEnterprise)
            yield return ("泄漏点取企业的点位，不是储罐的位置", "the spill is placed at the enterprise's point, not at the tank");
    }

    // In calm no side is upwind: the point lies where units are close, not where nothing comes.
    static IEnumerable<LocalizedText> StagingWarnings(Scene scene, ReleaseZone zone, StagingPoint staging)
    {
        if (scene.Wind.IsCalm && staging.DistanceMetres < zone.ProtectMetres)
            yield return ($"静风没有上风向：集结点在可能受影响的 {zone.ProtectMetres:0} m 范围之内，做好防护，随时准备后撤",
                $"in calm no side is upwind: the staging point lies within the {zone.ProtectMetres:0} m that the release may reach, be protected and ready to move");
    }

    static ExplanationStep PeriodStep(Scene scene, SunTimes sun)
    {
        var (rise, set) = ($"{sun.Sunrise:HH:mm}", $"{sun.Sunset:HH:mm}");
        var crossing = sun.Sunrise is null ? new LocalizedText("当日太阳不过地平线", "the sun does not cross the horizon that day") : ($"日出 {rise}、日落 {set}", $"sunrise {rise}, sunset {set}");
        return new(($"{scene.Time:yyyy-MM-dd HH:mm zzz}：{crossing.Zh}，按{(scene.IsDay ? "白天" : "夜间")}", $"{scene.Time:yyyy-MM-dd HH:mm zzz}: {crossing.En}, so {(scene.IsDay ? "day" : "night")}"),
            new("NOAA solar calculator", "sunrise and sunset at the spill; ERG 2024: day is between them", RuleSource.Verified));
    }

    static IEnumerable<ExplanationStep> StepsOf(Scene scene, ExposedInside exposed, IncidentRules rules)
    {
        yield return new(($"防护行动区为正方形：边长等于下风向距离，上风边中点在泄漏点，轴线沿风向（风来自 {scene.Wind.FromDegrees:0}°）", $"the protective action zone is a square: its side is the distance downwind, the middle of its upwind edge is at the spill, its axis along the wind (from {scene.Wind.FromDegrees:0}°)"),
            new("ERG 2024", "how to use the green tables", RuleSource.ToBeVerified));
        yield return new(($"扇形：正方形左右各转 {rules.FanDegrees.Value}°（本地方法）", $"fan: the square turned {rules.FanDegrees.Value}° to either side (local method)"), rules.FanDegrees.Source);
        if (!scene.Wind.IsCalm)
            yield return new(($"到达时间 = 下风向距离 ÷ 风速 {scene.Wind.MetresPerSecond:0.#} m/s，不计扩散与地形", $"arrival = distance downwind ÷ wind speed {scene.Wind.MetresPerSecond:0.#} m/s, without dispersion and terrain"), null);
        var people = exposed.People?.ToString("0", CultureInfo.InvariantCulture);
        yield return new(($"区内人口按格网面积比例合计：{people ?? "无数据"}；保护目标 {exposed.PlaceCount} 处，人数另计、不相加", $"people inside by share of population cells: {people ?? "no data"}; {exposed.PlaceCount} protected places counted apart, not to be added"), null);
        yield return new(ShelterHints.Rule(rules.Shelter), rules.Shelter.Source);
    }
}
