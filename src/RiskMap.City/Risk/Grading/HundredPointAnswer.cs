using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.Grading;

/// <summary>Grades by the 100-point method from what is given and what the city knows. Pure.</summary>
static class HundredPointAnswer
{
    static HundredPointTables Tables => HundredPointTables.Default;

    public static EnterpriseGradeAnswer Of(CitySnapshot city, EnterpriseGradeQuestion question, FeatureRef? enterprise)
    {
        var given = Checked(question.Findings ?? new Dictionary<string, double>(StringComparer.Ordinal));
        var known = Known(given, enterprise is { } row ? KnownFindings.Of(city, row) : [], question.Complete);
        IReadOnlyList<GradeItem> items = [.. Tables.Items.Select(item => HundredPoint.Score(item, known))];
        IReadOnlyList<GradeFinding> vetoes = [.. Tables.Vetoes.Where(veto => known[veto.Finding].AtLeast > 0)
            .Select(veto => new GradeFinding(veto.Finding, veto.Title, 1, 0, "given", veto.Source))];
        var missing = Missing(known);
        double Total(Func<GradeItem, double> points) => Math.Min(Tables.Total.AtMost, items.Sum(points));
        var (least, most) = (Total(item => item.PointsAtLeast), Total(item => item.PointsAtMost));
        var mayBeRed = vetoes.Count > 0 || missing.Any(finding => finding.Item == DirectRed);
        var worst = mayBeRed ? Tables.Vetoes[0].Grade : Tables.BandOf(least).Grade;
        var best = vetoes.Count > 0 ? vetoes.Select(_ => Tables.Vetoes[0].Grade).First() : Tables.BandOf(most).Grade;
        return new("hundred-point", Math.Abs(most - least) < 1e-9 ? Math.Round(most, 6) : null, Math.Round(least, 6), Math.Round(most, 6), worst == best ? worst : null, worst, best, null,
            items, vetoes, null, null, null, missing, null, null, "", false, GradeExplanation.Of(items, vetoes, missing, least, most, worst, best));
    }

    /// <summary>Item of the findings that make a plant red.</summary>
    public const string DirectRed = "direct-red";

    static IReadOnlyDictionary<string, double> Checked(IReadOnlyDictionary<string, double> given)
    {
        var tokens = Tables.Tokens.ToHashSet(StringComparer.Ordinal);
        foreach (var (token, count) in given)
        {
            if (!tokens.Contains(token))
                throw Wrong(token, null, ($"没有“{token}”这一项", $"there is no finding '{token}'"), ($"请用：{string.Join(", ", tokens)}", $"use one of: {string.Join(", ", tokens)}"));
            if (count is not (>= 0 and <= 10_000) || count != Math.Floor(count))
                throw Wrong(token, count, ("次数应为非负整数，或 true", "a finding has a whole number, or true"), ("请给出次数，或 true", "give how many, or true"));
        }
        foreach (var group in Tables.Items.SelectMany(item => item.Findings).Where(rule => rule.Group is not null && given.GetValueOrDefault(rule.Finding) > 0).GroupBy(rule => rule.Group, StringComparer.Ordinal).Where(group => group.Count() > 1))
            throw Wrong(group.Last().Finding, null, ("与另一项互斥", $"it excludes '{group.First().Finding}'"), ("请只给一项", "give one of them"));
        return given;
    }

    static Dictionary<string, KnownFinding> Known(IReadOnlyDictionary<string, double> given, Dictionary<string, KnownFinding> city, bool isComplete)
    {
        var rules = Tables.Items.SelectMany(item => item.Findings).ToList();
        var told = rules.Where(rule => rule.Group is not null && given.GetValueOrDefault(rule.Finding) > 0).Select(rule => rule.Group!).ToHashSet(StringComparer.Ordinal);
        var known = new Dictionary<string, KnownFinding>(StringComparer.Ordinal);
        foreach (var (token, group) in rules.Select(rule => (rule.Finding, rule.Group)).Concat(Tables.Vetoes.Select(veto => (veto.Finding, (string?)null))))
        {
            // One finding of a group that is given rules the others out, whatever the city says.
            known[token] = given.TryGetValue(token, out var count) ? new(count, true, "given")
                : group is not null && told.Contains(group) ? new(0, true, "given")
                : city.TryGetValue(token, out var fromCity) ? fromCity
                : new(0, isComplete, null);
        }
        return known;
    }

    static IReadOnlyList<MissingFinding> Missing(Dictionary<string, KnownFinding> known) =>
    [
        .. Tables.Items.SelectMany(item => item.Findings.Where(rule => !known[rule.Finding].IsKnown).Select(rule => new MissingFinding(rule.Finding, rule.Title, item.Item))),
        .. Tables.Vetoes.Where(veto => !known[veto.Finding].IsKnown).Select(veto => new MissingFinding(veto.Finding, veto.Title, DirectRed)),
    ];

    static QuestionException Wrong(string token, double? value, LocalizedText reason, LocalizedText remedy) =>
        new($"findings/{token}", value?.ToString(CultureInfo.InvariantCulture), reason, remedy);
}
