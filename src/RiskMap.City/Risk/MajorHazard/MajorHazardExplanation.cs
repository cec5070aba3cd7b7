using RiskMap.City.Model;

namespace RiskMap.City.Risk.MajorHazard;

/// <summary>The working of S, R and level in words (GB 18218-2018). Pure.</summary>
static class MajorHazardExplanation
{
    static MajorHazardTables Tables => MajorHazardTables.Default;

    public static IReadOnlyList<ExplanationStep> Of(MajorHazardResult result, ResidentsAround residents, bool inventoryIsUnknown)
    {
        var steps = new List<ExplanationStep>();
        if (inventoryIsUnknown)
            steps.Add(Working.Step($"企业存量清单无数据，不能辨识", $"the enterprise's inventory is not known, so nothing can be identified"));
        else
            steps.Add(Working.Step($"q 取设计最大量（t）", $"q is the design maximum (t)", Tables.DesignMaximum.Source));
        foreach (var line in result.Lines)
            steps.AddRange(Line(line));
        steps.AddRange(Alpha(result, residents));
        foreach (var unit in result.Units)
            steps.AddRange(Unit(unit, result));
        if (result.Units.Count > 1)
        {
            steps.Add(Working.Step($"各单元分别辨识分级；S、R 取最大者，级别取最严重者", $"each unit is judged for itself; S and R are the greatest, the level the most severe",
                Tables.Identification.Source));
        }
        return steps;
    }

    public static IReadOnlyList<LocalizedText> Missing(MajorHazardResult result, ResidentsAround residents, IReadOnlyList<InventoryLine>? inventory)
    {
        var missing = new List<LocalizedText>(residents.Missing);
        if (inventory is null)
            missing.Add(("企业存量清单无数据", "the enterprise's inventory is not known"));
        missing.AddRange(result.Lines.Where(line => line.Outcome == HazardLine.NoData).Select(line =>
            Working.Text($"{line.Cas ?? "无 CAS 号的物质"} 的临界量无数据，S 至少为所列之和", $"the critical quantity of {line.Cas ?? "a substance without CAS number"} is not known, so S is at least the sum of the others")));
        missing.AddRange((inventory ?? []).Where(line => !InventoryChecks.KnowsCategory(line)).Select(line =>
            Working.Text($"清单中的类别“{line.Category}”不能识别，按未说明处理", $"the inventory's category '{line.Category}' is not known and is taken as not said")));
        return missing;
    }

    static IEnumerable<ExplanationStep> Line(HazardLine line)
    {
        var (zh, en) = (line.Name?.Zh ?? line.Cas ?? "?", line.Name?.En ?? line.Cas ?? "?");
        if (line.Outcome == HazardLine.NoData)
        {
            yield return Working.Step($"{zh}：q = {line.Tonnes} t，临界量无数据", $"{en}: q = {line.Tonnes} t, critical quantity not known");
            yield break;
        }
        if (line.Outcome == HazardLine.NotCovered)
        {
            yield return Working.Step($"{zh}：{line.Tonnes} t，不属于表 1 与表 2 所列，不计入", $"{en}: {line.Tonnes} t, in neither table 1 nor table 2, does not count", line.Source);
            yield break;
        }
        if (line.IsLowestOfVariants)
            yield return Working.Step($"{zh}：清单未说明品种，取临界量最低者", $"{en}: the inventory does not say which variant, so that of lowest critical quantity is taken", Tables.LowestQuantity.Source);
        yield return Working.Step($"{zh}：q/Q = {line.Tonnes} t / {line.CriticalTonnes} t = {line.Ratio:0.####}", $"{en}: q/Q = {line.Tonnes} t / {line.CriticalTonnes} t = {line.Ratio:0.####}", line.Source);
        yield return Working.Step($"{zh}：β = {line.Beta}", $"{en}: β = {line.Beta}", line.BetaSource);
    }

    static IEnumerable<ExplanationStep> Alpha(MajorHazardResult result, ResidentsAround residents)
    {
        if (residents.Rows.Count > 0 || residents.From is "boundary" or "point")
        {
            yield return Working.Step(
                $"{(residents.From == "boundary" ? "厂界" : "企业点位（没有厂界）")}外 {residents.WithinMetres} m 内 {residents.Rows.Count} 个人口单元按面积分摊，共 {residents.AtLeast:0.##} 人，人口数据覆盖 {residents.CoveredShare:P0}",
                $"within {residents.WithinMetres} m outside the {(residents.From == "boundary" ? "boundary" : "enterprise's point (it has no boundary)")} {residents.Rows.Count} population areas give {residents.AtLeast:0.##} residents by share of area; population data covers {residents.CoveredShare:P0}",
                Tables.PopulationShares.Source);
        }
        foreach (var missing in residents.Missing)
            yield return new(missing);
        var source = Tables.AlphaOf(residents.AtLeast).Source;
        yield return result.Alpha is { } alpha
            ? Working.Step($"常住人口 {residents.AtLeast:0.##} 人，α = {alpha}", $"{residents.AtLeast:0.##} permanent residents, α = {alpha}", source)
            : Working.Step($"α 无数据，按 {result.AlphaAtLeast}–{result.AlphaAtMost} 给出 R 的范围", $"α is not known: R is given as a range for {result.AlphaAtLeast}–{result.AlphaAtMost}", source);
    }

    static IEnumerable<ExplanationStep> Unit(UnitHazard unit, MajorHazardResult result)
    {
        var (zh, en) = unit.Unit is null ? ("", "") : ($"{unit.Unit}：", $"{unit.Unit}: ");
        var verdict = unit.IsMajorHazardSource switch
        {
            true => new LocalizedText("构成重大危险源", "a major hazard source"),
            false => new("不构成重大危险源", "not a major hazard source"),
            null => new("数据不足，不能判定", "not certain, data is missing"),
        };
        var terms = string.Join(" + ", result.Lines.Where(line => line.Unit == unit.Unit && line.Outcome == HazardLine.Counted).Select(line => FormattableString.Invariant($"{line.Beta}×{line.Ratio:0.####}")));
        yield return Working.Step($"{zh}S = Σq/Q {(unit.S is null ? "≥" : "=")} {unit.SAtLeast:0.####}，{verdict.Zh}", $"{en}S = Σq/Q {(unit.S is null ? "≥" : "=")} {unit.SAtLeast:0.####}, {verdict.En}", Tables.Identification.Source);
        yield return unit.R is { } r
            ? Working.Step($"{zh}R = α·Σβ·q/Q = {result.Alpha} × ({terms}) = {r:0.####}", $"{en}R = α·Σβ·q/Q = {result.Alpha} × ({terms}) = {r:0.####}", Tables.Grading.Source)
            : Working.Step($"{zh}R = α·Σβ·q/Q 在 {unit.RAtLeast:0.####} 与 {Bound(unit.RAtMost)} 之间", $"{en}R = α·Σβ·q/Q is between {unit.RAtLeast:0.####} and {Bound(unit.RAtMost, "no bound")}", Tables.Grading.Source);
        if (unit.IsMajorHazardSource == true)
            yield return Level(unit, zh, en);
    }

    static ExplanationStep Level(UnitHazard unit, string zh, string en)
    {
        var (mildest, severest) = (Band(unit.LevelAtLeast!.Value), Band(unit.LevelAtMost!.Value));
        return unit.Level is null
            ? Working.Step($"{zh}级别在{severest.Name.Zh}与{mildest.Name.Zh}之间", $"{en}between {severest.Name.En} and {mildest.Name.En}", severest.Source)
            : Working.Step($"{zh}{severest.Name.Zh}重大危险源", $"{en}major hazard source, {severest.Name.En}", severest.Source);
    }

    static LevelBand Band(int level) => Tables.Levels.First(band => band.Level == level);

    static string Bound(double? value, string none = "无上限") => value is { } bound ? FormattableString.Invariant($"{bound:0.####}") : none;
}
