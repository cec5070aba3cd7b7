using System.Text.Json;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Plan;

/// <summary>
/// The commander's first sixty seconds from one question: the incident card, the fastest sufficient force, and the ways on which it comes, all of one moment
/// on one state of the roads. Pure, thread-safe.
/// </summary>
public static class IncidentPlans
{
    /// <summary>The plan of an incident.</summary>
    /// <exception cref="QuestionException">An input is missing, absurd or unknown, no template follows from the material, or a pinned unit cannot get there.</exception>
    public static IncidentPlan Of(CitySnapshot city, IncidentPlanQuestion question)
    {
        var known = RecordedIncident.Of(city, question.IncidentId);
        question = known?.Complete(question) ?? question;
        var (card, zone) = IncidentCards.Drawn(city, question.Card);
        var (asked, choice) = Asked(question, card);
        var order = ForceOrder.Of(city, asked);
        var units = SufficientForces.UnitsFor(city, order, card.Time);
        var approach = Approach.Of(city, order.At, card.Staging, zone, [.. units.Units.Select(unit => unit.At)], card.Time);
        var force = new ForcePlan(city, order with { At = approach.Place }, units, approach.Times, card.Time).Answer();
        var routes = RoutesOf(city, approach, units, force);
        return new(card, force, approach.Destination, routes, card.Roads?.ClosurePoints ?? [], [.. WarningsOf(approach, routes), .. card.Warnings],
            [.. card.Missing.Concat(force.Missing).Distinct()], city.Version.Text, city.WhatIf, [.. known?.Steps ?? [], .. Steps(approach, choice)])
        {
            Template = order.Template?.Title,
        };
    }

    /// <summary>The plan as a GeoJSON feature collection: zones, places inside, closure points, routes, units, staging point and destination.</summary>
    public static JsonElement ToGeoJson(IncidentPlan plan) => PlanDrawing.Of(plan);

    // The force goes where the card found the spill; where nobody says what is needed, it follows from what is released.
    static (ForceQuestion Question, TemplateChoice? Choice) Asked(IncidentPlanQuestion question, IncidentCard card)
    {
        var asked = question.Force with { Location = card.Location, Time = card.Time };
        if (asked.Template is not null || asked.Needs is not null)
            return (asked, null);
        var choice = ChoiceFor(card, question.Fire);
        return (asked with { Template = choice.Template.Template }, choice);
    }

    static TemplateChoice ChoiceFor(IncidentCard card, bool isBurning) => IncidentTemplates.Default.ForMaterial(card.Material.UnNumber, card.Material.Guide, isBurning) ?? throw NoTemplate(isBurning
        ? ($"{card.Material.Name.Zh}（UN {card.Material.UnNumber ?? "—"}）着火没有对应的事故模板", $"no template stands for burning {card.Material.Name.En} (UN {card.Material.UnNumber ?? "—"})")
        : ($"{card.Material.Name.Zh}（UN {card.Material.UnNumber ?? "—"}）没有对应的事故模板", $"no template stands for {card.Material.Name.En} (UN {card.Material.UnNumber ?? "—"})"));

    static QuestionException NoTemplate(LocalizedText reason) => new("template", null, reason,
        ($"给出 template（{IncidentTemplates.Default.Names}）或 needs", $"send template ({IncidentTemplates.Default.Names}) or needs"));

    static IReadOnlyList<PlanRoute> RoutesOf(CitySnapshot city, Approach approach, ForceUnits units, ForceAnswer force)
    {
        var (routes, at) = (new ApproachRoutes(city, approach), units.Units.DistinctBy(unit => unit.Name).ToDictionary(unit => unit.Name, unit => unit.At));
        // Who has arrived has no way before it.
        return [.. force.Units.Where(unit => unit.OrderState != DispatchOrders.Arrived).Select(unit => routes.Of(unit, at[new(unit.Layer, unit.Id)]))];
    }

    static IEnumerable<LocalizedText> WarningsOf(Approach approach, IReadOnlyList<PlanRoute> routes)
    {
        foreach (var warning in approach.Warnings)
            yield return warning;
        if (Named(routes.Where(ApproachRoutes.IsCrossing)) is { } crossing)
            yield return ($"没有其他路，穿过防护行动区或风向不确定范围：{crossing}", $"there is no other way than through the protective zone or the fan for: {crossing}");
        if (approach.Tiers[0].HasRoads && Named(routes.Where(route => route.ViaStraightLine)) is { } straight)
            yield return ($"离可通行道路过远，时间按直线估算：{straight}", $"too far from usable roads, the time is a straight-line estimate for: {straight}");
    }

    static string? Named(IEnumerable<PlanRoute> routes) => string.Join("、", routes.Select(route => route.Name ?? $"{route.Layer}/{route.Id}")) is { Length: > 0 } names ? names : null;

    static IEnumerable<ExplanationStep> Steps(Approach approach, TemplateChoice? choice)
    {
        if (choice is { Template: var template, Row.Source: var source })
            yield return new(($"按物质取模板“{template.Title.Zh}”{source.Mark.Zh}", $"the template '{template.Title.En}' follows from the material{source.Mark.En}"), source);
        yield return new(($"目的地：{approach.Destination.Reason.Zh}", $"destination: {approach.Destination.Reason.En}"));
        if (approach.Tiers.Count > 1)
            yield return new(("先封闭防护行动区与风向不确定范围求路；此时无路可走的才允许穿过，并在其路线上注明", "ways are looked for with the protective zone and the fan shut; who knows none then may cross them, and its route says so"));
        if (approach.Destination.Kind == PlanDestination.Staging)
            yield return new(("求路时隔离区按断路封闭", "the isolation circle is shut to the units as by a closure"));
        yield return approach.Times.Method;
    }
}
