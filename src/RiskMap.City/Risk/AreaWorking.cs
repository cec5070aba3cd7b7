using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Model.Codes;
using RiskMap.City.Risk.Fields;
using RiskMap.City.Travel;

namespace RiskMap.City.Risk;

/// <summary>The working of an index in lines that a person can compute after.</summary>
static class AreaWorking
{
    /// <summary>The lines of the method, the same for every area.</summary>
    public static IReadOnlyList<ExplanationStep> OfMethod(RiskModel model, CityFields fields) =>
    [
        new(($"{model.Title.Zh}：没有国家统一公式，参数见 {model.File}{model.Source.Mark.Zh}", $"{model.Title.En}: no national formula exists, its parameters stand in {model.File}{model.Source.Mark.En}"), model.Source),
        new(($"网格边长 {Text(fields.Grid.Edge)} m，取网格中心", $"cells of {Text(fields.Grid.Edge)} m, taken at their centres"), model.Grid.Source),
        new(($"G = Σ e·K(d/h)，e = {Text(model.GradeWeights.FullScore)} × 等级权重，{model.Kernel.Formula.Zh}，d 自厂界（无厂界自点位）量起", $"G = Σ e·K(d/h), e = {Text(model.GradeWeights.FullScore)} × weight of the grade, {model.Kernel.Formula.En}, d from the plant's boundary (from its point where there is none)"), model.Kernel.Source),
        new(("X = 每公顷人数 × 所在防护目标类别权重，取昼夜较大者", "X = people per hectare × weight of the category of the place where they are, the larger of day and night"), model.CategoryWeights.Source),
        Reach(model, fields),
        new(($"网格风险 = G·X·A；区域取人口加权第 {Text(100 * model.AreaValue.Percentile)} 百分位，并列出{NameOf(model.AreaValue.ShareAbove, "zh")}以上网格占比", $"risk of a cell = G·X·A; an area takes the {Text(100 * model.AreaValue.Percentile)}th percentile by people, and shows the share of its cells from {NameOf(model.AreaValue.ShareAbove, "en")} on"), model.AreaValue.Source),
        new((
            "没有隐患台账与报警数据：企业得分未按未销号重大隐患与当前报警上调，否决规则无法判断",
            "no ledger of hidden dangers and no alarms: no score is raised for an open major hidden danger or an alarm that sounds now, and the veto cannot be decided"), model.Modifiers.Source),
        new(($"固定阈值：{Thresholds(model, "zh")}", $"fixed thresholds: {Thresholds(model, "en")}"), model.Colours[0].Source),
    ];

    /// <summary>The lines of one area.</summary>
    public static IReadOnlyList<ExplanationStep> Of(AreaRisk area, CityFields fields, RiskModel model)
    {
        if (area.Cell is not { } cell)
            return [new(("区内没有已知人口，风险值为 0（无数据不等于安全）", "no people are known in the area, so its value is 0 (no data does not mean safe)"), model.AreaValue.Source)];
        var lines = new List<ExplanationStep> { Percentile(cell, model) };
        if (area.Contributors.Count > 0)
            lines.Add(Field(area, model));
        if (area.Index is { } index && area.Risk is { } risk)
            lines.AddRange([Product(area, cell, risk, model), IndexLine(risk, index, model)]);
        else
            lines.Add(Range(area, model));
        lines.Add(new(($"{NameOf(model.AreaValue.ShareAbove, "zh")}以上网格占 {Text(100 * area.ShareAbove)}%（网格 {Text(fields.Grid.Edge)} m）", $"{Text(100 * area.ShareAbove)} % of its cells ({Text(fields.Grid.Edge)} m) are {NameOf(model.AreaValue.ShareAbove, "en")} or worse"), model.AreaValue.Source));
        lines.Add(new(area.Veto.Reason, area.Veto.Source));
        return lines;
    }

    /// <summary>A number for a line of working.</summary>
    public static string Text(double value) => value.ToString(Math.Abs(value) >= 100 ? "0.#" : "0.###", CultureInfo.InvariantCulture);

    // Where a cell has no people or no plant nearby, the time to it changes nothing.
    static ExplanationStep Reach(RiskModel model, CityFields fields)
    {
        var (response, byRoad, estimated, never) = (model.Response, fields.Arrivals[(int)Arrival.ByRoad], fields.Arrivals[(int)Arrival.Estimated], fields.Arrivals[(int)Arrival.Never]);
        var formula = $"A = 1 − {Text(response.Amplitude)}·exp(−t / {Text(response.DecaySeconds)} s)";
        if (!fields.Response.HasTeams)
            return new(($"{formula}：没有消防救援队伍，t 未知", $"{formula}: no fire team, t is not known"), response.Source);
        var cells = byRoad + estimated + never;
        var how = Response.MethodOf(fields.Response.HasRoads, response.Roads, ($"有风险的 {cells} 个网格", $"the {cells} cells with a risk"), estimated, never);
        return new(($"{formula}，t = 最先到的消防救援队伍的行驶时间（不含出动时间）：{how.Zh}", $"{formula}, t = travel of the first fire team, its turnout apart: {how.En}"), response.Roads.Source);
    }

    static ExplanationStep Percentile(RiskCell cell, RiskModel model)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{cell.Centre[0]:0.00000}, {cell.Centre[1]:0.00000}");
        return new((
            $"全区 {Text(cell.PeopleOfArea)} 人，第 {Text(100 * model.AreaValue.Percentile)} 百分位落在网格 ({place})，该格 {Text(cell.People)} 人",
            $"of the area's {Text(cell.PeopleOfArea)} people the {Text(100 * model.AreaValue.Percentile)}th percentile falls in the cell at ({place}) with {Text(cell.People)} people"), model.AreaValue.Source);
    }

    static ExplanationStep Field(AreaRisk area, RiskModel model)
    {
        var parts = string.Join("; ", area.Contributors.Select(one => $"{one.Name ?? one.Key} {Text(one.Score)} × K({Text(one.DistanceMetres)} m / {Text(one.RadiusMetres)} m) = {Text(one.Field)}"));
        var rest = 1 - area.Contributors.Sum(one => one.Share);
        var (zh, en) = rest > 1e-9 ? ($"；其余企业 {Text(100 * rest)}%", $"; all others {Text(100 * rest)} %") : ("", "");
        return new(($"该格的 G：{parts}{zh}", $"G of that cell: {parts}{en}"), model.Kernel.Source);
    }

    static ExplanationStep Product(AreaRisk area, RiskCell cell, double risk, RiskModel model)
    {
        var (g, x, a) = (Value(area, "hazard"), Value(area, "exposure"), Value(area, "response"));
        var (zh, en) = cell.ResponseSeconds is not { } seconds ? ("无路可达", "no road leads there")
            : cell.ResponseBy == "road" ? ($"按道路到场 {Text(seconds)} s", $"{Text(seconds)} s to arrive by road")
            : ($"按直线估算到场 {Text(seconds)} s", $"{Text(seconds)} s to arrive, by straight line");
        return new((
            $"风险 = G·X·A = {g} × {x} 人/公顷 × {a} = {Text(risk)}（A：{zh}）", $"risk = G·X·A = {g} × {x} people/ha × {a} = {Text(risk)} (A: {en})"), model.Term("exposure").Source);
    }

    static ExplanationStep IndexLine(double risk, double index, RiskModel model)
    {
        var band = model.BandOf(risk);
        var (nextRisk, nextIndex) = model.NextAfter(band);
        var sum = $"{Text(band.IndexAtLeast)} + {Text(nextIndex - band.IndexAtLeast)} × min(1, ({Text(risk)} − {Text(band.RiskAtLeast)}) / ({Text(nextRisk)} − {Text(band.RiskAtLeast)})) = {Text(index)}";
        return new(($"指数 = {sum}，风险 ≥ {Text(band.RiskAtLeast)} 为{NameOf(band.Colour, "zh")}", $"index = {sum}; a risk of {Text(band.RiskAtLeast)} or more is {NameOf(band.Colour, "en")}"), band.Source);
    }

    static ExplanationStep Range(AreaRisk area, RiskModel model) => new((
        $"数据不足：指数只能确定在 {Text(area.IndexAtLeast)} 与 {Text(area.IndexAtMost)} 之间",
        $"too little is known: the index lies between {Text(area.IndexAtLeast)} and {Text(area.IndexAtMost)}"), model.Completeness.Source);

    static string Value(AreaRisk area, string term) => area.Terms.FirstOrDefault(known => known.Term == term)?.Value is { } value ? Text(value) : "?";

    /// <summary>What people call a colour.</summary>
    public static string NameOf(string colour, string language) => Grades.FourColour.Codes.First(code => code.Value == colour).Title.In(language);

    static string Thresholds(RiskModel model, string language) =>
        string.Join(language == "zh" ? "，" : ", ", model.Colours.Select(band => $"{NameOf(band.Colour, language)} ≥ {Text(band.RiskAtLeast)}"));
}
