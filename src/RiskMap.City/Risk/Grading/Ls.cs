using System.Globalization;
using RiskMap.City.Model;

namespace RiskMap.City.Risk.Grading;

/// <summary>LS: R = L × S, both 1 to 5 (风险矩阵). Colours stand in data/ls.json. Pure, thread-safe.</summary>
public static class Ls
{
    static readonly Lazy<LsTables> Loaded = new(() => RuleFiles.Read<LsTables>("ls.json"));

    /// <summary>The tables of this installation.</summary>
    public static LsTables Tables => Loaded.Value;

    /// <summary>R with its colour.</summary>
    /// <exception cref="QuestionException">A value that is no whole number from 1 to 5.</exception>
    public static LsResult Of(double likelihood, double severity)
    {
        var r = Require(Tables.Likelihood, likelihood, "likelihood") * Require(Tables.Severity, severity, "severity");
        return new(r, Tables.Colours.OrderByDescending(colour => colour.Threshold).First(colour => r >= colour.Threshold));
    }

    internal static EnterpriseGradeAnswer Answer(EnterpriseGradeQuestion question)
    {
        var (likelihood, severity) = (question.Likelihood ?? double.NaN, question.Severity ?? double.NaN);
        var result = Of(likelihood, severity);
        return Factors.Answer("ls", result.R, result.Colour, null,
            [
                Factors.Item("likelihood", Tables.Likelihood.Title.Zh, Tables.Likelihood.Title.En, likelihood, Tables.Likelihood.Source),
                Factors.Item("severity", Tables.Severity.Title.Zh, Tables.Severity.Title.En, severity, Tables.Severity.Source),
            ],
            [
                Working.Step($"R = L × S = {likelihood} × {severity} = {result.R}", $"R = L × S = {likelihood} × {severity} = {result.R}", Tables.Likelihood.Source),
                Working.Step($"等级：{result.Colour.Grade}（自 {result.Colour.Threshold} 起）", $"grade: {result.Colour.Grade} (from {result.Colour.Threshold} on)", result.Colour.Source),
            ]);
    }

    static double Require(LsFactor factor, double value, string member) => value >= factor.Least && value <= factor.Most && value == Math.Floor(value)
        ? value
        : throw new QuestionException(member, double.IsNaN(value) ? null : value.ToString(CultureInfo.InvariantCulture),
            Working.Text($"{factor.Title.Zh}应为 {factor.Least}–{factor.Most} 的整数", $"{factor.Title.En} is a whole number from {factor.Least} to {factor.Most}"),
            ("请更正", "correct it"));
}

/// <summary>R with its colour.</summary>
public sealed record LsResult(double R, ColourThreshold Colour)
{
    /// <summary>Four-colour grade.</summary>
    public string Grade => Colour.Grade;
}

/// <summary>data/ls.json.</summary>
public sealed record LsTables(LsFactor Likelihood, LsFactor Severity, IReadOnlyList<ColourThreshold> Colours);

/// <summary>A factor and its bounds.</summary>
public sealed record LsFactor(double Least, double Most, LocalizedText Title, RuleSource Source);

/// <summary>Answers of the methods that multiply factors.</summary>
static class Factors
{
    public static GradeItem Item(string item, string zh, string en, double value, RuleSource source) => new(item, (zh, en), null, value, value, value, [], [], source);

    public static EnterpriseGradeAnswer Answer(
        string method, double score, ColourThreshold colour, LocalizedText? band, IReadOnlyList<GradeItem> items, IReadOnlyList<ExplanationStep> explanation) =>
        new(method, score, score, score, colour.Grade, colour.Grade, colour.Grade, band, items, [], null, null, null, [], null, null, "", false, explanation);
}
