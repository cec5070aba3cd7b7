using System.Globalization;
using RiskMap.City.Dispatch.Record;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Force;

/// <summary>A force question after its check.</summary>
/// <param name="At">Where.</param>
/// <param name="Needs">What is needed.</param>
/// <param name="Pinned">Units that go in any case.</param>
/// <param name="Forbidden">Units that must stay.</param>
/// <param name="Template">The template, or null where the needs were given.</param>
/// <param name="IncidentKey">Key of the incident in the dispatch record, or null for a question that is about none.</param>
sealed record ForceOrder(
    QuestionPlace At, IReadOnlyList<ForceNeed> Needs, IReadOnlySet<UnitName> Pinned, IReadOnlySet<UnitName> Forbidden, IncidentTemplate? Template, string? IncidentKey)
{
    // Digits of the layers of a supply code (GB/T 38565-2020): one for the class, then pairs.
    static readonly int[] CodeLengths = [1, 3, 5, 7];

    /// <summary>Checks a question.</summary>
    /// <exception cref="QuestionException">An input is missing, unknown or contradicts another; the member is named.</exception>
    public static ForceOrder Of(CitySnapshot city, ForceQuestion question)
    {
        var incident = IncidentOf(city, question.IncidentId);
        question = Completed(question, incident);
        var at = QuestionPlace.Of(city, question.Location, "location");
        var template = question.Template is null ? null : IncidentTemplates.Default.Find(question.Template);
        if ((template is null) == (question.Needs is null))
            throw new QuestionException("template", question.Template, ("template 与 needs 应只给一个", "exactly one of template and needs must be given"),
                ($"给出 template（{IncidentTemplates.Default.Names}）或 needs", $"send template ({IncidentTemplates.Default.Names}) or needs"));
        var needs = template?.Needs ?? question.Needs!;
        if (needs.Count == 0)
            throw new QuestionException("needs", "[]", ("没有需求", "there are no needs"), ("至少给出一项 {capability|vehicle|material, amount}", "send at least one {capability|vehicle|material, amount}"));
        for (var i = 0; i < needs.Count; i++)
        {
            Check(needs[i], $"needs/{i}");
            if (needs.Take(i).Any(other => IsSame(other, needs[i])))
                throw Wrong($"needs/{i}", needs[i].Capability ?? needs[i].Vehicle ?? needs[i].Material, ("同一需求写了两次：同一单位会同时满足两者", "the same need stands twice: one unit would meet both"), ("合并为一项，数量相加", "make one of them, with the amounts added up"));
        }
        var (pinned, forbidden) = (UnitsOf(city, question.Pinned, "pinned"), UnitsOf(city, question.Forbidden, "forbidden"));
        if (pinned.FirstOrDefault(forbidden.Contains) is { } both)
            throw Wrong("pinned", $"{both.Layer}/{both.Id}", ("同一单位既指定又禁用", "the same unit is pinned and forbidden"), ("只保留其一", "keep only one"));
        CheckOrders(city, pinned, forbidden, incident?.Key);
        return new(at, needs, pinned, forbidden, template, incident?.Key);
    }

    /// <summary>The incident of the dispatch record that a question names, or null where it names none.</summary>
    /// <exception cref="QuestionException">There is no such incident.</exception>
    internal static FeatureRef? IncidentOf(CitySnapshot city, long? id) => id is null ? null : city.Layer(Incidents.Schema.Name).Find(id.Value)
        ?? throw Wrong("incidentId", id.Value.ToString(CultureInfo.InvariantCulture), ("没有这起事故", "there is no such incident"), ("给出事故图层中的 id", "send an id of the layer incidents"));

    // Whoever names an incident of the record need not repeat what it says.
    static ForceQuestion Completed(ForceQuestion question, FeatureRef? incident) => incident is not { } known ? question : question with
    {
        Location = question.Location ?? (known.IsEmpty ? null : [known.Geometry.Coordinate.X, known.Geometry.Coordinate.Y]),
        Template = question.Template ?? (question.Needs is null ? known.Text(Incidents.Schema.IndexOf("template")) : null),
    };

    // A person may not want what the dispatch record rules out.
    static void CheckOrders(CitySnapshot city, IEnumerable<UnitName> pinned, IEnumerable<UnitName> forbidden, string? incidentKey)
    {
        var book = DispatchBook.Of(city);
        foreach (var unit in pinned.Where(unit => unit.Layer == Teams.Schema.Name))
        {
            if (book.BusyElsewhere(unit.Layer, city.Layer(unit.Layer).Find(unit.Id)!.Value.Key, incidentKey) is { } order)
                throw Wrong("pinned", $"{unit.Layer}/{unit.Id}", ($"正在“{DispatchBook.NameOfIncident(city, order)}”出动（指令 {order.Row.Id}）", $"it is at '{DispatchBook.NameOfIncident(city, order)}' (order {order.Row.Id})"), ("去掉它，或先让它归队、取消该指令", "leave it out, or release it or cancel that order first"));
        }
        foreach (var unit in forbidden)
        {
            if (book.OpenOf(unit.Layer, city.Layer(unit.Layer).Find(unit.Id)!.Value.Key).FirstOrDefault(order => order.IncidentKey == incidentKey) is { } order)
                throw Wrong("forbidden", $"{unit.Layer}/{unit.Id}", ($"已为本事故出动（指令 {order.Row.Id}）", $"it was ordered to this incident (order {order.Row.Id})"), ("去掉它，或先取消该指令", "leave it out, or cancel that order first"));
        }
    }

    static bool IsSame(ForceNeed one, ForceNeed other) => (one.Capability, one.Vehicle, one.Material, one.Unit) == (other.Capability, other.Vehicle, other.Material, other.Unit);

    static void Check(ForceNeed need, string member)
    {
        if (new[] { need.Capability, need.Vehicle, need.Material }.Count(text => !string.IsNullOrWhiteSpace(text)) != 1)
            throw Wrong(member, null, ("应有且仅有 capability、vehicle、material 之一", "exactly one of capability, vehicle and material must be given"), ("如 {\"vehicle\":\"water-tender\",\"amount\":2}", "e.g. {\"vehicle\":\"water-tender\",\"amount\":2}"));
        if (!(need.Amount > 0 && double.IsFinite(need.Amount)))
            throw Wrong($"{member}/amount", need.Amount.ToString(CultureInfo.InvariantCulture), ("数量不大于 0", "the amount is not above 0"), ("给出大于 0 的数量", "send an amount above 0"));
        if (need.Material is { } code)
            CheckMaterial(code, $"{member}/material");
    }

    /// <summary>Checks a supply code, whole or the beginning of one.</summary>
    /// <exception cref="QuestionException">It is none.</exception>
    internal static void CheckMaterial(string code, string member)
    {
        if (!(CodeLengths.Contains(code.Length) && code.All(char.IsAsciiDigit) && code[0] is >= '1' and <= '3'))
            throw Wrong(member, code, ("不是 GB/T 38565 的物资编码", "is no supply code of GB/T 38565"), ("7 位编码，或其前 1、3、5 位表示整类，首位 1–3", "7 digits, or the first 1, 3 or 5 for a class; the first digit is 1–3"));
    }

    static HashSet<UnitName> UnitsOf(CitySnapshot city, IReadOnlyList<UnitName>? units, string member)
    {
        foreach (var unit in units ?? [])
        {
            if (unit.Layer is not ("teams" or "depots") || city.Layer(unit.Layer).Find(unit.Id) is null)
                throw Wrong(member, $"{unit.Layer}/{unit.Id}", ("没有这支队伍或物资库", "there is no such team or depot"), ("如 {\"layer\":\"teams\",\"id\":12}", "e.g. {\"layer\":\"teams\",\"id\":12}"));
        }
        return [.. units ?? []];
    }

    static QuestionException Wrong(string member, string? value, LocalizedText reason, LocalizedText remedy) => new(member, value, reason, remedy);
}
