using System.Collections.Immutable;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Dispatch.Plan;
using RiskMap.Geo.Drawing.Sheets;

namespace RiskMap.Server.Processes.Plans;

/// <summary>What a plan's page says below the table: what decides on the force, and what a reader must know.</summary>
static class PlanNotes
{
    /// <summary>Needs, units and moves that are named in one line; the others are counted.</summary>
    const int MostNamed = 4;

    /// <summary>The paragraphs.</summary>
    internal static ImmutableArray<ReportSection> Of(IncidentCard card, IncidentPlan? plan, string language)
    {
        var words = new PlanWords(language);
        // The guidance stands among the facts, beside the distances.
        var warnings = (plan?.Warnings ?? card.Warnings).Where(warning => warning != City.Dispatch.Isolation.ErgTables.Default.Note).Select(warning => warning.In(language));
        var missing = (plan?.Missing ?? card.Missing).Select(entry => words.Say("plan.missing", entry.Reason.In(language)));
        ImmutableArray<string> notes = [.. warnings.Concat(missing)];
        var told = notes.IsEmpty ? ImmutableArray<ReportSection>.Empty : [new(words.Say("plan.notes"), notes, shown => words.Say("plan.notes.rest", notes.Length - shown))];
        return plan is null ? told : [new(words.Say("plan.force"), [.. Force(plan, words)]), .. told];
    }

    static IEnumerable<string> Force(IncidentPlan plan, PlanWords words)
    {
        var force = plan.Force;
        if (force.Unmet.Count > 0)
            yield return words.Say("plan.unmet", words.First([.. force.Unmet.Select(need => words.Say("plan.unmet.need", need.Title, PlanWords.Amount(need.Missing, need.Unit), PlanWords.Number(need.Amount)))], MostNamed));
        if (force.Bottleneck is { } last)
            yield return words.Say("plan.bottleneck", last.Title, PlanWords.Clock(last.Seconds), PlanWords.Clock(last.SecondsWithout));
        if (force.SecondBest is { } second)
            yield return words.Say("plan.second", PlanWords.Clock(second.TravelSeconds), NameOf(force, second.Without), words.First([.. second.Units.Select(unit => unit.Name ?? unit.Key)], MostNamed));
        if (force.CoverageLeft is { } left)
            yield return words.Say("plan.coverage", words.Count(left.CoveredAfter), words.Count(left.CoveredBefore), PlanWords.Clock(left.StandardSeconds), Moves(left, words));
    }

    static string Moves(CoverageLeft left, PlanWords words) => left.MoveUps.Count == 0
        ? words.Say("plan.moves.none")
        : words.Say("plan.moves", words.First([.. left.MoveUps.Select(move => words.Say("plan.moves.one", move.Team ?? $"{move.TeamId}", move.ToTeam ?? $"{move.ToTeamId}", words.Count(move.PeopleGained)))], MostNamed));

    static string NameOf(ForceAnswer force, UnitName unit) => force.Units.FirstOrDefault(sent => (sent.Layer, sent.Id) == (unit.Layer, unit.Id)) is { } found ? found.Name ?? found.Key : $"{unit.Layer}/{unit.Id}";
}
