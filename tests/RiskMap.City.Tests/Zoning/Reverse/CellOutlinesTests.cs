using RiskMap.City.Zoning.Reverse;

namespace RiskMap.City.Tests.Zoning.Reverse;

public sealed class CellOutlinesTests
{
    [Theory]
    [InlineData("##.\n##.\n...", "MULTIPOLYGON (((0 30, 0 10, 20 10, 20 30, 0 30)))")]
    [InlineData("###\n#.#\n###", "MULTIPOLYGON (((0 30, 0 0, 30 0, 30 30, 0 30), (10 20, 20 20, 20 10, 10 10, 10 20)))")]
    [InlineData("#.\n.#", "MULTIPOLYGON (((0 20, 0 10, 10 10, 10 20, 0 20)), ((10 10, 10 0, 20 0, 20 10, 10 10)))")]
    public void Cells_that_share_an_edge_make_a_polygon(string drawing, string expected) =>
        Trace(drawing).Normalized().ToString().ShouldBe(new NetTopologySuite.IO.WKTReader().Read(expected).Normalized().ToString());

    // A ring of cells that closes at a corner only: the hole touches the shell there.
    [Fact]
    public void A_hole_that_touches_its_shell_at_a_corner_makes_a_valid_polygon()
    {
        var traced = Trace("###.\n#.#.\n##.#\n####");
        traced.IsValid.ShouldBeTrue();
        traced.Area.ShouldBe(12 * 100);
        traced.NumGeometries.ShouldBe(1);
    }

    [Fact]
    public void Any_drawing_makes_valid_polygons_of_its_area() => Seeded.ForEach(200, random =>
    {
        var (columns, rows, share) = (random.Next(1, 14), random.Next(1, 14), random.NextDouble());
        var drawing = string.Join('\n', Enumerable.Range(0, rows).Select(_ => new string([.. Enumerable.Range(0, columns).Select(_ => random.NextDouble() < share ? '#' : '.')])));
        var traced = Trace(drawing);

        traced.IsValid.ShouldBeTrue(drawing);
        traced.Area.ShouldBe(drawing.Count(cell => cell == '#') * 100, 1e-9, drawing);
        traced.NumGeometries.ShouldBe(Flooded(drawing), drawing);
    });

    static NetTopologySuite.Geometries.MultiPolygon Trace(string drawing)
    {
        var lines = drawing.Split('\n');
        var grid = new SitingGrid(0, lines.Length * 10, 10, lines[0].Length, lines.Length);
        return CellOutlines.Of(grid, CellRegions.Of(grid.Columns, grid.Rows, (row, column) => lines[row][column] == '#'));
    }

    // Number of regions, by filling one after the other.
    static int Flooded(string drawing)
    {
        var cells = drawing.Split('\n').Select(line => line.ToCharArray()).ToArray();
        var regions = 0;
        for (var row = 0; row < cells.Length; row++)
            for (var column = 0; column < cells[0].Length; column++)
                if (Fill(row, column)) regions++;
        return regions;

        bool Fill(int row, int column)
        {
            if (row < 0 || column < 0 || row >= cells.Length || column >= cells[0].Length || cells[row][column] != '#') return false;
            cells[row][column] = '.';
            _ = Fill(row - 1, column) | Fill(row + 1, column) | Fill(row, column - 1) | Fill(row, column + 1);
            return true;
        }
    }
}
