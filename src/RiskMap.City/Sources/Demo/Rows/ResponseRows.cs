using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Sources.Demo.Rows;

/// <summary>Rows of depots, teams and incidents.</summary>
sealed class ResponseRows(DemoWorld world, Siting siting)
{
    public IEnumerable<Feature> OfDepots()
    {
        var plan = world.Plan.Depots;
        yield return Depot(0, plan.District.Zh, "district", siting.At(plan.District.Zh, world.Board.FromDegrees(plan.District.At)));
        var towns = world.Outline.Towns;
        for (var row = 1; row < world.Count("depots"); row++)
        {
            var random = world.Random("depots", row);
            if (row <= towns.Count)
            {
                yield return Depot(row, towns[row - 1].Plan.Zh + plan.TownEnding, "town", siting.InTown(row - 1, ref random));
                continue;
            }
            var site = siting.InVillage(ref random);
            var name = string.Create(CultureInfo.InvariantCulture, $"{site.Place}{row}号{plan.FurtherEnding}");
            yield return Depot(row, name, "village", site);
        }
    }

    public IEnumerable<Feature> OfTeams()
    {
        var plan = world.Plan.Teams;
        for (var row = 0; row < plan.Fixed.Length; row++)
            yield return Team(row, plan.Fixed[row], plan.Fixed[row].Zh, siting.At(plan.Fixed[row].Zh, world.Board.FromDegrees(plan.Fixed[row].At!)));
        var towns = world.Outline.Towns;
        for (var i = 0; i < world.Count("volunteerTeams"); i++)
        {
            var random = world.Random("volunteers", i);
            var site = i < towns.Count ? siting.InTown(i, ref random) : siting.InVillage(ref random);
            var name = i < towns.Count ? towns[i].Plan.Zh : string.Create(CultureInfo.InvariantCulture, $"{site.Place}{i}号");
            yield return Team(plan.Fixed.Length + i, plan.Volunteer, name + plan.Volunteer.Zh, site);
        }
    }

    public IEnumerable<Feature> OfIncidents() => world.Plan.Incidents.Select(incident => world.Row(
        Incidents.Schema, incident.Code, world.Board.ToPoint(siting.At(incident.Zh, world.Board.FromDegrees(incident.At)).At),
        ("name", incident.Zh), ("kind", incident.Kind), ("severity", incident.Severity), ("occurredAt", world.TimeAfter(incident.AtHours)),
        ("state", incident.State), ("unNumber", incident.UnNumber)));

    Feature Depot(int row, string name, string level, Site site) => world.Row(
        Depots.Schema, string.Create(CultureInfo.InvariantCulture, $"demo-depot-{row + 1:D3}"), world.Board.ToPoint(site.At),
        ("name", name), ("address", world.Address(site.Town, site.Place)), ("level", level), ("stock", Stock(row, level)), ("phone", world.Plan.Phone));

    string Stock(int row, string level)
    {
        var random = world.Random("stock", row);
        var lines = new List<(string, object?)[]>();
        foreach (var line in world.Plan.Depots.Stock)
        {
            var minimum = level == "district" ? line.DistrictMinimum : line.TownMinimum;
            if (minimum > 0)
                lines.Add(StockLine(line, minimum, ref random));
        }
        return DemoLists.Of(lines);
    }

    (string, object?)[] StockLine(StockPlan line, double minimum, ref DemoRandom random)
    {
        var plan = world.Plan.Depots;
        var factor = random.Chance(plan.BelowMinimumShare) ? random.Between(0.2, 0.9) : random.Between(1, 1.6);
        var quantity = Rounded(minimum * factor, line);
        var reserved = Rounded(quantity * random.Between(0.05, 0.3), line);
        var isReserved = random.Chance(plan.ReservedShare);
        var isBroken = random.Chance(plan.UnderRepairShare) && line.ShelfLifeDays is null && quantity >= 3;
        return
        [
            ("code", line.Code), ("quantity", quantity), ("unit", line.Unit), ("minimum", minimum), ("expiry", Expiry(line, ref random)),
            ("reserved", isReserved ? reserved : null), ("name", line.Name), ("underRepair", isBroken ? 1.0 : null),
        ];
    }

    // Tonnes come in tenths, everything else in whole pieces.
    static double Rounded(double quantity, StockPlan line) => line.Unit == "吨" ? Math.Round(quantity, 1) : Math.Floor(quantity);

    DateOnly? Expiry(StockPlan line, ref DemoRandom random)
    {
        var isExpired = random.Chance(world.Plan.Depots.ExpiredShare);
        var share = random.Unit();
        if (line.ShelfLifeDays is not { } days)
            return null;
        return isExpired ? world.DateAfter(-1 - (int)(share * days / 4)) : world.DateAfter(1 + (int)(share * days));
    }

    Feature Team(int row, TeamPlan plan, string name, Site site)
    {
        var random = world.Random("teams", row);
        var vehicles = plan.Vehicles.Select(vehicle => new (string, object?)[] { ("kind", vehicle.Kind), ("count", vehicle.Count) });
        return world.Row(
            Teams.Schema, string.Create(CultureInfo.InvariantCulture, $"demo-team-{row + 1:D3}"), world.Board.ToPoint(site.At),
            ("name", name), ("address", world.Address(site.Town, site.Place)), ("kind", plan.Kind), ("tier", plan.Tier),
            ("capabilities", DemoLists.Of(plan.Capabilities)), ("onDuty", (long)(plan.OnDuty[0] + random.Below(plan.OnDuty[1] - plan.OnDuty[0] + 1))),
            ("vehicles", DemoLists.Of(vehicles)), ("turnoutSeconds", (long)plan.TurnoutSeconds), ("phone", world.Plan.Phone),
            ("stationClass", plan.StationClass), ("suburban", plan.Suburban));
    }
}
