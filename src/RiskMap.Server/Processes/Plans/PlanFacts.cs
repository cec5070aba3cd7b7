using System.Collections.Immutable;
using System.Globalization;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Dispatch.Isolation;
using RiskMap.City.Dispatch.Plan;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Geo.Style;

namespace RiskMap.Server.Processes.Plans;

/// <summary>What a plan's page says above the map: the result in a word, then the incident in a few lines.</summary>
static class PlanFacts
{
    /// <summary>Places and roads that are named in one line; the others are counted.</summary>
    const int MostPlaces = 5, MostRoads = 8;

    static readonly StyleColour Enough = StyleColour.TryParse("#2e7d32")!, NotEnough = StyleColour.TryParse("#c62828")!, NoData = StyleColour.TryParse("#757575")!;

    /// <summary>The result: when the force is enough, or for a card how far to keep away.</summary>
    internal static ReportBanner Banner(IncidentCard card, IncidentPlan? plan, string language)
    {
        var words = new PlanWords(language);
        if (plan is not null)
            return plan.Force.Sufficient ? new(words.Say("plan.enough", PlanWords.Clock(plan.Force.TravelSeconds)), Enough) : new(words.Say("plan.not-enough"), NotEnough);
        return card.IsolationMetres is { } metres ? new(words.Say("plan.isolate", metres), NotEnough) : new(words.Say("plan.no-data"), NoData);
    }

    /// <summary>The facts.</summary>
    internal static ImmutableArray<ReportFact> Of(IncidentCard card, IncidentPlan? plan, string language)
    {
        var words = new PlanWords(language);
        var facts = ImmutableArray.CreateBuilder<ReportFact>();
        Add("plan.material", Material(card, words));
        Add("plan.moment", Moment(card, words));
        Add("plan.distances", Distances(card, words));
        if (card.Exposed is { } exposed)
        {
            Add("plan.inside", words.Say("plan.inside.text", words.Count(exposed.People), Told("places", exposed.PlaceCount), words.Count(exposed.PlacePeople), Told("enterprises", exposed.EnterpriseCount),
                Told("enterprises", exposed.EnterprisesWithChemicals), Told("confined-spaces", exposed.ConfinedSpaceCount), Told("places", exposed.PlacesInFanOnly)));
            if (plan is not null && exposed.PlaceCount > 0) Add("plan.arrivals", Arrivals(exposed, words));
        }
        if (card is { Shelter: { } shelter, Exposed.PlacePeople: not null }) Add("plan.shelter", words.Say("plan.shelter.text", shelter.Evacuate, shelter.Shelter, shelter.NoData));
        if (card.Roads is { } roads) Add("plan.roads", Closures(roads, words));
        if (card.Staging is { } staging) Add("plan.staging", Staging(staging, words));
        if (plan is not null) Add("plan.destination", plan.Destination.Reason.In(language));
        if (card.WhatIf) Add("process.what-if", words.Say("plan.what-if"));
        return facts.ToImmutable();

        void Add(string label, string text) => facts.Add(new(words.Say(label), text));

        // Of a layer without data nothing is counted, which is not the same as nothing there.
        string Told(string layer, int count) => words.Count(card.Missing.Any(entry => entry.What == layer) ? null : count);
    }

    static string Material(IncidentCard card, PlanWords words) => string.Join(words.Say("page.comma"), new[]
    {
        card.Material.Name.In(words.Language),
        card.Material.UnNumber is { } un ? $"UN {un}" : null,
        words.Say("plan.guide", card.Material.Guide),
        words.Say($"plan.size.{card.Size}"),
        card.Container is { } container ? ErgTables.Default.Containers.Single(row => row.Container == container).Title.In(words.Language) : null,
        string.Create(CultureInfo.InvariantCulture, $"{card.Location[0]:0.00000}°E {card.Location[1]:0.00000}°N"),
    }.Where(part => part is not null));

    static string Moment(IncidentCard card, PlanWords words)
    {
        var time = card.Time.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
        var wind = card.Wind.IsCalm ? words.Say("plan.calm") : words.Say("plan.wind", PlanWords.Number(card.Wind.FromDegrees, "0"), PlanWords.Number(card.Wind.MetresPerSecond, "0.#"));
        return string.Join(words.Say("page.comma"), time, words.Say($"plan.period.{card.Period}"), wind);
    }

    static string Distances(IncidentCard card, PlanWords words)
    {
        var note = ErgTables.Default.Note.In(words.Language);
        if (card.IsolationMetres is not { } isolation) return words.Say("plan.distances.none", card.NoData?.In(words.Language), note);
        var protect = card.ProtectMetres is { } metres ? words.Say(card.ProtectOrMore ? "plan.protect.or-more" : "plan.protect", PlanWords.Number(metres, "#,0")) : words.Say("plan.protect.none");
        return words.Say("plan.distances.text", PlanWords.Number(isolation, "#,0"), protect, card.Table, note);
    }

    static string Arrivals(ExposedInside exposed, PlanWords words)
    {
        var first = exposed.Places.Take(MostPlaces).Select(place => words.Say("plan.arrivals.place", place.Site.Name ?? place.Site.Key, PlanWords.Clock(place.Site.ArrivalSeconds))).ToList();
        var text = string.Join(words.Say("page.comma"), first);
        return exposed.PlaceCount > first.Count ? words.Say("plan.more", text, exposed.PlaceCount - first.Count) : text;
    }

    // A road is told once, however often it crosses the edge.
    static string Closures(RoadsInside roads, PlanWords words)
    {
        var named = roads.ClosurePoints.GroupBy(point => words.Road(point.Name, point.RoadClass), StringComparer.Ordinal)
            .Select(road => road.Count() == 1 ? road.Key : $"{road.Key} ×{road.Count()}").ToList();
        return named.Count == 0 ? words.Say("plan.roads.none") : words.Say("plan.roads.text", roads.ClosurePoints.Count, words.First(named, MostRoads));
    }

    static string Staging(StagingPoint staging, PlanWords words) => words.Say("plan.staging.text",
        string.Create(CultureInfo.InvariantCulture, $"{staging.Location[0]:0.00000}°E {staging.Location[1]:0.00000}°N"), staging.RoadId is null ? words.Say("plan.no-road") : staging.RoadName ?? words.Say("plan.unnamed-road"),
        PlanWords.Number(staging.DistanceMetres, "0"), PlanWords.Number(staging.ApproachDegrees, "0"));
}
