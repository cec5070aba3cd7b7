using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Dispatch.Plan;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Server.Features;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Processes.Plans;

/// <summary>
/// An incident as one page: what is released, whom it reaches, what to close, who comes by which way and when. A card without a force has the places that it
/// reaches in the table. What finds no room is counted.
/// </summary>
static class PlanPage
{
    /// <summary>Zoom beyond which the city's own data says no more.</summary>
    const double GreatestZoom = 17;

    /// <summary>Layers that a commander reads below the plan: the others, and the colours of risk, would hide it.</summary>
    static readonly string[] Shown = ["roads", "places", "site-boundaries", "closures"];

    /// <summary>The page of a plan as PDF.</summary>
    internal static byte[] OfPlan(ProcessAnswer answer)
    {
        var plan = (IncidentPlan)answer.Value;
        return Of(answer.Call.City, plan.Card, plan, answer.Language).Pdf();
    }

    /// <summary>The page of a card as PDF.</summary>
    internal static byte[] OfCard(ProcessAnswer answer) => Of(answer.Call.City, (IncidentCard)answer.Value, null, answer.Language).Pdf();

    /// <summary>The page.</summary>
    internal static PrintedPage Of(CitySnapshot city, IncidentCard card, IncidentPlan? plan, string language)
    {
        var layers = PrintedPage.LayersOf(city);
        layers.IntersectWith(Shown);
        var marks = new PlanMarks(card, plan, language);
        var sheet = new ReportSheet(
            Say(plan is null ? "plan.title.card" : "plan.title", city.City?.Name ?? new LocalizedText("RiskMap", "RiskMap"), card.Material.Name), PlanFacts.Banner(card, plan, language),
            PlanFacts.Of(card, plan, language), plan is null ? PlanTables.Places(card, language) : PlanTables.Units(plan, language), PlanNotes.Of(card, plan, language),
            [Say("plan.foot"), .. MapFoot.Of(city, layers, language, DateOnly.FromDateTime(card.Time.DateTime))])
        {
            Areas = marks.Areas(),
            Lines = marks.Lines(),
            Points = marks.Points(),
            Keys = marks.Keys(),
            Wind = marks.Wind(),
        };
        return PrintedPage.Of(city, layers, sheet, marks.Box(), GreatestZoom, language);

        string Say(string key, params object?[] values) => MessageTexts.In(language, key, values);
    }
}
