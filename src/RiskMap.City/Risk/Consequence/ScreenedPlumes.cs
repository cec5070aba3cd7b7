using RiskMap.City.Model;

namespace RiskMap.City.Risk.Consequence;

/// <summary>Distances to AEGL down the wind. Pure but for the draft that it fills.</summary>
static class ScreenedPlumes
{
    static ConsequenceTables Tables => ConsequenceTables.Default;

    public static void Plume(ConsequenceDraft draft, double gramsPerSecond, double wind)
    {
        var (stability, source) = Stability(draft.Question, wind);
        var terrain = draft.Question.Terrain ?? "rural";
        var widths = PlumeModel.Widths(stability, terrain);
        draft.Steps.Add(Working.Step($"稳定度 {stability}，风速 {wind} m/s，{(terrain == "urban" ? "城市" : "乡村")}扩散参数", $"stability {stability}, wind {wind} m/s, widths of {terrain} terrain", source));
        draft.Steps.Add(Working.Step($"重气（氯、冷氨等）在源附近不适用，只作核对；指挥请用初始隔离与防护距离", $"near the source heavy gases (chlorine, cold ammonia) spread otherwise: a check only; for command use the isolation tables", Tables.Plume.Source));
        if (Tables.Aegls.FirstOrDefault(row => row.Cas == draft.Question.Cas) is not { } aegl)
        {
            draft.Missing.Add(($"{draft.Question.Cas ?? "该物质"} 的 AEGL 无数据", $"the AEGL of {draft.Question.Cas ?? "the substance"} are not known"));
            return;
        }
        foreach (var (level, ppm) in new[] { (3, aegl.Level3Ppm), (2, aegl.Level2Ppm), (1, aegl.Level1Ppm) })
            Add(draft, aegl, level, ppm, PlumeRadius(gramsPerSecond, wind, widths, ppm, aegl));
    }

    static double? PlumeRadius(double gramsPerSecond, double wind, PlumeWidths widths, double? ppm, Aegl aegl) =>
        ppm is { } value ? PlumeModel.RadiusMetres(gramsPerSecond, wind, widths, PlumeModel.GramsPerCubicMetre(value, aegl.GramsPerMole)) : null;

    static void Add(ConsequenceDraft draft, Aegl aegl, int level, double? ppm, double? metres)
    {
        if (ppm is not { } value)
        {
            draft.Missing.Add(Working.Text($"{aegl.Name.Zh}没有 AEGL-{level}", $"{aegl.Name.En} has no AEGL-{level}"));
            return;
        }
        draft.Add(new ThresholdRadius(FormattableString.Invariant($"aegl-{level}"), value, "ppm", Meaning(level), metres, metres >= Tables.Plume.ToMetres,
            "C = Q/(π·u·σy·σz)", aegl.Source));
        if (metres < Tables.Plume.FromMetres)
            draft.Steps.Add(Working.Step($"不到 {Tables.Plume.FromMetres} m，公式在此距离以内未经拟合", $"nearer than {Tables.Plume.FromMetres} m, where the formula was not fitted", Tables.Plume.Source));
    }

    static LocalizedText Meaning(int level) => level switch
    {
        3 => ("危及生命", "life-threatening"),
        2 => ("不可逆或严重伤害", "irreversible or serious harm"),
        _ => ("明显不适", "notable discomfort"),
    };

    static (string Class, RuleSource Source) Stability(ConsequenceQuestion question, double wind)
    {
        if (question.Stability is { } given)
            return (given.Trim().ToUpperInvariant(), new("value given by the caller", "question", RuleSource.Verified));
        return question.Sun is { } sun
            ? (PlumeModel.StabilityOf(wind, sun), Tables.Stability[0].Source)
            : throw new QuestionException("stability", null, ("没有稳定度，也没有日照", "there is neither stability nor sun"), ("请给出 stability（A–F）或 sun", "give stability (A to F) or sun"));
    }
}
