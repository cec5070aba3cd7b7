using System.Globalization;
using RiskMap.City.Model;

namespace RiskMap.City.Risk.Grading;

/// <summary>LEC: D = L·E·C (作业条件危险性评价). Bands, colours and the side to which a threshold belongs stand in data/lec.json. Pure, thread-safe.</summary>
public static class Lec
{
    static readonly Lazy<LecTables> Loaded = new(() => RuleFiles.Read<LecTables>("lec.json"));

    /// <summary>The tables of this installation.</summary>
    public static LecTables Tables => Loaded.Value;

    /// <summary>D with its band and colour.</summary>
    /// <exception cref="QuestionException">A value that the method's tables do not have.</exception>
    public static LecResult Of(double likelihood, double exposure, double consequence) => Of(Tables, likelihood, exposure, consequence);

    internal static LecResult Of(LecTables tables, double likelihood, double exposure, double consequence)
    {
        var d = Require(tables.Likelihood, likelihood, "likelihood") * Require(tables.Exposure, exposure, "exposure") * Require(tables.Consequence, consequence, "consequence");
        bool Reaches(double threshold) => threshold <= 0 || (tables.Boundary.BelongsToHigher ? d >= threshold - 1e-9 : d > threshold + 1e-9);
        return new(d, tables.Bands.OrderByDescending(band => band.Threshold).First(band => Reaches(band.Threshold)).Title,
            tables.Colours.OrderByDescending(colour => colour.Threshold).First(colour => Reaches(colour.Threshold)));
    }

    internal static EnterpriseGradeAnswer Answer(EnterpriseGradeQuestion question)
    {
        var (likelihood, exposure, consequence) = (question.Likelihood ?? Missing("likelihood"), question.Exposure ?? Missing("exposure"), question.Consequence ?? Missing("consequence"));
        var result = Of(likelihood, exposure, consequence);
        return Factors.Answer("lec", result.D, result.Colour, result.Band,
            [
                Factors.Item("likelihood", "可能性 L", "Likelihood L", likelihood, Row(Tables.Likelihood, likelihood).Source),
                Factors.Item("exposure", "暴露频繁程度 E", "Exposure E", exposure, Row(Tables.Exposure, exposure).Source),
                Factors.Item("consequence", "后果 C", "Consequence C", consequence, Row(Tables.Consequence, consequence).Source),
            ],
            [
                Working.Step($"D = L·E·C = {likelihood} × {exposure} × {consequence} = {result.D:0.####}", $"D = L·E·C = {likelihood} × {exposure} × {consequence} = {result.D:0.####}", Row(Tables.Likelihood, likelihood).Source),
                Working.Step($"{result.Band.Zh}", $"{result.Band.En}", Tables.Bands[0].Source),
                Working.Step($"等级：{result.Colour.Grade}（阈值 {result.Colour.Threshold}）", $"grade: {result.Colour.Grade} (threshold {result.Colour.Threshold})", result.Colour.Source),
            ]);
    }

    static LecValue Row(IReadOnlyList<LecValue> rows, double value) => rows.First(row => row.Value == value);

    static double Require(IReadOnlyList<LecValue> rows, double value, string member)
    {
        if (rows.Any(row => row.Value == value))
            return value;
        var known = string.Join(", ", rows.Select(row => row.Value.ToString(CultureInfo.InvariantCulture)));
        throw new QuestionException(member, value.ToString(CultureInfo.InvariantCulture), Working.Text($"LEC 法没有取值 {value}", $"the LEC method has no value {value}"), ($"请用：{known}", $"use one of: {known}"));
    }

    static double Missing(string member) => throw new QuestionException(member, null, ("缺少取值", "the value is missing"), ("请按 LEC 取值表给出", "give a value of the LEC tables"));
}

/// <summary>D with its band in words and its colour.</summary>
public sealed record LecResult(double D, LocalizedText Band, ColourThreshold Colour)
{
    /// <summary>Four-colour grade.</summary>
    public string Grade => Colour.Grade;
}

/// <summary>data/lec.json.</summary>
public sealed record LecTables(
    IReadOnlyList<LecValue> Likelihood, IReadOnlyList<LecValue> Exposure, IReadOnlyList<LecValue> Consequence, BoundaryRule Boundary, IReadOnlyList<LecBand> Bands,
    IReadOnlyList<ColourThreshold> Colours);

/// <summary>A value of a factor.</summary>
public sealed record LecValue(double Value, LocalizedText Title, RuleSource Source);

/// <summary>Whether a threshold belongs to the band above it (<c>≥</c>) or below it (<c>&gt;</c>).</summary>
public sealed record BoundaryRule(bool BelongsToHigher, RuleSource Source);

/// <summary>A band of D in words.</summary>
public sealed record LecBand(LocalizedText Title, double Threshold, RuleSource Source);

/// <summary>A four-colour grade from a threshold on.</summary>
public sealed record ColourThreshold(string Grade, double Threshold, RuleSource Source);
