using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Risk.Fields;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Risk;

/// <summary>Which cells to show: a box, or one area; the whole city where neither is given.</summary>
/// <param name="Bbox">West, south, east, north in longitude and latitude, or null.</param>
/// <param name="By"><c>district</c> or <c>park</c>: to which the area belongs.</param>
/// <param name="Area">Feature id of an area, or null.</param>
public sealed record RiskCellsQuestion(double[]? Bbox = null, string By = "district", long? Area = null);

/// <summary>Risk by cell as a raster: rows from north to south, cells from west to east, one after another.</summary>
/// <param name="DataVersion">Token of the data version and the rule tables.</param>
/// <param name="WhatIf">True when the snapshot is a what-if copy.</param>
/// <param name="Method">The method; always a local method.</param>
/// <param name="Plane">Code of the metric plane in which the cells are square, or null.</param>
/// <param name="CellMetres">Edge of a cell, metres.</param>
/// <param name="WestMetres">Easting of the raster's western edge.</param>
/// <param name="NorthMetres">Northing of the raster's northern edge.</param>
/// <param name="Columns">Cells in a row.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Corners">North-west, north-east, south-east and south-west corner in longitude and latitude.</param>
/// <param name="Values">Risk to a tenth; null outside the area and where there is no data.</param>
/// <param name="Colours">A letter a cell: <c>r o y b</c>; <c>?</c> no data (never safe); <c>.</c> outside the area.</param>
/// <param name="NoData">A digit a cell: 0 known; 1 no data, to be hatched; 2 known, but another colour were the ungraded enterprises of the worst grade.</param>
/// <param name="Explanation">How the values came about.</param>
public sealed record RiskCells(
    string DataVersion, bool WhatIf, RiskMethod Method, string? Plane, double CellMetres, double WestMetres, double NorthMetres, int Columns, int Rows,
    double[][] Corners, IReadOnlyList<double?> Values, string Colours, string NoData, IReadOnlyList<ExplanationStep> Explanation);

/// <summary>Makes the raster of the cells.</summary>
static class CellRaster
{
    const char Outside = '.', Unknown = '?', IsKnown = '0', IsNoData = '1', IsOpen = '2';

    public static RiskCells Of(CitySnapshot city, RiskCellsQuestion question, RiskModel model)
    {
        var fields = CityFields.Of(city, model);
        var inside = question.Area is { } area ? CellsOf(city, question.By, area, fields.Grid, model) : null;
        var window = WindowOf(city, question, inside, fields.Grid, model);
        var (values, colours, noData) = (new double?[window.Count], new char[window.Count], new char[window.Count]);
        var i = 0;
        for (var row = window.Top; row >= window.Bottom; row--)
        {
            for (var column = window.Left; column <= window.Right; column++, i++)
            {
                var cell = (row * fields.Grid.Columns) + column;
                (values[i], colours[i], noData[i]) = inside is not null && !inside.Contains(cell) ? (null, Outside, IsKnown) : ClassOf(city, fields, cell, model);
            }
        }
        return Answer(city, fields, window, values, new(colours), new(noData), model);
    }

    static (double?, char, char) ClassOf(CitySnapshot city, CityFields fields, int cell, RiskModel model)
    {
        var (least, most) = (model.ColourOf(fields.Risk[cell]), model.ColourOf(fields.RiskAtMost[cell]));
        var isUnknown = !fields.People.IsCovered[cell] || fields.People.IsUnknown[cell] || city.Layer("enterprises").Count == 0
            || (!fields.Response.HasTeams && least != most);
        return isUnknown ? (null, Unknown, IsNoData) : (Math.Round(fields.Risk[cell], 1), least[0], least == most ? IsKnown : IsOpen);
    }

    static HashSet<int> CellsOf(CitySnapshot city, string by, long id, CellGrid grid, RiskModel model)
    {
        var units = AreaRiskAnalysis.UnitsOf(by, city, model);
        for (var area = 0; area < units.Features.Count; area++)
        {
            if (units.Features[area].Id == id)
                return [.. units.CellsOf(grid)[area]];
        }
        throw new QuestionException("area", id.ToString(CultureInfo.InvariantCulture), ($"没有编号为 {id} 的区域", $"there is no area with id {id} among those by {by}"),
            ("请给出 /districts/risk 或 /parks/risk 中的 id", "give an id from /districts/risk or /parks/risk"));
    }

    static CellWindow WindowOf(CitySnapshot city, RiskCellsQuestion question, HashSet<int>? inside, CellGrid grid, RiskModel model)
    {
        var window = question.Bbox is { } bbox ? grid.WindowOf(MetricBox(city, bbox)) : grid.All;
        if (inside is not null)
            window = window.Intersection(Around(inside, grid));
        if (window.IsEmpty)
            throw Refused(question, ("范围内没有城市的网格", "no cell of the city lies there"), ("请给出城市范围内的 bbox 或区域", "give a bbox or an area inside the city"));
        if (window.Count > model.Grid.MostCellsAnswered)
            throw Refused(question, ($"范围内有 {window.Count} 个网格，超过 {model.Grid.MostCellsAnswered} 个", $"{window.Count} cells lie there, more than the {model.Grid.MostCellsAnswered} of one answer"), ("请缩小 bbox 或选择一个区域", "give a smaller bbox or one area"));
        return window;
    }

    static CellWindow Around(HashSet<int> cells, CellGrid grid) => cells.Aggregate(CellWindow.None, (window, cell) =>
        window.Union(new(cell % grid.Columns, cell / grid.Columns, cell % grid.Columns, cell / grid.Columns)));

    static Box MetricBox(CitySnapshot city, double[] bbox)
    {
        if (bbox is not [var west, var south, var east, var north] || !(west <= east && south <= north && west >= -180 && east <= 180 && south > -90 && north < 90))
        {
            throw new QuestionException("bbox", string.Join(',', bbox.Select(value => value.ToString(CultureInfo.InvariantCulture))),
                ("bbox 须为 [西, 南, 东, 北] 四个经纬度", "bbox must be four degrees: [west, south, east, north]"), ("例如 [118.2, 24.5, 118.3, 24.6]", "for example [118.2, 24.5, 118.3, 24.6]"));
        }
        var (midX, midY) = ((west + east) / 2, (south + north) / 2);
        // The sides of the box are bent in the plane: their middles count too.
        return new[] { (west, south), (midX, south), (east, south), (east, midY), (east, north), (midX, north), (west, north), (west, midY) }
            .Select(corner => city.Plane.Project(corner.Item1, corner.Item2)).Aggregate(Box.Empty, (box, point) => box.Union(Box.Of(point.X, point.Y)));
    }

    static QuestionException Refused(RiskCellsQuestion question, LocalizedText reason, LocalizedText remedy) => question.Area is { } area
        ? new("area", area.ToString(CultureInfo.InvariantCulture), reason, remedy)
        : new("bbox", question.Bbox is { } bbox ? string.Join(',', bbox.Select(value => value.ToString(CultureInfo.InvariantCulture))) : null, reason, remedy);

    static RiskCells Answer(CitySnapshot city, CityFields fields, CellWindow window, double?[] values, string colours, string noData, RiskModel model)
    {
        var grid = fields.Grid;
        var (west, east) = ((grid.West + window.Left) * grid.Edge, (grid.West + window.Right + 1) * grid.Edge);
        var (south, north) = ((grid.South + window.Bottom) * grid.Edge, (grid.South + window.Top + 1) * grid.Edge);
        return new(
            city.Version.Text, city.WhatIf, AreaRiskAnalysis.MethodOf(model, grid), city.Plane.Code, grid.Edge, west, north,
            window.Right - window.Left + 1, window.Top - window.Bottom + 1, [Corner(west, north), Corner(east, north), Corner(east, south), Corner(west, south)],
            values, colours, noData, AreaWorking.OfMethod(model, fields));

        double[] Corner(double x, double y)
        {
            var (longitude, latitude) = city.Plane.Unproject(x, y);
            return [longitude, latitude];
        }
    }
}
