using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.SpaceLedger;

/// <summary>
/// The ledger of confined spaces: what is missing in it, what is out of date, whose the spaces are, and which lie beyond a rescue team's reach.
/// Rules in data/confined-spaces.json. Pure and thread-safe.
/// </summary>
public static class ConfinedSpaceLedger
{
    static readonly int ClassField = ConfinedSpaces.Schema.IndexOf("spaceClass");
    static readonly string[] Groupings = ["district", "park", "owner", "class", "hazard"];

    const int UsualLimit = 100;
    /// <summary>How many spaces and owners may be told.</summary>
    public const int MostLimit = 100_000;


    /// <summary>Answers a question.</summary>
    /// <exception cref="QuestionException">The day is missing, the grouping or the limit makes no sense.</exception>
    public static LedgerAnswer Of(CitySnapshot city, LedgerQuestion question, LedgerRules? rules = null, RiskModel? model = null)
    {
        var (ledger, risk) = (rules ?? LedgerRules.Default, model ?? RiskModel.Default);
        var (asOf, by, limit) = Check(question);
        var spaces = city.Layer("confined-spaces").All.ToList();
        var (reach, owners) = (new RescueReach(city, ledger.Rescue, risk.Response.Roads), new SpaceOwners(city, spaces));
        var rows = spaces.AsParallel().AsOrdered().Select(space => SpaceRow.Of(space, ledger, asOf, reach, owners)).ToList();
        var groups = LedgerGroups.Of(city, rows, by, risk);
        var told = by == "owner" ? groups.Take(limit).ToList() : groups;
        var answer = new LedgerAnswer(
            city.Version.Text, city.WhatIf, asOf, by, SpaceRow.Count(rows), [.. ledger.RequiredFields.Select((field, i) => Completeness(field, i, rows))], told,
            TieOut(groups, rows), ByClass(rows), ByHazard(rows), OwnersOf(rows, limit), Unreached(rows, reach, limit), []);
        return answer with { Explanation = LedgerExplanation.Of(answer, rows, ledger, reach, risk.Response.Roads) };
    }

    static (DateOnly AsOf, string By, int Limit) Check(LedgerQuestion question)
    {
        if (question.AsOf is not { } asOf)
            throw new QuestionException("asOf", null, ("缺少日期", "the day is missing"), ("给出 asOf，例如 2026-05-03", "give asOf, for instance 2026-05-03"));
        var by = question.By ?? Groupings[0];
        if (!Groupings.Contains(by, StringComparer.Ordinal))
            throw new QuestionException("by", by, ($"不能按“{by}”分组", $"there is no grouping by '{by}'"), ($"可用：{string.Join(' ', Groupings)}", $"the groupings are {string.Join(' ', Groupings)}"));
        return (asOf, by, Proximity.QuestionFaults.Count("limit", question.Limit ?? UsualLimit, 0, MostLimit));
    }

    static FieldCompleteness Completeness(RequiredField field, int place, List<SpaceRow> rows)
    {
        var required = rows.Count(row => row.Required[place]);
        var known = rows.Count(row => row.Required[place] && row.Known[place]);
        return new(field.Field, TitleOf(field.Field), required, known, required - known, required == 0 ? null : (double)known / required, field.Source);
    }

    static LocalizedText TitleOf(string field) => field == LedgerRules.Place
        ? ("位置", "Place")
        : ConfinedSpaces.Schema.Fields[ConfinedSpaces.Schema.IndexOf(field)].Title;

    // A space with two hazards stands in two groups: what is counted again is told, so that the sum can be checked.
    static LedgerTieOut TieOut(IReadOnlyList<LedgerGroup> groups, List<SpaceRow> rows)
    {
        var sum = groups.Sum(group => group.Counts.Spaces);
        return new(sum, Math.Max(0, sum - rows.Count), rows.Count, sum >= rows.Count);
    }

    static List<CodeCount> ByClass(List<SpaceRow> rows) => Counted(rows.Select(row => row.Space.Text(ClassField)), ConfinedSpaces.Classes);

    static List<CodeCount> ByHazard(List<SpaceRow> rows) =>
        Counted(rows.SelectMany(row => row.Hazards.Count == 0 ? [null] : row.Hazards.Distinct(StringComparer.Ordinal).Cast<string?>()), ConfinedSpaces.Hazards);

    static List<CodeCount> Counted(IEnumerable<string?> codes, CodeList list) =>
        [.. codes.GroupBy(code => code, StringComparer.Ordinal).Select(group => new CodeCount(group.Key, group.Key is null ? null : list.Find(group.Key)?.Title, group.Count()))
            .OrderByDescending(code => code.Spaces).ThenBy(code => code.Code, StringComparer.Ordinal)];

    static OwnerMatches OwnersOf(List<SpaceRow> rows, int limit)
    {
        var unmatched = rows.Where(row => row.Owner is { Enterprise: null, Problem: not null }).GroupBy(row => SpaceOwners.Called(row.Space)!, StringComparer.Ordinal)
            .Select(owner => new UnmatchedOwner(owner.Key, owner.Count(), owner.First().Owner.Problem!))
            .OrderByDescending(owner => owner.Spaces).ThenBy(owner => owner.Owner, StringComparer.Ordinal).ToList();
        return new(
            rows.Count(row => row.Owner is { Enterprise: not null, ByKey: true }), rows.Count(row => row.Owner is { Enterprise: not null, ByKey: false }),
            unmatched.Sum(owner => owner.Spaces), rows.Count(row => row.Owner is { Enterprise: null, Problem: null }), unmatched.Count, [.. unmatched.Take(limit)]);
    }

    static BeyondReachList Unreached(List<SpaceRow> rows, RescueReach reach, int limit)
    {
        var beyond = rows.Where(row => row.First.Reach == Reach.Beyond).OrderByDescending(row => row.First.Seconds).ThenBy(row => row.Space.Id).ToList();
        return new(beyond.Count, [.. beyond.Take(limit).Select(row => Told(row, reach))]);
    }

    static UnreachedSpace Told(SpaceRow row, RescueReach reach)
    {
        var (space, (_, seconds, team, isByRoad)) = (row.Space, row.First);
        var first = team >= 0 ? reach.Team(team) : (FeatureRef?)null;
        return new(
            space.Id, space.Key, space.Name, SpaceOwners.Called(space), team >= 0 ? seconds : null, first?.Id, first?.Name, team >= 0 && reach.KnowsTurnout(team), team < 0 ? null : isByRoad ? "road" : "straight-line");
    }
}
