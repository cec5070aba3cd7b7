using System.Collections.Immutable;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Sheets;

/// <summary>What a report says in one word, on a colour.</summary>
public sealed record ReportBanner(string Text, StyleColour Colour);

/// <summary>A fact with its label.</summary>
public sealed record ReportFact(string Label, string Text);

/// <summary>Paragraphs under a heading.</summary>
public sealed record ReportSection(string Title, ImmutableArray<string> Lines);

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
