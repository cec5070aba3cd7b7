using System.Text.RegularExpressions;

namespace RiskMap.City.Model;

/// <summary>
/// Says in Chinese where a rule stands. The tables of data/ hold each clause once, with the words "table", "annex" and "note" in English; texts that are
/// Chinese already, numbers and formulas stay as they are. Pure, thread-safe.
/// </summary>
static partial class Citations
{
    static readonly Dictionary<string, string> Whole = new(StringComparer.Ordinal)
    {
        ["local method"] = "本地方法",
        ["zones layer"] = "规划区图层",
        ["local rail regulations"] = "地方轨道交通条例",
        ["scope"] = "适用范围",
        ["list"] = "名录",
        ["grades"] = "分级",
        ["direct red"] = "直接判定为红",
        ["re-assessment"] = "重新评估",
        ["distance tables"] = "间距表",
        ["overpressure thresholds"] = "超压阈值",
        ["table of likelihood"] = "可能性分值表",
        ["table of exposure"] = "暴露频次分值表",
        ["table of consequence"] = "后果分值表",
        ["bands of D"] = "D 值分级",
        ["LEC to colour"] = "LEC 值与颜色",
        ["LS to colour"] = "LS 值与颜色",
        ["L and S of 1 to 5"] = "L、S 取 1–5",
        ["open country"] = "开阔地",
        ["urban"] = "城区",
        ["stability by wind and sun"] = "按风速、日照定稳定度",
        ["classification table, by CAS number"] = "分类信息表（按 CAS 号）",
        ["retail shops (烟花爆竹零售店)"] = "烟花爆竹零售店",
        ["distance table by volume, 40–130 m"] = "按容积的间距表，40–130 m",
        ["control protection zone: tunnel 50 m, ground or elevated 30 m, exits 10 m"] = "控制保护区：地下 50 m，地面、高架 30 m，出入口 10 m",
    };

    /// <summary>Standard and clause in Chinese; a bare number of a law or regulation is its article.</summary>
    public static string InChinese(string standard, string clause)
    {
        var isArticle = clause.All(char.IsAsciiDigit) && (standard.EndsWith("条例", StringComparison.Ordinal) || standard.EndsWith('法'));
        return $"{Worded(standard)}，{(isArticle ? $"第{clause}条" : Worded(clause))}";
    }

    static string Worded(string clause)
    {
        if (Whole.TryGetValue(clause, out var known))
            return known;
        var worded = Table().Replace(clause, "表$1");
        worded = Note().Replace(worded, "注$1");
        worded = Guide().Replace(worded, "指南$1");
        return Annex().Replace(worded, "附件").Replace(", ", "，", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b[Tt]able ([A-Z]?\d[\d.]*)")]
    private static partial Regex Table();

    [GeneratedRegex(@"\bnote (\d+)")]
    private static partial Regex Note();

    [GeneratedRegex(@"\bGuide (\d+)")]
    private static partial Regex Guide();

    [GeneratedRegex(@"\bannex\b")]
    private static partial Regex Annex();
}
