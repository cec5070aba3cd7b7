using System.Globalization;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using RiskMap.City.Sources.Mapping;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Sources.Reading;

/// <summary>Rows of one feature table of a GeoPackage, in the table's own order.</summary>
sealed class GeoPackageRows : RowReader
{
    const int HeaderBytes = 8;
    static readonly int[] EnvelopeBytes = [0, 32, 48, 48, 64];
    readonly SourceFile _file;
    readonly SqliteCommand _command;
    readonly SqliteDataReader _rows;
    readonly int _geometry;
    readonly int[] _ordinals;
    readonly string[] _columns;
    readonly string?[] _cells;
    readonly Wkb _wkb = new();
    readonly SourceCrs _crs;

    public GeoPackageRows(SourceFile file, SqliteConnection connection, FeatureTable table, SourceCrs crs)
    {
        (_file, _crs) = (file, crs);
        _command = connection.CreateCommand();
        _command.CommandText = $"SELECT * FROM \"{table.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        try
        {
            _rows = _command.ExecuteReader();
        }
        catch (SqliteException error)
        {
            throw GeoPackageFile.Broken(file, error);
        }
        _geometry = Enumerable.Range(0, _rows.FieldCount).First(i => string.Equals(_rows.GetName(i), table.GeometryColumn, StringComparison.OrdinalIgnoreCase));
        _ordinals = [.. Enumerable.Range(0, _rows.FieldCount).Where(i => i != _geometry)];
        _columns = [.. _ordinals.Select(_rows.GetName)];
        _cells = new string?[_columns.Length];
    }

    public override IReadOnlyList<string> Columns => _columns;

    public override SourceCrs DeclaredCrs => _crs;

    public override ReadOnlySpan<char> Cell(int column) => _cells[column];

    public override bool Read()
    {
        try
        {
            if (!_rows.Read())
                return false;
            Line++;
            for (var i = 0; i < _cells.Length; i++)
                _cells[i] = Text(_rows.GetValue(_ordinals[i]));
            (Geometry, Problem) = (null, null);
            if (!_rows.IsDBNull(_geometry))
                TakeGeometry();
            return true;
        }
        catch (SqliteException error)
        {
            throw GeoPackageFile.Broken(_file, error);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rows.Dispose();
            _command.Dispose();
        }
        base.Dispose(disposing);
    }

    void TakeGeometry()
    {
        try
        {
            Geometry = _rows.GetValue(_geometry) is byte[] blob ? Parse(blob) : throw new FormatException("The value is not a blob.");
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            Problem = new RowProblem("geom", null, ($"几何无法读取：{error.Message}", $"the geometry cannot be read: {error.Message}"),
                ("在 GIS 中转换为点、线或面（弧段须先折线化），或删除该行", "convert it to a point, line or polygon in a GIS (make curves linear first), or remove the row"));
        }
    }

    /// <summary>GeoPackageBinary, OGC 12-128r17, 2.1.3: magic, version, flags, SRS, an optional envelope, WKB.</summary>
    Geometry? Parse(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < HeaderBytes || blob[0] != 'G' || blob[1] != 'P')
            throw new FormatException("The value is not a GeoPackage geometry.");
        var flags = blob[3];
        var envelope = (flags >> 1) & 7;
        if (envelope >= EnvelopeBytes.Length || blob.Length < HeaderBytes + EnvelopeBytes[envelope])
            throw new FormatException("The header of the geometry is damaged.");
        var isEmpty = (flags & 0x10) != 0;
        var isExtended = (flags & 0x20) != 0;
        if (isExtended)
            throw new FormatException("The geometry is of an extended type.");
        return isEmpty ? null : _wkb.Read(blob[(HeaderBytes + EnvelopeBytes[envelope])..]);
    }

    static string? Text(object value) => value switch
    {
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => null, // blobs are pictures and the like
    };
}
