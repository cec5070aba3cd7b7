using System.Collections.Immutable;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Sheets;

/// <summary>What a report says in one word, on a colour.</summary>
public sealed record ReportBanner(string Text, StyleColour Colour);

/// <summary>A fact with its label.</summary>
public sealed record ReportFact(string Label, string Text);

/// <summary>Paragraphs under a heading.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Lines">Paragraphs, the most important first.</param>
/// <param name="Rest">What is said of the paragraphs from a position on, which found no room; null where all are shown whatever else must go.</param>
public sealed record ReportSection(string Title, ImmutableArray<string> Lines, Func<int, string>? Rest = null);

/// <summary>A column of a table.</summary>
/// <param name="Title">Head.</param>
/// <param name="Share">Its width as a share of the table's; those of all columns add up to 1.</param>
public sealed record ReportColumn(string Title, double Share);

/// <summary>A row of a table; its last cell is written on the row's colour.</summary>
public sealed record ReportRow(ImmutableArray<string> Cells, StyleColour Colour);

/// <summary>A table of which as many rows are shown as find room.</summary>
/// <param name="Columns">Columns.</param>
/// <param name="Rows">Rows, the most important first.</param>
/// <param name="Rest">What is said of the rows from a position on, which found no room.</param>
public sealed record ReportTable(ImmutableArray<ReportColumn> Columns, ImmutableArray<ReportRow> Rows, Func<int, string> Rest);

/// <summary>An area that is drawn on the map, its ring in EPSG:3857.</summary>
public sealed record ReportArea(ImmutableArray<(double X, double Y)> Ring, StyleColour Colour);

/// <summary>A distance that is drawn on the map, its ends in EPSG:3857.</summary>
public sealed record ReportMeasure((double X, double Y) From, (double X, double Y) To, string Label, StyleColour Colour);

/// <summary>A line that is drawn on the map, its corners in EPSG:3857.</summary>
public sealed record ReportLine(ImmutableArray<(double X, double Y)> Points, StyleColour Colour);

/// <summary>How something is marked on a report's map and in its key.</summary>
public enum ReportMark
{
    /// <summary>An area with its border.</summary>
    Area,

    /// <summary>A line.</summary>
    Line,

    /// <summary>A round point that may bear a number.</summary>
    Disc,

    /// <summary>A small square.</summary>
    Square,

    /// <summary>A square on its corner.</summary>
    Diamond,
}

/// <summary>A point that is drawn on the map, in EPSG:3857.</summary>
/// <param name="At">Where.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Mark">Disc, square or diamond.</param>
/// <param name="Label">Number on a disc, or empty.</param>
public sealed record ReportPoint((double X, double Y) At, StyleColour Colour, ReportMark Mark, string Label = "");

/// <summary>What a mark of the map means.</summary>
public sealed record ReportKey(string Text, StyleColour Colour, ReportMark Mark);

/// <summary>The wind, drawn in a corner of the map.</summary>
/// <param name="ToDegrees">Where it blows to, clockwise from north; null for calm.</param>
/// <param name="Text">Its speed in words.</param>
public sealed record ReportWind(double? ToDegrees, string Text);
