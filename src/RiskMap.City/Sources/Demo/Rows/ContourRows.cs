using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Demo.Geography;

namespace RiskMap.City.Sources.Demo.Rows;

/// <summary>Contours of individual risk around few enterprises: circles, as no assessment draws them.</summary>
static class ContourRows
{
    const int Corners = 48;

    public static IEnumerable<Feature> Rows(DemoWorld world, EnterpriseRows enterprises) => world.Plan.RiskContours.SelectMany(plan => Rows(world, enterprises, plan));

    static IEnumerable<Feature> Rows(DemoWorld world, EnterpriseRows enterprises, RiskContoursPlan plan)
    {
        var kind = enterprises.Shares.Kinds.Select((candidate, i) => (candidate.Id, i)).Single(pair => pair.Id == plan.EnterpriseKind).i;
        var plant = enterprises.Identity(enterprises.Shares.Start(kind) + plan.Number);
        foreach (var (risk, radius) in plan.RadiusMetresByRisk)
        {
            yield return world.Row(RiskContours.Schema, $"{plant.Key}|{risk}", world.Board.ToPolygon(Circle(plant.Site.At, radius)),
                ("name", $"{plant.Name} {risk}/a"), ("ofEnterpriseKey", plant.Key), ("individualRisk", double.Parse(risk, CultureInfo.InvariantCulture)),
                ("report", plan.Report), ("institute", plan.Institute), ("reportDate", plan.ReportDate));
        }
    }

    static DrawingPoint[] Circle(DrawingPoint centre, double radius) =>
        [.. Enumerable.Range(0, Corners).Select(corner => centre + new DrawingPoint(Math.Cos(corner * Math.Tau / Corners), Math.Sin(corner * Math.Tau / Corners)) * radius)];
}
