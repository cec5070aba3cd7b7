using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Sources.Demo.Rows;

/// <summary>Protected places: homes, schools, hospitals, shops and others.</summary>
sealed class PlaceRows(DemoWorld world, Siting siting)
{
    readonly KindShares<PlaceKindPlan> _shares = new(world.Plan.Places.Kinds, world.Count("places"));

    public IEnumerable<Feature> Rows() => Enumerable.Range(0, _shares.Total).Select(Row);

    /// <summary>The boundaries of a share of the places.</summary>
    public IEnumerable<Feature> Boundaries()
    {
        for (var row = 0; row < _shares.Total; row++)
        {
            var (kind, _) = _shares.Of(row);
            var random = world.Random("place-boundaries", row);
            if (kind.BoundaryMetres is not { } metres || !random.Chance(kind.BoundaryShare))
                continue;
            var (name, site) = Identity(row);
            var length = random.Between(metres[0], metres[1]);
            var area = siting.Boundary(site, length, length * random.Between(0.6, 0.95));
            yield return BoundaryRow.Of(world, Places.Schema, Key(row), name, area);
        }
    }

    static string Key(int row) => string.Create(CultureInfo.InvariantCulture, $"demo-place-{row + 1:D5}");

    (string Name, Site Site) Identity(int row)
    {
        var (kind, number) = _shares.Of(row);
        var random = world.Random("places", row);
        var enterprises = world.Plan.Enterprises;
        if (kind.Sites is { } sites)
            return (sites[number].Zh, siting.Find(kind, number, ref random));
        if (kind.Where == "village" && number < world.Settlements.Villages.Count && kind.Kind == "village")
        {
            var village = world.Settlements.Villages[number];
            return (siting.Name(village) + "村", siting.At(siting.Name(village), village.Centre));
        }
        var site = siting.Find(kind, number, ref random);
        var name = (kind.Where == "village" ? site.Place : "") + random.OneOf(enterprises.Brands) + random.OneOf(enterprises.Second);
        return (name + random.OneOf(kind.Endings) + enterprises.DemoMark, site);
    }

    Feature Row(int row)
    {
        var (kind, _) = _shares.Of(row);
        var (name, site) = Identity(row);
        var random = world.Random("place-details", row);
        var people = Math.Round(random.Skewed(kind.People[0], kind.People[1]));
        long? beds = kind.BedsPerPerson is { } share ? (long)Math.Round(people * random.Between(share[0], share[1])) : null;
        var category = kind.Categories.First(candidate => people >= candidate.LeastPeople).Category;
        var isKnown = !random.Chance(world.Plan.Places.CategoryMissingShare);
        return world.Row(Places.Schema, Key(row), world.Board.ToPoint(site.At),
            ("name", name), ("address", world.Address(site.Town, $"{site.Place}{1 + random.Below(320)}号")), ("kind", kind.Kind),
            ("category", isKnown ? category : null), ("capacityDay", (long)Math.Round(people * kind.DayShare)),
            ("capacityNight", (long)Math.Round(people * kind.NightShare)), ("beds", beds), ("phone", world.Plan.Phone));
    }
}
