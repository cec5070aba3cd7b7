using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Reverse;
using RiskMap.City.Zoning.Siting;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Zoning;

/// <summary>
/// The process <c>reverse-siting</c>: for a planned use the cells of an area where it may still stand, what binds each other cell, and what every
/// feature sterilises. A cell is judged at its centre, edge to edge with the other side. Pure and thread-safe; uses all cores.
/// </summary>
public static class ReverseSitings
{
    /// <summary>The shortest edge of a cell, metres.</summary>
    public const double LeastCellMetres = 1;

    /// <summary>The longest edge of a cell, metres.</summary>
    public const double MostCellMetres = 1000;

    /// <summary>How many hazards and free areas may be told.</summary>
    public const int MostLimit = 10_000;

    const double UsualCellMetres = 10;
    const int UsualLimit = 50;

    // Four bytes a cell, and a few more for pictures, must fit beside the city.
    const long MostCells = 60_000_000;

    // Cells of the outline's picture: enough to see a city by, few enough to send.
    const int OutlineCells = 40_000;

    /// <summary>Answers a question.</summary>
    /// <param name="city">The city.</param>
    /// <param name="question">What is planned, and where it is looked for.</param>
    /// <param name="progress">Told the share that is done, or null.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="QuestionException">An input is missing, absurd or unknown.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ReverseSitingAnswer Of(CitySnapshot city, ReverseSitingQuestion question, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var use = UseChecks.Require(question.Use, "");
        var day = question.Date ?? SitingCertificates.Today(city);
        var area = SitingArea.Read(city, question.Area);
        var grid = GridOver(area, question.CellMetres);
        var constraints = SitingConstraints.Of(city, use, day, new Box(grid.MinX, grid.MinY, grid.MaxX, grid.MaxY));
        var free = new SitingCase(city, use, null, day).BestVerdict();
        return Of(city, question, area, grid, constraints, free, ReverseSitingExplanation.Everywhere(use, day, free), progress, cancellation);
    }

    /// <summary>The answer from the constraints on the use.</summary>
    /// <exception cref="QuestionException">An input is missing, absurd or unknown.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal static ReverseSitingAnswer Of(
        CitySnapshot city, ReverseSitingQuestion question, SitingArea area, SitingGrid grid, IReadOnlyList<SitingConstraint> constraints, Verdict freeVerdict,
        IReadOnlyList<ExplanationStep> before, IProgress<double>? progress, CancellationToken cancellation)
    {
        var limit = QuestionFaults.Count("limit", question.Limit ?? UsualLimit, 0, MostLimit);
        var (keepOuts, hazards) = Numbered(constraints);
        var raster = SitingRasteriser.Of(grid, area.Parts, keepOuts, hazards.Count, progress, cancellation);
        var (binding, placeOf) = Binding(constraints, raster);
        var regions = CellRegions.Of(grid.Columns, grid.Rows, (row, column) => raster.Cells[(row * grid.Columns) + column] == SitingRaster.Free);
        cancellation.ThrowIfCancellationRequested();
        var (outline, outlineMetres) = SitingOutline.Of(raster, OutlineCells);
        var picture = new SitingPicture(raster, [.. constraints.Select(constraint => constraint.Verdict)], freeVerdict);
        var squareMetres = grid.CellMetres * grid.CellMetres;
        var sterilising = Hazards(hazards, raster);
        var answer = new ReverseSitingAnswer(
            city.Version.Text, city.WhatIf, BoundsOf(city, grid), raster.AreaCells * squareMetres, raster.FreeCells * squareMetres, Share(raster.FreeCells, raster), freeVerdict,
            Verdicts(picture), sterilising.Count, [.. sterilising.Take(limit)], regions.Count, FreeAreas(city, grid, regions, limit),
            outline is null ? null : city.Plane.Unproject(outline), outlineMetres, binding, question.Raster == false ? [] : picture.RunLengths(placeOf), [])
        {
            Picture = picture,
        };
        return answer with { Explanation = [.. before, .. ReverseSitingExplanation.Of(answer, area, constraints.Count)] };
    }

    /// <summary>The cells over an area.</summary>
    /// <exception cref="QuestionException">The cells are too small or too large, or too many.</exception>
    internal static SitingGrid GridOver(SitingArea area, double? asked)
    {
        var cellMetres = asked ?? UsualCellMetres;
        if (!(cellMetres >= LeastCellMetres && cellMetres <= MostCellMetres))
            throw CellFault(cellMetres, ($"单元边长应在 {LeastCellMetres} 至 {MostCellMetres} 米之间", $"a cell's edge is {LeastCellMetres} to {MostCellMetres} m"));
        var box = area.Parts.Aggregate(Box.Empty, (all, part) => all.Union(part.Box));
        var cells = box.Width / cellMetres * (box.Height / cellMetres);
        return cells <= MostCells
            ? SitingGrid.Over(box, cellMetres)
            : throw CellFault(cellMetres, (Inv($"该范围有 {cells:0} 个单元，超过 {MostCells}"), Inv($"the area has {cells:0} cells, more than {MostCells}")));
    }

    static QuestionException CellFault(double metres, LocalizedText reason) =>
        new("cellMetres", metres.ToString(CultureInfo.InvariantCulture), reason, ("调整 cellMetres，或缩小范围", "change cellMetres, or take a smaller area"));

    static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // Constraints with the same other side are one hazard; a rule about no one feature is one of its own.
    static (List<KeepOut> KeepOuts, List<List<SitingConstraint>> Hazards) Numbered(IReadOnlyList<SitingConstraint> constraints)
    {
        var (numbers, hazards) = (new Dictionary<(FeatureRef? Other, string? Rule), int>(), new List<List<SitingConstraint>>());
        var keepOuts = new List<KeepOut>(constraints.Count);
        foreach (var constraint in constraints)
        {
            var key = (constraint.Other, constraint.Other is null ? constraint.Rule : null);
            if (!numbers.TryGetValue(key, out var number))
            {
                numbers[key] = number = hazards.Count;
                hazards.Add([]);
            }
            hazards[number].Add(constraint);
            keepOuts.Add(new(constraint.Outline, constraint.RequiredMetres, constraint.Verdict, number));
        }
        return (keepOuts, hazards);
    }

    static (List<BindingConstraint> Binding, int[] PlaceOf) Binding(IReadOnlyList<SitingConstraint> constraints, SitingRaster raster)
    {
        var (binding, placeOf, squareMetres) = (new List<BindingConstraint>(), new int[constraints.Count], raster.Grid.CellMetres * raster.Grid.CellMetres);
        for (var i = 0; i < constraints.Count; i++)
        {
            if (raster.CellsBound[i] == 0)
                continue;
            var (constraint, other) = (constraints[i], constraints[i].Other);
            placeOf[i] = binding.Count;
            binding.Add(new(
                constraint.Rule, constraint.Title, constraint.Source, constraint.RequiredMetres, constraint.Verdict, other?.Block.Schema.Name, other?.Id, other?.Name,
                raster.CellsBound[i] * squareMetres));
        }
        return (binding, placeOf);
    }

    static List<SterilisingHazard> Hazards(List<List<SitingConstraint>> hazards, SitingRaster raster)
    {
        var squareMetres = raster.Grid.CellMetres * raster.Grid.CellMetres;
        return [.. Enumerable.Range(0, hazards.Count).Where(hazard => raster.CellsOfHazard[hazard] > 0)
            .OrderByDescending(hazard => raster.CellsOfHazard[hazard]).ThenBy(hazard => hazard)
            .Select(hazard => Told(hazards[hazard], raster.CellsOfHazard[hazard] * squareMetres, raster.AloneOfHazard[hazard] * squareMetres))];
    }

    static SterilisingHazard Told(List<SitingConstraint> constraints, double squareMetres, double aloneSquareMetres)
    {
        var other = constraints[0].Other;
        return new(
            other?.Block.Schema.Name, other?.Id, other?.Key, other?.Name, squareMetres, aloneSquareMetres,
            [.. constraints.Select(constraint => constraint.Rule).Distinct(StringComparer.Ordinal)], constraints[0].Outline.MeasuredFrom);
    }

    static List<VerdictArea> Verdicts(SitingPicture picture)
    {
        var (raster, cells) = (picture.Raster, new SortedDictionary<Verdict, long> { [picture.FreeVerdict] = picture.Raster.FreeCells });
        for (var i = 0; i < raster.CellsBound.Length; i++)
            cells[picture.VerdictOf(i)] = cells.GetValueOrDefault(picture.VerdictOf(i)) + raster.CellsBound[i];
        return [.. cells.Where(pair => pair.Value > 0).Select(pair => new VerdictArea(pair.Key, pair.Value * raster.Grid.CellMetres * raster.Grid.CellMetres, Share(pair.Value, raster)))];
    }

    static double Share(long cells, SitingRaster raster) => raster.AreaCells == 0 ? 0 : (double)cells / raster.AreaCells;

    static List<FreeArea> FreeAreas(CitySnapshot city, SitingGrid grid, CellRegions regions, int limit)
    {
        var (cells, widest) = (new long[regions.Count], new CellRun[regions.Count]);
        for (var i = 0; i < regions.Runs.Count; i++)
        {
            var (run, region) = (regions.Runs[i], regions.RegionOf[i]);
            cells[region] += run.Length;
            if (run.Length > widest[region].Length)
                widest[region] = run;
        }
        double[] Middle(CellRun run) => AnswerGeometry.Position(city.Plane, (grid.CentreX((run.Start + run.End) / 2), grid.CentreY(run.Row)));
        return [.. Enumerable.Range(0, regions.Count).OrderByDescending(region => cells[region]).ThenBy(region => region).Take(limit)
            .Select(region => new FreeArea(cells[region] * grid.CellMetres * grid.CellMetres, Middle(widest[region])))];
    }

    static RasterBounds BoundsOf(CitySnapshot city, SitingGrid grid)
    {
        var corners = new[] { (grid.MinX, grid.MaxY), (grid.MaxX, grid.MaxY), (grid.MaxX, grid.MinY), (grid.MinX, grid.MinY) };
        return new(
            city.Plane.ToString(), grid.MinX, grid.MinY, grid.MaxX, grid.MaxY, grid.CellMetres, grid.Columns, grid.Rows,
            [.. corners.Select(corner => AnswerGeometry.Position(city.Plane, corner))]);
    }
}
