using System.Collections.Immutable;
using System.Globalization;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Style;
using RiskMap.Server.Features;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Processes.Certificates;

/// <summary>The siting certificate as one page: what is planned, what every rule says, the distances that fall short on the map, and what would repair it.</summary>
static class CertificatePage
{
    /// <summary>Distances on the map: more of them hide each other.</summary>
    const int MostMeasures = 8;

    /// <summary>Room around what is drawn, as a share of its size, and the least side of the map in metres of EPSG:3857.</summary>
    const double Around = 0.25, LeastSide = 300;

    /// <summary>Zoom beyond which the city's own data says no more.</summary>
    const double GreatestZoom = 17.5;

    /// <summary>The page as PDF.</summary>
    internal static byte[] Pdf(ProcessAnswer answer) => Of(answer.Call.City, (SitingAnswer)answer.Value, answer.Language).Pdf();

    /// <summary>The page.</summary>
    internal static PrintedPage Of(CitySnapshot city, SitingAnswer answer, string language)
    {
        var rows = CertificateRow.Of(answer, language);
        var layers = PrintedPage.LayersOf(city);
        var sheet = new ReportSheet(
            Say("certificate.title", city.City?.Name ?? new LocalizedText("RiskMap", "RiskMap")),
            new(CertificateRow.TextOf(answer.Verdict, language), CertificateRow.ColourOf(answer.Verdict)),
            CertificateFacts.Of(answer, language), TableOf(rows, language), CertificateNotes.Of(answer, rows, language),
            [Say("certificate.foot"), .. MapFoot.Of(city, layers, language, answer.Date)])
        {
            Areas = AreasOf(answer),
            Measures = [.. rows.Where(row => row.Line is not null).Take(MostMeasures).Select(row => MeasureOf(row))],
        };
        return PrintedPage.Of(city, layers, sheet, BoxOf(answer, sheet), GreatestZoom, language);

        string Say(string key, params object?[] values) => MessageTexts.In(language, key, values);
    }

    static ReportTable TableOf(IReadOnlyList<CertificateRow> rows, string language)
    {
        string Say(string key) => MessageTexts.In(language, key);
        return new(
            [new("", 0.045), new(Say("certificate.rule"), 0.375), new(Say("certificate.clause"), 0.25), new(Say("certificate.required"), 0.1), new(Say("certificate.actual"), 0.1), new(Say("certificate.verdict"), 0.13)],
            [.. rows.Select(row => new ReportRow([row.Number.ToString(CultureInfo.InvariantCulture), row.Title, row.Clause, Metres(row.RequiredMetres), Metres(row.ActualMetres), CertificateRow.TextOf(row.Verdict, language)], CertificateRow.ColourOf(row.Verdict)))],
            shown => MessageTexts.In(language, "certificate.rest", rows.Count - shown, CertificateRow.Counted(rows.Skip(shown), language)));
    }

    static string Metres(double? metres) => metres is { } known ? known.ToString("0.0", CultureInfo.InvariantCulture) : "–";

    static ReportMeasure MeasureOf(CertificateRow row) => new(
        PrintedPage.At(row.Line!.Value.From), PrintedPage.At(row.Line.Value.To),
        string.Create(CultureInfo.InvariantCulture, $"{row.Number}: {row.ActualMetres:0.0} m < {row.RequiredMetres:0.0} m"), CertificateRow.ColourOf(row.Verdict));

    static ImmutableArray<ReportArea> AreasOf(SitingAnswer answer)
    {
        var areas = ImmutableArray.CreateBuilder<ReportArea>();
        if (answer.Repair.NearestCompliantParcel is { } parcel) areas.Add(new(Ring(parcel.LonLat), StyleColour.TryParse("#1565c0")!));
        if (answer.Repair.SmallestShift is { } shift) areas.Add(new(Ring(shift.LonLat), StyleColour.TryParse("#2e7d32")!));
        areas.Add(new(Ring(answer.Drawn.LonLat), StyleColour.TryParse("#1d2733")!));
        return areas.ToImmutable();
    }

    static ImmutableArray<(double X, double Y)> Ring(Geometry lonLat) => [.. (lonLat as Polygon)?.ExteriorRing.Coordinates.Select(corner => PrintedPage.At([corner.X, corner.Y])) ?? []];

    // A far parcel would make the site too small to be seen; it is told in words.
    static Box BoxOf(SitingAnswer answer, ReportSheet sheet)
    {
        var box = Box.Empty;
        foreach (var corner in Ring(answer.Drawn.LonLat).Concat(answer.Repair.SmallestShift is { } shift ? Ring(shift.LonLat) : [])) box = box.Union(Box.Of(corner.X, corner.Y));
        foreach (var measure in sheet.Measures) box = box.Union(Box.Of(measure.From.X, measure.From.Y)).Union(Box.Of(measure.To.X, measure.To.Y));
        var side = Math.Max(box.Width, box.Height);
        return box.Expand(Math.Max(side * Around, (LeastSide - side) / 2));
    }
}
