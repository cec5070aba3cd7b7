using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Isolation;

/// <summary>What is asked of the book.</summary>
/// <param name="IsLarge">True for a large spill (more than 208 L).</param>
/// <param name="Container">Container of table 3, or null.</param>
/// <param name="IsDay">True between sunrise and sunset.</param>
/// <param name="WindMetresPerSecond">Wind speed.</param>
/// <param name="IsBurning">True where a tank burns.</param>
public sealed record Spill(bool IsLarge, string? Container, bool IsDay, double WindMetresPerSecond, bool IsBurning);

/// <summary>How far people must keep away, by the book.</summary>
/// <param name="Table">Which table or guide said it.</param>
/// <param name="IsolationMetres">In all directions; null for no data.</param>
/// <param name="Protect">Downwind; null where the book gives none, or for no data.</param>
/// <param name="NoData">Why nothing can be said, or null.</param>
/// <param name="Warnings">What a reader must know.</param>
/// <param name="Explanation">The working.</param>
public sealed record InitialDistances(
    string Table, double? IsolationMetres, ErgDistance? Protect, LocalizedText? NoData, IReadOnlyList<LocalizedText> Warnings, IReadOnlyList<ExplanationStep> Explanation);

/// <summary>Reads isolation and protective action distances off the tables of ERG 2024. Pure, thread-safe.</summary>
public static class InitialIsolation
{
    static readonly LocalizedText SeeTheBook = ("无数据：请查原书", "no data: see the book");

    /// <summary>The distances of a material for a spill.</summary>
    /// <exception cref="QuestionException">The container is not one that table 3 has for this material.</exception>
    public static InitialDistances Of(ErgEntry entry, Spill spill, ErgTables tables)
    {
        CheckContainer(entry, spill, tables);
        var distances = entry.GuideRow is { } guide ? OfGuide(guide, spill) : OfTable1(entry.Row!, spill, tables);
        return distances with
        {
            Warnings = [tables.Note, .. distances.Warnings],
            Explanation = [new(($"{entry.Name.Zh}（{Number(entry)}），导则 {entry.Guide}", $"{entry.Name.En} ({Number(entry)}), guide {entry.Guide}"), tables.Source), .. distances.Explanation],
        };
    }

    static string Number(ErgEntry entry) => entry.Un is null ? "—" : $"UN {entry.Un}";

    static InitialDistances OfGuide(ErgGuide guide, Spill spill)
    {
        var table = $"ERG 2024 guide {guide.Guide}";
        var notes = guide.Note is { } note ? new List<LocalizedText> { note } : [];
        if (spill.IsBurning)
            return new(table, guide.FireMetres, null, null, notes, [new(($"着火：四周隔离 {guide.FireMetres} m{guide.Source.Mark.Zh}", $"on fire: isolate {guide.FireMetres} m in all directions{guide.Source.Mark.En}"), guide.Source)]);
        var downwind = spill.IsLarge ? guide.LargeDownwindMetres : null;
        var isolate = new ExplanationStep(($"四周隔离 {guide.IsolationMetres} m{guide.Source.Mark.Zh}", $"isolate {guide.IsolationMetres} m in all directions{guide.Source.Mark.En}"), guide.Source);
        var protect = new ExplanationStep(downwind is { } metres
            ? ($"大量泄漏：下风向 {metres} m{guide.Source.Mark.Zh}", $"large spill: {metres} m downwind{guide.Source.Mark.En}")
            : ("该导则对此不给下风向距离", "the guide gives no distance downwind for this"), guide.Source);
        return new(table, guide.IsolationMetres, downwind is { } far ? new ErgDistance(far / 1000) : null, null, notes, [isolate, protect]);
    }

    static InitialDistances OfTable1(ErgRow row, Spill spill, ErgTables tables)
    {
        if (row.FaultIn(tables) is { } fault)
            return Refused(row, fault);
        var inTable3 = spill.IsLarge && row.LargeInTable3;
        var distances = inTable3 ? OfTable3(row, spill, tables) : OfSpill(row, spill, (spill.IsLarge ? row.Large : row.Small)!);
        return distances with { Warnings = [.. distances.Warnings, .. WarningsOf(row, spill, inTable3)] };
    }

    static InitialDistances Refused(ErgRow row, LocalizedText fault) => new("ERG 2024 table 1", null, null, SeeTheBook, [],
    [
        new(($"无数据：{fault.Zh}，请查原书表 1 的 UN {row.Un}", $"no data: {fault.En}; see UN {row.Un} in table 1 of the book"), row.Source),
    ]);

    static InitialDistances OfSpill(ErgRow row, Spill spill, ErgSpill cells)
    {
        var protect = (spill.IsDay ? cells.ProtectDayKilometres : cells.ProtectNightKilometres)!.Value;
        var (size, period) = Words(spill);
        return new("ERG 2024 table 1", cells.IsolationMetres, protect, null, [],
        [
            new(($"表 1 {size.Zh}、{period.Zh}：四周隔离 {cells.IsolationMetres} m，下风向防护 {protect} km{row.Source.Mark.Zh}",
                $"table 1, {size.En}, {period.En}: isolate {cells.IsolationMetres} m in all directions, protect {protect} km downwind{row.Source.Mark.En}"), row.Source),
        ]);
    }

    static InitialDistances OfTable3(ErgRow row, Spill spill, ErgTables tables)
    {
        var wind = tables.WindOf(spill.WindMetresPerSecond);
        var rows = tables.Table3.Where(candidate => candidate.Un == row.Un && (spill.Container is null || candidate.Container == spill.Container)).ToList();
        // Where nobody knows the container, the widest distances of the gas are taken: too far is the safe side.
        var chosen = rows.OrderByDescending(candidate => candidate.IsolationMetres).ThenByDescending(candidate => Protect(candidate, spill, wind)).First();
        var (title, protect) = (tables.Containers.Single(container => container.Container == chosen.Container).Title, Protect(chosen, spill, wind));
        var (_, period) = Words(spill);
        IReadOnlyList<LocalizedText> warnings = spill.Container is not null ? [] :
        [
            ($"没有说明容器：取表 3 中最大的一行（{title.Zh}）", $"the container is not named: the widest row of table 3 is taken ({title.En})"),
        ];
        return new("ERG 2024 table 3", chosen.IsolationMetres, protect, null, warnings,
        [
            new(($"表 3 {title.Zh}、{period.Zh}、{wind.Title.Zh}（{spill.WindMetresPerSecond:0.#} m/s）：四周隔离 {chosen.IsolationMetres} m，下风向防护 {protect} km{chosen.Source.Mark.Zh}",
                $"table 3, {title.En}, {period.En}, {wind.Title.En} wind ({spill.WindMetresPerSecond:0.#} m/s): isolate {chosen.IsolationMetres} m in all directions, protect {protect} km downwind{chosen.Source.Mark.En}"), chosen.Source),
        ]);
    }

    static ErgDistance Protect(ErgContainerRow row, Spill spill, ErgWind wind) => (spill.IsDay ? row.Day : row.Night).Of(wind.Wind);

    static IEnumerable<LocalizedText> WarningsOf(ErgRow row, Spill spill, bool inTable3)
    {
        if (row.WaterReactionGases is { } gases)
            yield return ($"遇水放出 {string.Join("、", gases)}：原书对泄漏在陆上和水中分列两行，此处只有其中一行，请查原书", $"gives off {string.Join(", ", gases)} with water: the book has one row for a spill on land and one for a spill in water, only one of them stands here; see the book");
        if (row.RowPerHazardZone)
            yield return ("原书按吸入危害区分列多行，此处只有其中一行，请查原书", "the book has several rows by inhalation hazard zone, only one of them stands here; see the book");
        if (spill.IsBurning)
            yield return ("着火时的距离见该物质的橙页导则，此处没有", "for a fire see the material's orange guide; its distance is not held here");
        if (inTable3)
            yield return ("表 3 针对运输容器；固定储罐可能更多，现场判断", "table 3 is about transport containers; a fixed tank may hold more, judge on site");
    }

    static (LocalizedText Size, LocalizedText Period) Words(Spill spill) =>
        (spill.IsLarge ? ("大量泄漏", "large spill") : ("少量泄漏", "small spill"), spill.IsDay ? ("白天", "day") : ("夜间", "night"));

    static void CheckContainer(ErgEntry entry, Spill spill, ErgTables tables)
    {
        if (spill.Container is not { } container)
            return;
        var known = tables.Table3.Where(row => row.Un == entry.Un).Select(row => row.Container).ToList();
        if (known.Contains(container, StringComparer.Ordinal))
            return;
        var allowed = string.Join(", ", known);
        throw new QuestionException("container", container,
            ($"表 3 中 {entry.Name.Zh} 没有容器“{container}”", $"table 3 has no container '{container}' for {entry.Name.En}"),
            known.Count == 0 ? ("该物质不分容器：去掉 container", "this material has no containers: leave container out") : ($"可用：{allowed}", $"use one of: {allowed}"));
    }
}
