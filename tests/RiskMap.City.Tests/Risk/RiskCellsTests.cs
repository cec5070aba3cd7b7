using RiskMap.City.Model;
using RiskMap.City.Risk;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Risk;

public class RiskCellsTests
{
    // One town of 500 m × 300 m; people in the middle row only; a red plant in the south-west cell; an ungraded one in the north-east.
    static readonly (string, Feature)[] Town =
    [
        ("districts", Area("districts", 1, (0, 0, 500, 300), ("name", "镇"), ("level", "town"))),
        ("population", Area("population", 1, (0, 100, 500, 200), ("residents", 500.0))),
        ("enterprises", At("enterprises", 1, 50, 50, ("grade", "red"))),
        ("teams", At("teams", 1, 250, 150, ("kind", "fire"))),
    ];

    [Fact]
    public void The_raster_runs_from_the_north_west_and_hatches_what_nobody_counted()
    {
        var cells = AreaRiskAnalysis.Cells(SmallCity(Town), new(Area: 1));

        (cells.Columns, cells.Rows, cells.CellMetres).ShouldBe((5, 3, 100));
        (cells.WestMetres, cells.NorthMetres).ShouldBe((620_000, 2_720_300));
        cells.NoData.ShouldBe("11111" + "00000" + "11111");
        cells.Colours.ShouldBe("?????" + cells.Colours[5..10] + "?????");
        cells.Values.Take(5).ShouldAllBe(value => value == null);
        // The second row, from the west: 100 m, then farther and farther from the plant; 100 people a hectare.
        for (var column = 0; column < 5; column++)
        {
            var squared = (100.0 * 100) + (100.0 * column * 100 * column);
            var seconds = Math.Abs(250 - (50 + (100 * column))) * 1.4 / (35 / 3.6);
            cells.Values[5 + column]!.Value.ShouldBe(100 * Math.Pow(1 - (squared / 1e6), 2) * 100 * (1 - (0.5 * Math.Exp(-seconds / 300))), 0.06);
        }
        var (x, y) = TestPlane.Project(cells.Corners[0][0], cells.Corners[0][1]);
        (Math.Round(x, 3), Math.Round(y, 3)).ShouldBe((620_000, 2_720_300));
        cells.Method.Local.ShouldBeTrue();
    }

    [Fact]
    public void A_cell_whose_colour_hangs_on_an_ungraded_plant_says_so()
    {
        // A thousand people a hectare: a red plant among them would colour their cells, an ungraded one may.
        var cells = AreaRiskAnalysis.Cells(SmallCity([
            .. Town.Where(row => row.Item1 is "districts" or "teams"),
            ("population", Area("population", 1, (0, 100, 500, 200), ("residents", 5000.0))), ("enterprises", At("enterprises", 2, 50, 150))]), new(Area: 1));
        (cells.Values[5], cells.Colours[5], cells.NoData[5]).ShouldBe((0, 'b', '2'));
    }

    [Fact]
    public void Cells_outside_the_area_are_left_out()
    {
        var city = SmallCity([.. Town, ("parks", Area("parks", 7, (100, 100, 300, 200), ("name", "园"))), ("parks", Area("parks", 8, (300, 0, 400, 300), ("name", "园")))]);
        AreaRiskAnalysis.Cells(city, new(By: "park", Area: 7)).ShouldSatisfyAllConditions(
            park => (park.Columns, park.Rows).ShouldBe((2, 1)), park => park.NoData.ShouldBe("00"));
        var box = BoxOf(150, 50, 450, 250);
        var both = AreaRiskAnalysis.Cells(city, new(box, "park", 8));
        (both.Columns, both.Rows).ShouldBe((1, 3));
        AreaRiskAnalysis.Cells(city, new(box)).Colours.ShouldNotContain('.');
    }

    [Fact]
    public void A_question_that_cannot_be_answered_names_the_input()
    {
        var city = SmallCity(Town);
        Refused(new(Area: 9)).Member.ShouldBe("area");
        Refused(new(By: "street", Area: 1)).Member.ShouldBe("by");
        Refused(new([1, 2, 3])).Member.ShouldBe("bbox");
        Refused(new([2, 2, 1, 3])).Member.ShouldBe("bbox");
        Refused(new([10, 10, 11, 11])).Reason.En.ShouldContain("no cell");
        var model = RiskModel.Default;
        var few = model with { Grid = model.Grid with { MostCellsAnswered = 3 } };
        Should.Throw<QuestionException>(() => AreaRiskAnalysis.Cells(city, new(Area: 1), few)).Reason.En.ShouldContain("15 cells");

        QuestionException Refused(RiskCellsQuestion question) => Should.Throw<QuestionException>(() => AreaRiskAnalysis.Cells(city, question));
    }

    [Fact]
    public void A_city_too_wide_for_its_cells_gets_coarser_ones_and_says_so()
    {
        var model = RiskModel.Default;
        var coarse = model with { Grid = model.Grid with { MostCells = 256 } };
        AreaRiskAnalysis.ByDistrict(SmallCity([.. Town, ("parks", Area("parks", 1, (0, 0, 9000, 9000), ("name", "园")))]), coarse).Method.CellMetres.ShouldBeGreaterThan(400);
    }

    static double[] BoxOf(double west, double south, double east, double north)
    {
        var (a, b) = (TestPlane.Unproject(620_000 + west, 2_720_000 + south), TestPlane.Unproject(620_000 + east, 2_720_000 + north));
        return [a.Longitude, a.Latitude, b.Longitude, b.Latitude];
    }
}
