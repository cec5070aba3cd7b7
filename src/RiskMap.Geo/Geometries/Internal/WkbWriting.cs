using System.Buffers.Binary;

namespace RiskMap.Geo.Geometries.Internal;

/// <summary>Little-endian WKB and EWKB of a column's rows.</summary>
static class WkbWriting
{
    const uint EwkbSrid = 0x20000000;
    const int HeaderBytes = 5;
    const int CountBytes = 4;
    const int VertexBytes = 16;

    internal static int Length(GeometryColumn column, int row, bool withSrid)
    {
        var parts = column.PartsOf(row);
        var bytes = HeaderBytes + (withSrid ? 4 : 0) + (column.RowX(row).Length * VertexBytes);
        return bytes + column.TypeOf(row) switch
        {
            GeometryType.Empty => VertexBytes,
            GeometryType.Point => 0,
            GeometryType.LineString => CountBytes,
            GeometryType.Polygon => CountBytes + (parts * CountBytes),
            GeometryType.MultiPoint => CountBytes + (parts * HeaderBytes),
            GeometryType.MultiLineString => CountBytes + (parts * (HeaderBytes + CountBytes)),
            _ => CountBytes + (Shells(column, row) * (HeaderBytes + CountBytes)) + (parts * CountBytes),
        };
    }

    internal static void Write(GeometryColumn column, int row, int? srid, Span<byte> bytes)
    {
        var type = column.TypeOf(row);
        var to = new WkbSink(bytes);
        to.Header(type == GeometryType.Empty ? GeometryType.Point : type, srid);
        var (first, end) = (column.FirstPart(row), column.EndPart(row));
        switch (type)
        {
            case GeometryType.Empty:
                to.Vertex(double.NaN, double.NaN);
                break;
            case GeometryType.Point:
                to.Vertex(column.PointX(row), column.PointY(row));
                break;
            case GeometryType.LineString:
                Vertices(ref to, column, first);
                break;
            case GeometryType.Polygon:
                Rings(ref to, column, first, end);
                break;
            case GeometryType.MultiPolygon:
                Polygons(ref to, column, row);
                break;
            default:
                Members(ref to, column, row, type);
                break;
        }
    }

    static void Members(ref WkbSink to, GeometryColumn column, int row, GeometryType type)
    {
        to.Count(column.PartsOf(row));
        for (var part = column.FirstPart(row); part < column.EndPart(row); part++)
        {
            to.Header((GeometryType)((byte)type - 3), srid: null);
            if (type == GeometryType.MultiPoint) to.Vertex(column.PartX(part)[0], column.PartY(part)[0]);
            else Vertices(ref to, column, part);
        }
    }

    static void Polygons(ref WkbSink to, GeometryColumn column, int row)
    {
        to.Count(Shells(column, row));
        var end = column.EndPart(row);
        for (int shell = column.FirstPart(row), next; shell < end; shell = next)
        {
            next = shell + 1;
            while (next < end && !column.IsShell(next)) next++;
            to.Header(GeometryType.Polygon, srid: null);
            Rings(ref to, column, shell, next);
        }
    }

    static void Rings(ref WkbSink to, GeometryColumn column, int first, int end)
    {
        to.Count(end - first);
        for (var part = first; part < end; part++) Vertices(ref to, column, part);
    }

    static void Vertices(ref WkbSink to, GeometryColumn column, int part)
    {
        var x = column.PartX(part);
        var y = column.PartY(part);
        to.Count(x.Length);
        for (var i = 0; i < x.Length; i++) to.Vertex(x[i], y[i]);
    }

    static int Shells(GeometryColumn column, int row)
    {
        var shells = 0;
        for (var part = column.FirstPart(row); part < column.EndPart(row); part++)
            if (column.IsShell(part)) shells++;
        return shells;
    }

    ref struct WkbSink(Span<byte> bytes)
    {
        Span<byte> _rest = bytes;

        internal void Header(GeometryType type, int? srid)
        {
            _rest[0] = 1;
            BinaryPrimitives.WriteUInt32LittleEndian(_rest[1..], (uint)type | (srid is null ? 0 : EwkbSrid));
            _rest = _rest[HeaderBytes..];
            if (srid is { } code) Count(code);
        }

        internal void Count(int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_rest, value);
            _rest = _rest[CountBytes..];
        }

        internal void Vertex(double x, double y)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(_rest, x);
            BinaryPrimitives.WriteDoubleLittleEndian(_rest[8..], y);
            _rest = _rest[VertexBytes..];
        }
    }
}
