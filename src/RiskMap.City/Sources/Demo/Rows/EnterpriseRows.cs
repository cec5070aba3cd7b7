using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Sources.Demo.Rows;

/// <summary>Who an enterprise is and where it stands; the rest of its row follows from its number.</summary>
readonly record struct EnterpriseIdentity(int Row, EnterpriseKindPlan Kind, string Key, string Name, Site Site);

/// <summary>Enterprises: any of them can be made from its number alone, so that other layers can refer to them without holding them.</summary>
sealed class EnterpriseRows(DemoWorld world, Siting siting)
{
    readonly EnterprisesPlan _plan = world.Plan.Enterprises;
    readonly Dictionary<string, KeyValuePair<string, double>[]> _grades = world.Plan.Enterprises.Kinds.ToDictionary(
        kind => kind.Id, kind => kind.Grades.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

    /// <summary>Which rows are of which kind.</summary>
    public KindShares<EnterpriseKindPlan> Shares { get; } = new(world.Plan.Enterprises.Kinds, world.Count("enterprises"));

    public IEnumerable<Feature> Rows() => Enumerable.Range(0, Shares.Total).Select(Row);

    /// <summary>The boundaries of a share of the enterprises, the larger the longer.</summary>
    public IEnumerable<Feature> Boundaries()
    {
        for (var row = 0; row < Shares.Total; row++)
        {
            var (kind, _) = Shares.Of(row);
            var random = world.Random("enterprise-boundaries", row);
            if (kind.BoundaryMetres is not { } metres || !random.Chance(kind.BoundaryShare))
                continue;
            var identity = Identity(row);
            var length = random.Between(metres[0], metres[1]);
            var area = siting.Boundary(identity.Site, length, length * random.Between(0.55, 0.9));
            yield return BoundaryRow.Of(world, Enterprises.Schema, identity.Key, identity.Name, area);
        }
    }

    /// <summary>Name, key and position of the enterprise with that number.</summary>
    public EnterpriseIdentity Identity(int row)
    {
        var (kind, number) = Shares.Of(row);
        var random = world.Random("enterprises", row);
        var site = siting.Find(kind, number, ref random);
        var name = kind.Sites is { } sites
            ? sites[number].Zh
            : random.OneOf(_plan.Prefixes) + random.OneOf(_plan.Brands) + random.OneOf(_plan.Second) + random.OneOf(kind.Words);
        return new EnterpriseIdentity(row, kind, DemoCreditCode.Of(_plan.CreditCodePrefix, row + 1), name + Ending(kind) + _plan.DemoMark, site);
    }

    static string Ending(EnterpriseKindPlan kind) => kind.Sites is null ? kind.Ending : "";

    Feature Row(int row)
    {
        var (_, kind, key, name, site) = Identity(row);
        var random = world.Random("enterprise-details", row);
        var grade = random.Weighted(_grades[kind.Id]);
        var score = Score(kind, grade, ref random);
        var isGraded = !random.Chance(_plan.MissingGradeShare);
        return world.Row(Enterprises.Schema, key, world.Board.ToPoint(site.At),
            ("name", name), ("address", world.Address(site.Town, $"{site.Place}{1 + random.Below(320)}号")), ("creditCode", key),
            ("industryCode", random.OneOf(kind.IndustryCodes)), ("grade", isGraded ? grade : null), ("score", isGraded ? score : null),
            ("inventory", Inventory(kind, ref random)), ("processes", Processes(kind, ref random)),
            ("headcount", (long)Math.Round(random.Skewed(kind.Headcount[0], kind.Headcount[1]))), ("phone", world.Plan.Phone));
    }

    double? Score(EnterpriseKindPlan kind, string grade, ref DemoRandom random)
    {
        var band = _plan.ScoreBands[grade];
        var score = Math.Round(random.Between(band[0], band[1]), 1);
        return kind.Scored ? score : null;
    }

    static string? Inventory(EnterpriseKindPlan kind, ref DemoRandom random)
    {
        var lines = new List<(string, object?)[]>();
        foreach (var line in kind.Inventory ?? [])
        {
            var tonnes = Math.Round(random.Between(line.Tonnes[0], line.Tonnes[1]), line.Tonnes[1] < 10 ? 2 : 1);
            if (random.Chance(line.Share))
                lines.Add([("cas", line.Cas), ("tonnes", tonnes), ("name", line.Name), ("unit", line.Unit)]);
        }
        return lines.Count == 0 ? null : DemoLists.Of(lines);
    }

    static string? Processes(EnterpriseKindPlan kind, ref DemoRandom random)
    {
        var chosen = new List<string>();
        foreach (var process in kind.Processes ?? [])
            if (random.Chance(kind.ProcessShare))
                chosen.Add(process);
        return chosen.Count == 0 ? null : DemoLists.Of(chosen);
    }
}

/// <summary>A row of site-boundaries.</summary>
static class BoundaryRow
{
    public static Feature Of(DemoWorld world, LayerSchema ofLayer, string ofKey, string name, NetTopologySuite.Geometries.Geometry area) =>
        world.Row(SiteBoundaries.Schema, $"{ofLayer.Name}|{ofKey}", area, ("name", name), ("ofLayer", ofLayer.Name), ("ofKey", ofKey));
}
