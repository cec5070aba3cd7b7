using System.Buffers.Binary;
using System.Text;
using RiskMap.City.Sources.Mapping;
using RiskMap.City.Sources.Running;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Sources.Reading.Shape;

/// <summary>Records of a shapefile with the rows of its .dbf, side by side. The .shx is not needed.</summary>
sealed class ShapefileRows : RowReader
{
    const int FileHeaderBytes = 100;
    const int RecordHeaderBytes = 8;
    readonly ShapefileSet _set;
    readonly Stream _shapes;
    readonly DbfTable _table;
    readonly string?[] _cells;
    readonly SourceCrs? _declared;
    byte[] _content = new byte[1024];
    long _read = FileHeaderBytes;

    /// <summary>Opens the set.</summary>
    /// <exception cref="ImportException">A file is truncated, or the .prj is missing or unknown and the user names no system.</exception>
    public ShapefileRows(ShapefileSet set, TextEncoding encoding, bool crsIsAsked)
    {
        _set = set;
        _declared = crsIsAsked ? null : CrsOf(set);
        _shapes = set.Shapes.Open();
        VerifyHeader();
        _table = new DbfTable(set.Table.Open(), set.Table.Length, Path.ChangeExtension(set.Name, ".dbf"), encoding.Encoding);
        _cells = new string?[_table.Columns.Count];
    }

    public override IReadOnlyList<string> Columns => _table.Columns;

    public override SourceCrs? DeclaredCrs => _declared;

    public override long? BytesRead => _read;

    public override ReadOnlySpan<char> Cell(int column) => _cells[column];

    public override bool Read()
    {
        do
        {
            if (!ReadBoth())
                return false;
            Line++;
        }
        while (_table.IsDeleted);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _table.Dispose();
            _shapes.Dispose();
            _set.Dispose();
        }
        base.Dispose(disposing);
    }

    bool ReadBoth()
    {
        try
        {
            var hasShape = ReadContent(out var length);
            var hasRow = _table.Read();
            if (hasShape != hasRow)
                throw SourceFile.Truncated(_set.Name, null);
            if (!hasShape)
                return false;
            Problem = null;
            TakeCells();
            TakeShape(_content.AsSpan(0, length));
            return true;
        }
        catch (InvalidDataException error)
        {
            throw SourceFile.Truncated(_set.Name, error);
        }
    }

    bool ReadContent(out int length)
    {
        length = 0;
        Span<byte> header = stackalloc byte[RecordHeaderBytes];
        var got = _shapes.ReadAtLeast(header, RecordHeaderBytes, throwOnEndOfStream: false);
        if (got == 0)
            return false;
        var words = got < RecordHeaderBytes ? -1L : BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        if (words < 0 || words * 2 > _set.Shapes.Length - _read)
            throw SourceFile.Truncated(_set.Name, null);
        length = (int)Math.Min(words * 2, int.MaxValue);
        if (_content.Length < length)
            _content = new byte[Math.Max(length, _content.Length * 2)];
        if (_shapes.ReadAtLeast(_content.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
            throw SourceFile.Truncated(_set.Name, null);
        _read += RecordHeaderBytes + length;
        return true;
    }

    void TakeCells()
    {
        for (var i = 0; i < _cells.Length; i++)
        {
            try
            {
                _cells[i] = _table.Cell(i);
            }
            catch (DecoderFallbackException)
            {
                _cells[i] = null;
                Problem = new RowProblem(_table.Columns[i], null, ("文字与 .dbf 的编码不符", "the text does not fit the encoding of the .dbf"),
                    ("用 --encoding 给出编码（utf-8 或 gb18030），或更正 .cpg", "name the encoding with --encoding (utf-8 or gb18030), or correct the .cpg"));
            }
        }
    }

    void TakeShape(ReadOnlySpan<byte> content)
    {
        try
        {
            Geometry = ShapeParser.Parse(content);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            Geometry = null;
            Problem = new RowProblem("geom", null, ($"图形无法读取：{error.Message}", $"the shape cannot be read: {error.Message}"),
                ("在 GIS 中修复该图形，或删除该行", "repair the shape in a GIS, or remove the row"));
        }
    }

    void VerifyHeader()
    {
        Span<byte> header = stackalloc byte[FileHeaderBytes];
        if (_shapes.ReadAtLeast(header, FileHeaderBytes, throwOnEndOfStream: false) < FileHeaderBytes
            || BinaryPrimitives.ReadInt32BigEndian(header[24..]) * 2L > _set.Shapes.Length)
        {
            throw SourceFile.Truncated(_set.Name, null);
        }
    }

    static SourceCrs CrsOf(ShapefileSet set)
    {
        if (set.Projection is not { Length: > 0 } wkt)
            throw ImportSource.NoCrs($"{set.Name} (no .prj)");
        try
        {
            return new SourceCrs(CoordinateSystem.FromWkt(wkt));
        }
        catch (CrsException error)
        {
            throw ImportSource.UnknownCrs(wkt, error);
        }
    }
}
