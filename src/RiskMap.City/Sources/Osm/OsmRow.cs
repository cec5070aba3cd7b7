using NetTopologySuite.Geometries;
using RiskMap.City.Sources.Reading;

namespace RiskMap.City.Sources.Osm;

/// <summary>A feature found in an OpenStreetMap file: its cells by field name.</summary>
/// <param name="Key">Key, <c>way/123</c>.</param>
/// <param name="Line">Line or number in the file.</param>
/// <param name="Geometry">Geometry in degrees.</param>
/// <param name="Cells">Cells in the order of the reader's columns.</param>
sealed record OsmRow(string Key, long Line, Geometry Geometry, string?[] Cells);

/// <summary>Rows of one layer of an OpenStreetMap file, from wherever they come.</summary>
/// <param name="columns">Fields that the cells fill.</param>
/// <param name="rows">The rows.</param>
/// <param name="notices">What happened on the way; asked for after the last row.</param>
/// <param name="bytesRead">How far the current pass is.</param>
sealed class OsmRows(IReadOnlyList<string> columns, IEnumerable<OsmRow> rows, Func<IEnumerable<Notice>> notices, Func<long> bytesRead) : RowReader
{
    readonly IEnumerator<OsmRow> _rows = rows.GetEnumerator();

    public override IReadOnlyList<string> Columns => columns;

    public override Geo.Crs.SourceCrs DeclaredCrs => Geo.Crs.SourceCrs.Crs84;

    public override string? Place => Id;

    public override long? BytesRead => bytesRead();

    public override IEnumerable<Notice> Notices => notices();

    public override bool Read()
    {
        if (!_rows.MoveNext())
            return false;
        (Id, Line, Geometry) = (_rows.Current.Key, _rows.Current.Line, _rows.Current.Geometry);
        return true;
    }

    public override ReadOnlySpan<char> Cell(int column) => _rows.Current.Cells[column];

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rows.Dispose();
        base.Dispose(disposing);
    }
}
