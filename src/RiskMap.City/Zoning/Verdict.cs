using System.Text.Json;
using System.Text.Json.Serialization;

namespace RiskMap.City.Zoning;

/// <summary>What a rule says, the most severe first; on the wire in kebab case (<c>qra-required</c>). Only a whole of passes is a pass.</summary>
[JsonConverter(typeof(VerdictConverter))]
public enum Verdict
{
    /// <summary>A catalogue or zone forbids it.</summary>
    Prohibited,

    /// <summary>A rule that must be kept is broken.</summary>
    Fail,

    /// <summary>A quantitative risk assessment is required and none was provided.</summary>
    QraRequired,

    /// <summary>Data is missing, so nothing can be said; never shown as safe.</summary>
    NoData,

    /// <summary>Allowed under a condition, or a rule that should be kept is not.</summary>
    Conditional,

    /// <summary>The rule is kept.</summary>
    Pass,
}

/// <summary>What several verdicts say together.</summary>
public static class Verdicts
{
    /// <summary>The most severe of some verdicts; nothing said is no data.</summary>
    public static Verdict Worst(this IEnumerable<Verdict> verdicts) => verdicts.DefaultIfEmpty(Verdict.NoData).Min();

    /// <summary>The token on the wire (<c>qra-required</c>).</summary>
    public static string Token(Verdict verdict) => JsonNamingPolicy.KebabCaseLower.ConvertName(verdict.ToString());

    /// <summary>The verdict in Chinese.</summary>
    public static string Zh(Verdict verdict) => verdict switch
    {
        Verdict.Prohibited => "禁止",
        Verdict.Fail => "不符合",
        Verdict.QraRequired => "需定量风险评价",
        Verdict.NoData => "无数据",
        Verdict.Conditional => "有条件",
        _ => "符合",
    };
}

/// <summary>Writes verdicts in kebab case.</summary>
public sealed class VerdictConverter() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.KebabCaseLower);
