using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Risk.Consequence;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Proximity;

/// <summary>The radius that a question of proximity asks for: given, by a separation rule, or by consequence screening. Pure.</summary>
static class ProximityRadii
{
    /// <summary>The radius, or null when the question names none.</summary>
    /// <exception cref="QuestionException">More than one is named, the rule does not exist, or the screening has nothing to go by.</exception>
    public static ProximityRadius? Of(ProximityQuestion question, ProximityOrigin origin)
    {
        string?[] given = [question.DistanceMetres is null ? null : "distanceMetres", question.Rule is null ? null : "rule", question.Screening is null ? null : "screening"];
        var named = given.OfType<string>().ToList();
        if (named.Count > 1)
            throw new QuestionException(named[1], null, ($"{string.Join('、', named)} 只能给一个", $"only one of {string.Join(", ", named)} may be given"), ("去掉其余", "leave the others out"));
        return question switch
        {
            { DistanceMetres: { } metres } => new(metres, "distance", ($"半径 {Text(metres)} 米（按所给距离）", $"radius {Text(metres)} m (as given)")),
            { Rule: { } rule } => OfRule(rule),
            { Screening: { } screening } => OfScreening(screening, origin),
            _ => null,
        };
    }

    static ProximityRadius OfRule(string id)
    {
        var rules = SeparationTable.Default.Rules;
        if (rules.FirstOrDefault(rule => rule.Id == id) is not { } rule)
            throw new QuestionException("rule", id, ($"没有规则“{id}”", $"there is no rule '{id}'"),
                ($"可用：{string.Join(' ', rules.Select(known => known.Id))}", $"the rules are {string.Join(' ', rules.Select(known => known.Id))}"));
        if (rule.RequiredMetres is not { } metres)
            throw new QuestionException("rule", id, ($"规则 {id} 没有给出距离", $"rule {id} has no distance"), ("改用 distanceMetres", "use distanceMetres"));
        return new(metres, "rule", Working.Step($"半径 {metres:0.##} 米：{rule.Id} {rule.Title.Zh}", $"radius {metres:0.##} m: {rule.Id} {rule.Title.En}", rule.Source).Text, rule.Source);
    }

    static ProximityRadius OfScreening(ScreeningRadius screening, ProximityOrigin origin)
    {
        var inventory = screening.Inventory ?? InventoryOf(origin);
        if (inventory is not { Count: > 0 })
            throw new QuestionException("screening/inventory", null, ("没有危险化学品存量，无法筛查", "without an inventory of chemicals nothing can be screened"),
                ("给出 screening.inventory，或从有存量的企业出发", "give screening.inventory, or start from an enterprise that has one"));
        var (farthest, _, reasons) = Escalation.RadiusOf(inventory);
        if (farthest is null)
            throw new QuestionException("screening/inventory", null, (string.Join('；', reasons.Select(reason => reason.Zh)), string.Join("; ", reasons.Select(reason => reason.En))), ("改用 distanceMetres", "use distanceMetres"));
        return new(farthest.RadiusMetres, "screening", Working.Step(
            $"半径 {farthest.RadiusMetres:0.#} 米：{farthest.Cas} 的 {farthest.Effect} 可损坏邻近设备（筛查，非定量风险评价）",
            $"radius {farthest.RadiusMetres:0.#} m: {farthest.Effect} of {farthest.Cas} can damage a neighbour's equipment (screening, not QRA)", farthest.Source).Text, farthest.Source);
    }

    static IReadOnlyList<InventoryLine>? InventoryOf(ProximityOrigin origin) =>
        origin.Feature is { } feature && feature.Block.Schema.Name == "enterprises" ? Inventories.Of(feature) : null;

    static string Text(double metres) => metres.ToString("0.##", CultureInfo.InvariantCulture);
}
