using System.Globalization;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Dispatch.Plan;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Geo.Style;

namespace RiskMap.Server.Processes.Plans;

/// <summary>The table of a plan's page: who comes when; without a force whom the release reaches when.</summary>
static class PlanTables
{
    static readonly StyleColour Normal = StyleColour.TryParse("#2e7d32")!, Last = StyleColour.TryParse("#e65100")!, Estimate = StyleColour.TryParse("#757575")!, Leave = StyleColour.TryParse("#c62828")!;

    /// <summary>The force, the quickest unit first; the one that decides on the time, and estimates, have their own colours.</summary>
    internal static ReportTable Units(IncidentPlan plan, string language)
    {
        var words = new PlanWords(language);
        var units = plan.Force.Units;
        return new(
            [new("", 0.045), new(words.Say("plan.unit"), 0.27), new(words.Say("plan.gives"), 0.375), new(words.Say("plan.drive"), 0.19), new(words.Say("plan.arrival"), 0.12)],
            units.Count == 0 ? [new(["", words.Say("plan.nobody"), "", "", "–"], Estimate)] : [.. units.Select((unit, i) => new ReportRow(
                [(i + 1).ToString(CultureInfo.InvariantCulture), NameOf(unit, words), string.Join(words.Say("page.comma"), unit.Gives.Select(given => Given(given, language))), Drive(plan, unit, words), PlanWords.Clock(unit.Seconds)],
                ColourOf(plan, unit)))],
            shown => words.Say("plan.rest", units.Count - shown));
    }

    /// <summary>The protected places in the order of arrival.</summary>
    internal static ReportTable Places(IncidentCard card, string language)
    {
        var words = new PlanWords(language);
        var (places, count) = (card.Exposed?.Places ?? [], card.Exposed?.PlaceCount ?? 0);
        return new(
            [new("", 0.045), new(words.Say("plan.place"), 0.355), new(words.Say("plan.people"), 0.12), new(words.Say("plan.distance"), 0.14), new(words.Say("plan.hint"), 0.22), new(words.Say("plan.arrival"), 0.12)],
            places.Count == 0 ? [new(["", words.Say(HasPlaces(card) ? "plan.no-places" : "plan.no-data"), "", "", "", "–"], Estimate)] : [.. places.Select((place, i) => new ReportRow(
                [(i + 1).ToString(CultureInfo.InvariantCulture), place.Site.Name ?? place.Site.Key, words.Count(place.People), PlanWords.Number(place.Site.DistanceMetres, "#,0"), words.Say($"plan.hint.{place.Hint.Action}"), PlanWords.Clock(place.Site.ArrivalSeconds)],
                place.Hint.Action == "evacuate" ? Leave : place.Hint.Action == "shelter" ? Last : Estimate))],
            shown => words.Say("plan.rest", count - shown));
    }

    // No zone, or no layer, is no place that is safe.
    static bool HasPlaces(IncidentCard card) => card.Exposed is { PlacePeople: not null };

    static string NameOf(SentUnit unit, PlanWords words)
    {
        var name = unit.Name ?? unit.Key;
        return unit.Pinned ? words.Say("plan.pinned", name) : name;
    }

    static string Given(GivenAmount given, string language) => $"{given.Title.In(language)} {PlanWords.Amount(given.Amount, given.Unit)}";

    static string Drive(IncidentPlan plan, SentUnit unit, PlanWords words)
    {
        if (plan.Routes.FirstOrDefault(route => route.Layer == unit.Layer && route.Id == unit.Id) is not { } route) return "–";
        var text = words.Say("plan.drive.text", PlanWords.Number(route.DistanceMetres / 1000, "0.0"), PlanWords.Clock(unit.TurnoutSeconds), PlanWords.Clock(route.TravelSeconds));
        return route.ViaStraightLine ? words.Say("plan.drive.estimate", text) : text;
    }

    static StyleColour ColourOf(IncidentPlan plan, SentUnit unit) =>
        plan.Routes.Any(route => route.Layer == unit.Layer && route.Id == unit.Id && route.ViaStraightLine) ? Estimate
        : plan.Force.Bottleneck is { } last && (last.UnitLayer, last.UnitId) == (unit.Layer, unit.Id) ? Last
        : Normal;
}
