using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Demo.Geography;

namespace RiskMap.City.Sources.Demo.Rows;

/// <summary>Confined spaces of enterprises, and manholes under the streets.</summary>
sealed class ConfinedSpaceRows
{
    readonly DemoWorld _world;
    readonly EnterpriseRows _enterprises;
    readonly ConfinedSpacesPlan _plan;
    readonly KeyValuePair<string, double>[] _ranks;
    readonly KeyValuePair<string, double>[] _kinds;

    public ConfinedSpaceRows(DemoWorld world, EnterpriseRows enterprises)
    {
        (_world, _enterprises, _plan) = (world, enterprises, world.Plan.ConfinedSpaces);
        _ranks = [.. _plan.ApproverRanks.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        _kinds = [.. enterprises.Shares.Kinds.Select((kind, i) =>
            KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), kind.SpaceWeight * enterprises.Shares.Count(i)))];
    }

    public IEnumerable<Feature> Rows()
    {
        var count = _world.Count("confinedSpaces");
        var wells = (int)(count * _plan.WellShare);
        return Enumerable.Range(0, count).Select(row => row < count - wells ? OfEnterprise(row) : Well(row));
    }

    Feature OfEnterprise(int row)
    {
        var random = _world.Random("confined-spaces", row);
        var kind = int.Parse(random.Weighted(_kinds), CultureInfo.InvariantCulture);
        var owner = _enterprises.Identity(_enterprises.Shares.Start(kind) + random.Below(_enterprises.Shares.Count(kind)));
        var at = Near(owner.Site.At, ref random);
        return Row(row, at, random.OneOf(owner.Kind.Spaces!), owner.Name, owner.Key, owner.Site.Place, ref random);
    }

    Feature Well(int row)
    {
        var random = _world.Random("wells", row);
        DrawingPoint at;
        string? road;
        do
        {
            var segment = random.OneOf(_world.Roads.Segments);
            (at, road) = (segment.Middle().At, segment.Style.Name);
        }
        while (_world.Land.TownAt(at) < 0);
        return Row(row, at, random.OneOf(_plan.Wells), _plan.WellOwner, null, road ?? "", ref random);
    }

    DrawingPoint Near(DrawingPoint owner, ref DemoRandom random)
    {
        var at = owner + new DrawingPoint(random.Between(-1, 1), random.Between(-1, 1)) * _plan.FromOwnerMetres;
        return _world.Land.TownAt(at) >= 0 ? at : owner;
    }

    Feature Row(int row, DrawingPoint at, SpacePlan space, string owner, string? enterpriseKey, string place, ref DemoRandom random)
    {
        var number = (row + 1).ToString("D5", CultureInfo.InvariantCulture);
        var volume = random.Skewed(space.CubicMetres[0], space.CubicMetres[1]);
        return _world.Row(ConfinedSpaces.Schema, "demo-space-" + number, _world.Board.ToPoint(at),
            ("name", $"{space.Name}{number}号"), ("address", _world.Address(_world.Land.TownAt(at), place)),
            ("spaceClass", space.Class), ("hazards", DemoLists.Of(space.Hazards)), ("owner", owner), ("enterpriseKey", enterpriseKey),
            ("approverRank", random.Chance(_plan.MissingRankShare) ? null : random.Weighted(_ranks)),
            ("volumeCubicMetres", Math.Round(volume, 1)), ("updatedOn", UpdatedOn(ref random)));
    }

    DateOnly? UpdatedOn(ref DemoRandom random)
    {
        var (isMissing, isStale) = (random.Chance(_plan.MissingUpdateShare), random.Chance(_plan.StaleShare));
        var days = isStale ? _plan.StaleDays : _plan.FreshDays;
        return isMissing ? null : _world.DateAfter(-(int)random.Between(days[0], days[1]));
    }
}
