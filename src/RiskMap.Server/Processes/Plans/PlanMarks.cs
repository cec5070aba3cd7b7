using System.Collections.Immutable;
using System.Globalization;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Dispatch.Plan;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Style;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Processes.Plans;

/// <summary>What is drawn on the map of a plan, and the part of the city that it shows.</summary>
sealed class PlanMarks(IncidentCard card, IncidentPlan? plan, string language)
{
    /// <summary>Room around the zones, as a share of their size: ways from farther away leave the frame.</summary>
    const double AroundZones = 0.35;

    /// <summary>Least side of the map in metres of EPSG:3857.</summary>
    const double LeastSide = 800;

    static readonly StyleColour Isolation = StyleColour.TryParse("#c62828")!, Protective = StyleColour.TryParse("#e65100")!, Fan = StyleColour.TryParse("#757575")!,
        Route = StyleColour.TryParse("#1565c0")!, Estimate = StyleColour.TryParse("#90a4ae")!, Staging = StyleColour.TryParse("#2e7d32")!, Closure = StyleColour.TryParse("#401048")!,
        Spill = StyleColour.TryParse("#b71c1c")!;

    internal ImmutableArray<ReportArea> Areas() => [.. card.Zones.Reverse().Select(zone => new ReportArea([.. zone.Geometry.Coordinates[0].Select(PrintedPage.At)], ColourOf(zone.Zone)))];

    // The quickest way lies above the others.
    internal ImmutableArray<ReportLine> Lines() => [.. (plan?.Routes ?? []).Reverse().Select(route =>
        new ReportLine([.. route.Geometry.Coordinates.Select(PrintedPage.At)], route.ViaStraightLine ? Estimate : Route))];

    internal ImmutableArray<ReportPoint> Points()
    {
        var points = ImmutableArray.CreateBuilder<ReportPoint>();
        foreach (var point in card.Roads?.ClosurePoints ?? []) points.Add(new(PrintedPage.At(point.Location), Closure, ReportMark.Square));
        points.Add(new(PrintedPage.At(card.Location), Spill, ReportMark.Disc, "!"));
        if (card.Staging is { } staging) points.Add(new(PrintedPage.At(staging.Location), Staging, ReportMark.Diamond));
        foreach (var (number, unit) in (plan?.Force.Units ?? []).Index().Reverse()) points.Add(new(PrintedPage.At(unit.Location), Route, ReportMark.Disc, (number + 1).ToString(CultureInfo.InvariantCulture)));
        return points.ToImmutable();
    }

    internal ImmutableArray<ReportKey> Keys()
    {
        var keys = ImmutableArray.CreateBuilder<ReportKey>();
        Add(true, "incident", Spill, ReportMark.Disc);
        Add(card.Zones.Any(zone => zone.Zone == "isolation"), "isolation", Isolation, ReportMark.Area);
        Add(card.Zones.Any(zone => zone.Zone == "protective"), "protective", Protective, ReportMark.Area);
        Add(card.Zones.Any(zone => zone.Zone == "fan"), "fan", Fan, ReportMark.Area);
        Add(card.Staging is not null, "staging", Staging, ReportMark.Diamond);
        Add(card.Roads is { ClosurePoints.Count: > 0 }, "closure", Closure, ReportMark.Square);
        Add(plan is { Force.Units.Count: > 0 }, "unit", Route, ReportMark.Disc);
        Add(plan?.Routes.Any(route => !route.ViaStraightLine) == true, "route", Route, ReportMark.Line);
        Add(plan?.Routes.Any(route => route.ViaStraightLine) == true, "estimate", Estimate, ReportMark.Line);
        return keys.ToImmutable();

        void Add(bool isThere, string what, StyleColour colour, ReportMark mark)
        {
            if (isThere) keys.Add(new(MessageTexts.In(language, $"plan.key.{what}"), colour, mark));
        }
    }

    internal ReportWind Wind() => new(card.Wind.IsCalm ? null : card.Wind.FromDegrees + 180,
        card.Wind.IsCalm ? MessageTexts.In(language, "plan.calm") : string.Create(CultureInfo.InvariantCulture, $"{card.Wind.MetresPerSecond:0.#} m/s"));

    /// <summary>The zones with some room around them, and of the ways what lies near; without zones the ways whole.</summary>
    internal Box Box()
    {
        var zones = card.Zones.SelectMany(zone => zone.Geometry.Coordinates[0]).Concat(card.Staging is { } staging ? [staging.Location] : [card.Location]).Select(PrintedPage.At)
            .Aggregate(Geo.Geometries.Box.Empty, With);
        var ways = (plan?.Routes ?? []).SelectMany(route => route.Geometry.Coordinates).Select(PrintedPage.At);
        if (card.Zones.Count == 0) return Least(ways.Aggregate(zones, With));
        var most = zones.Expand(Math.Max(zones.Width, zones.Height) * AroundZones);
        return Least(ways.Select(at => (X: Math.Clamp(at.X, most.MinX, most.MaxX), Y: Math.Clamp(at.Y, most.MinY, most.MaxY))).Aggregate(zones, With));
    }

    static Box Least(in Box box)
    {
        var side = Math.Max(box.Width, box.Height);
        return box.Expand(Math.Max(side * 0.06, (LeastSide - side) / 2));
    }

    static Box With(Box box, (double X, double Y) at) => box.Union(Geo.Geometries.Box.Of(at.X, at.Y));

    static StyleColour ColourOf(string zone) => zone switch { "isolation" => Isolation, "protective" => Protective, _ => Fan };
}
