using System.Globalization;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Sources.Demo.Geography;

namespace RiskMap.City.Sources.Demo.Rows;

/// <summary>Residents by cell; the district's total is the plan's, to the person.</summary>
sealed class PopulationRows(DemoWorld world)
{
    readonly PopulationPlan _plan = world.Plan.Population;
    readonly double[] _residentsPerKm2 = Densities(world, core => core.Plan.ResidentsPerKm2, _ => 0, world.Plan.Villages.ResidentsPerKm2);
    readonly double[] _jobsPerKm2 = Densities(
        world, core => core.Plan.ResidentsPerKm2 * world.Plan.Population.CoreJobsPerResident, park => park.JobsPerKm2, 0);

    public IEnumerable<Feature> Rows()
    {
        var raster = world.Land.Towns;
        var side = (int)Math.Round(_plan.CellMetres / raster.CellMetres);
        int rows = raster.Rows / side, columns = raster.Columns / side;
        var cells = Enumerable.Range(0, rows * columns).Select(number => Weigh(number / columns, number % columns, side)).ToList();
        double homes = cells.Sum(cell => cell.Homes), jobs = cells.Sum(cell => cell.Jobs);
        double homesSoFar = 0, jobsSoFar = 0;
        foreach (var cell in cells)
        {
            var residents = Between(homesSoFar, homesSoFar += cell.Homes, homes, _plan.Residents);
            var atHome = Math.Round(residents * _plan.DayAtHomeShare);
            var atWork = Between(jobsSoFar, jobsSoFar += cell.Jobs, jobs, _plan.Residents * (1 - _plan.DayAtHomeShare));
            if (residents > 0 || atWork > 0)
                yield return Row(cell, side, residents, atHome + atWork);
        }
    }

    // Rounding the running total, not the parts, keeps the sum.
    static double Between(double from, double to, double total, double people) => Math.Round(to / total * people) - Math.Round(from / total * people);

    static double[] Densities(DemoWorld world, Func<Core, double> core, Func<Park, double> park, double village)
    {
        var densities = new double[ushort.MaxValue];
        foreach (var area in world.Settlements.Cores)
            densities[area.Area] = core(area);
        foreach (var area in world.Settlements.Parks.Take(world.Plan.Parks.Drawn.Length))
            densities[area.Area] = park(area);
        foreach (var area in world.Settlements.Villages)
            densities[area.Area] = village;
        return densities;
    }

    Cell Weigh(int row, int column, int side)
    {
        var raster = world.Land.Towns;
        double homes = 0, jobs = 0;
        for (var r = row * side; r < (row + 1) * side; r++)
        {
            for (var c = column * side; c < (column + 1) * side; c++)
            {
                var cell = r * raster.Columns + c;
                if (raster[cell] == 0)
                    continue;
                var area = world.Settlements.Areas[cell];
                homes += area == 0 ? world.Plan.Villages.RuralResidentsPerKm2 : _residentsPerKm2[area];
                jobs += _jobsPerKm2[area];
            }
        }
        return new Cell(row, column, homes, jobs, IsAllLand(row, column, side));
    }

    // With a rim, so that the coast, which runs between the middles of raster cells, stays outside.
    bool IsAllLand(int row, int column, int side)
    {
        var raster = world.Land.Towns;
        for (var r = row * side - 1; r <= (row + 1) * side; r++)
            for (var c = column * side - 1; c <= (column + 1) * side; c++)
                if (r < 0 || c < 0 || r >= raster.Rows || c >= raster.Columns || raster[r * raster.Columns + c] == 0)
                    return false;
        return true;
    }

    Feature Row(Cell cell, int side, double residents, double peopleDay)
    {
        var raster = world.Land.Towns;
        var metres = side * raster.CellMetres;
        var corner = raster.Least + new DrawingPoint(cell.Column * metres, cell.Row * metres);
        var square = world.Board.ToPolygon(
            [corner, corner + new DrawingPoint(metres, 0), corner + new DrawingPoint(metres, metres), corner + new DrawingPoint(0, metres)]);
        Geometry area = cell.IsAllLand ? square : Clipped.ToLand(world, square);
        var key = string.Create(CultureInfo.InvariantCulture, $"demo-cell-{cell.Row:D3}-{cell.Column:D3}");
        return world.Row(Model.Layers.Population.Schema, key, area, ("residents", residents), ("peopleDay", peopleDay), ("peopleNight", residents));
    }

    readonly record struct Cell(int Row, int Column, double Homes, double Jobs, bool IsAllLand);
}
