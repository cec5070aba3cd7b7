using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.SpaceLedger;

/// <summary>Spaces by district, park, owner, class or hazard. What belongs to no group stands last, without code. Pure.</summary>
static class LedgerGroups
{
    static readonly int ClassField = ConfinedSpaces.Schema.IndexOf("spaceClass");
    static readonly int DistrictCode = Districts.Schema.IndexOf("code");
    static readonly int ParkCode = Parks.Schema.IndexOf("code");

    public static List<LedgerGroup> Of(CitySnapshot city, IReadOnlyList<SpaceRow> rows, string by, RiskModel model) => by switch
    {
        "district" => ByArea(rows, AreaUnits.DistrictsOf(city, model), DistrictCode),
        "park" => ByArea(rows, AreaUnits.Parks(city), ParkCode),
        "owner" => ByOwner(rows),
        "class" => ByCode(rows.GroupBy(row => row.Space.Text(ClassField), StringComparer.Ordinal), ConfinedSpaces.Classes),
        _ => ByCode(rows.SelectMany(row => HazardsOf(row).Select(hazard => (hazard, row))).GroupBy(pair => pair.hazard, pair => pair.row, StringComparer.Ordinal), ConfinedSpaces.Hazards),
    };

    static List<LedgerGroup> ByArea(IReadOnlyList<SpaceRow> rows, AreaUnits units, int code)
    {
        var members = Enumerable.Range(0, units.Features.Count + 1).Select(_ => new List<SpaceRow>()).ToList();
        foreach (var row in rows)
        {
            var (block, at) = (row.Space.Block, row.Space.Row);
            var area = row.Space.IsEmpty ? -1 : units.Find(block.Geometry.PointX(at), block.Geometry.PointY(at));
            members[area < 0 ? units.Features.Count : area].Add(row);
        }
        return [.. units.Features.Select((area, i) => new LedgerGroup(area.Text(code), area.Name, SpaceRow.Count(members[i]))),
            new LedgerGroup(null, null, SpaceRow.Count(members[^1]))];
    }

    static List<LedgerGroup> ByOwner(IReadOnlyList<SpaceRow> rows) =>
        [.. rows.GroupBy(row => row.Owner.Enterprise is { } enterprise ? (enterprise.Key, enterprise.Name) : (null, SpaceOwners.Called(row.Space)))
            .Select(group => new LedgerGroup(group.Key.Item1, group.Key.Item2, SpaceRow.Count([.. group])))
            .OrderBy(group => group.Code is null && group.Name is null).ThenByDescending(group => group.Counts.Spaces).ThenBy(group => group.Name, StringComparer.Ordinal)];

    static List<LedgerGroup> ByCode(IEnumerable<IGrouping<string?, SpaceRow>> groups, CodeList codes) =>
        [.. groups.Select(group => new LedgerGroup(group.Key, group.Key is null ? null : codes.Find(group.Key)?.Title.Zh, SpaceRow.Count([.. group])))
            .OrderBy(group => group.Code is null).ThenByDescending(group => group.Counts.Spaces).ThenBy(group => group.Code, StringComparer.Ordinal)];

    static IEnumerable<string?> HazardsOf(SpaceRow row) => row.Hazards.Count == 0 ? [null] : row.Hazards.Distinct(StringComparer.Ordinal).Cast<string?>();
}
