using NetTopologySuite.Geometries;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;

namespace RiskMap.City.Dispatch.Plan;

/// <summary>
/// Where units drive to, and on which roads. They gather at the staging point, with the isolation circle shut to them; where no unit comes there by road they
/// drive to the incident itself, and the circle is open. Either way the protective zone and the fan are shut too at first; who knows no way then may cross
/// them. Immutable.
/// </summary>
/// <param name="Roads">The roads as they are.</param>
/// <param name="Place">The destination.</param>
/// <param name="Destination">The destination, for the answer.</param>
/// <param name="Tiers">Roads to be tried, the strictest first: one or two.</param>
/// <param name="Warnings">What must be known of the choice.</param>
sealed record Approach(ApproachRoads Roads, QuestionPlace Place, PlanDestination Destination, IReadOnlyList<RoadTimes> Tiers, IReadOnlyList<LocalizedText> Warnings)
{
    /// <summary>Times on these roads.</summary>
    public TravelTimes Times => TravelTimes.Of(Tiers, Roads.Time);

    /// <summary>Chooses for some units.</summary>
    /// <param name="city">The city; what-if closures count.</param>
    /// <param name="spill">Where the incident is.</param>
    /// <param name="staging">Where the card gathers units, or null.</param>
    /// <param name="zone">The areas of the card, or null where it has none.</param>
    /// <param name="units">Where the units stand that could help, metres.</param>
    /// <param name="time">When they set off.</param>
    public static Approach Of(CitySnapshot city, QuestionPlace spill, StagingPoint? staging, ReleaseZone? zone, IReadOnlyList<(double X, double Y)> units, DateTimeOffset time)
    {
        var choice = new Choice(new(city, time), spill, zone, units);
        if (staging is null)
            return choice.ToIncident(choice.NoStaging);
        var place = QuestionPlace.Of(city, staging.Location, "location");
        return !choice.HasRoads ? choice.ByEstimate(place)
            : choice.ToStaging(place) ?? choice.ToIncident(choice.StagingCut);
    }

    /// <summary>One choice. One use, one thread.</summary>
    sealed class Choice(ApproachRoads roads, QuestionPlace spill, ReleaseZone? zone, IReadOnlyList<(double X, double Y)> units)
    {
        public bool HasRoads => roads.AsTheyAre.HasRoads;

        public LocalizedText NoStaging { get; } = ("事故卡没有集结点（无数据），开往事故点", "the card has no staging point (no data): units drive to the incident itself");

        public LocalizedText StagingCut { get; } = (
            "封闭隔离区后没有力量能沿道路到达上风向集结点，改为开往事故点，隔离区未封闭",
            "with the isolation circle shut no unit reaches the staging point upwind by road: units drive to the incident itself, and the circle is not shut");

        public Approach ByEstimate(QuestionPlace place) => new(roads, place,
            new(PlanDestination.Staging, place.LonLat, ("上风向集结点，隔离区之外；没有道路数据，按直线估算", "the staging point upwind, outside the isolation circle; there are no roads, so times are straight-line estimates")),
            [roads.AsTheyAre], [("没有道路数据：没有路线，时间按直线估算", "there are no roads: no routes, times are straight-line estimates")]);

        public Approach? ToStaging(QuestionPlace place)
        {
            var open = roads.Without(zone?.Isolation, roads.AsTheyAre);
            if (!Reaches(open, place))
                return null;
            return new(roads, place, new(PlanDestination.Staging, place.LonLat, ("上风向集结点，隔离区之外", "the staging point upwind, outside the isolation circle")), Avoiding(open, ToAvoid(zone)), []);
        }

        public Approach ToIncident(LocalizedText reason)
        {
            // What lies in the circle cannot be avoided by who drives into it.
            var beside = ToAvoid(zone)?.Difference(zone!.Isolation);
            var destination = new PlanDestination(PlanDestination.Incident, spill.LonLat, reason);
            return new(roads, spill, destination, Avoiding(roads.AsTheyAre, beside), [reason, .. EntersCircle(), .. NobodyComes()]);
        }

        RoadTimes[] Avoiding(RoadTimes open, Geometry? area) => roads.Without(area, open) is var careful && ReferenceEquals(careful, open) ? [open] : [careful, open];

        static Geometry? ToAvoid(ReleaseZone? zone) => zone?.Fan is { } fan ? zone.Whole.Union(fan) : null;

        // Without any unit that could help, a place on the roads counts as reached.
        bool Reaches(RoadTimes through, QuestionPlace place)
        {
            var to = (place.X, place.Y);
            return through.Snap(to) is not null && (units.Count == 0 || Array.Exists(through.Seconds(units, [to]), row => double.IsFinite(row[0])));
        }

        IEnumerable<LocalizedText> EntersCircle()
        {
            if (zone is not null)
                yield return ("路线进入隔离区：到边界先停，着防护装备再进", "the routes lead into the isolation circle: stop at its edge and enter only with protection");
        }

        IEnumerable<LocalizedText> NobodyComes()
        {
            if (!HasRoads)
                yield return ("没有道路数据：没有路线，时间按直线估算", "there are no roads: no routes, times are straight-line estimates");
            else if (roads.AsTheyAre.Snap((spill.X, spill.Y)) is null)
                yield return ($"事故点离可通行道路超过 {RoadCostRules.Current.Snap.LimitMetres:0} 米：时间按直线估算，没有路线", $"the incident lies more than {RoadCostRules.Current.Snap.LimitMetres:0} m from every road that units may use: times are straight-line estimates, there are no routes");
            else if (units.Count > 0 && !Reaches(roads.AsTheyAre, spill))
                yield return Cut(roads.Cutting(units, (spill.X, spill.Y)));
        }

        LocalizedText Cut(IReadOnlyList<int> closures)
        {
            if (closures.Count == 0)
                return ("没有力量能沿道路到达事故点：道路不连通", "nobody comes by road: no road leads from any unit to the incident");
            var names = closures.Select(number => roads.Closures.All[number]).Select(closure => closure.Name is { } name ? $"{name} ({closure.Key})" : closure.Key).ToList();
            return ($"断路将事故点隔绝，没有力量能沿道路到达：{string.Join("、", names)}", $"closures isolate the incident, nobody comes by road: {string.Join(", ", names)}");
        }
    }
}
