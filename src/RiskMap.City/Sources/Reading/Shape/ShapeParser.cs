using System.Buffers.Binary;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;

namespace RiskMap.City.Sources.Reading.Shape;

/// <summary>
/// Parses the content of a shapefile record (ESRI Shapefile Technical Description, July 1998): points, lines, polygons and multi points; Z and M
/// are passed over. Pure, thread-safe.
/// </summary>
static class ShapeParser
{
    const int BoxBytes = 32;
    const int VertexBytes = 16;
    static readonly GeometryFactory Factory = GeometryFactory.Default;

    /// <summary>The geometry; null for a null shape.</summary>
    /// <exception cref="FormatException">The record is damaged, of an unknown type, or a ring is open.</exception>
    public static Geometry? Parse(ReadOnlySpan<byte> content)
    {
        if (content.Length < 4)
            throw new FormatException("The record is empty.");
        var type = BinaryPrimitives.ReadInt32LittleEndian(content);
        var rest = content[4..];
        return type switch
        {
            0 => null,
            1 or 11 or 21 => PointOf(rest),
            3 or 13 or 23 => LinesOf(Parts(rest)),
            5 or 15 or 25 => PolygonsOf(Parts(rest)),
            8 or 18 or 28 => PointsOf(rest),
            31 => throw new FormatException("Multipatches have no flat shape."),
            _ => throw new FormatException($"Shape type {type} is unknown."),
        };
    }

    static Point PointOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < VertexBytes)
            throw new FormatException("The record is too short for a point.");
        return Factory.CreatePoint(new Coordinate(BinaryPrimitives.ReadDoubleLittleEndian(bytes), BinaryPrimitives.ReadDoubleLittleEndian(bytes[8..])));
    }

    static MultiPoint PointsOf(ReadOnlySpan<byte> bytes)
    {
        var count = Count(bytes, BoxBytes);
        return Factory.CreateMultiPoint(Vertices(bytes[(BoxBytes + 4)..], 0, count));
    }

    static List<CoordinateSequence> Parts(ReadOnlySpan<byte> bytes)
    {
        var parts = Count(bytes, BoxBytes);
        var points = Count(bytes, BoxBytes + 4);
        var starts = bytes[(BoxBytes + 8)..];
        if (starts.Length < (long)parts * 4 + (long)points * VertexBytes)
            throw new FormatException("The record is shorter than its points.");
        var vertices = starts[(parts * 4)..];
        var sequences = new List<CoordinateSequence>(parts);
        for (var part = 0; part < parts; part++)
        {
            var from = BinaryPrimitives.ReadInt32LittleEndian(starts[(part * 4)..]);
            var to = part + 1 < parts ? BinaryPrimitives.ReadInt32LittleEndian(starts[((part + 1) * 4)..]) : points;
            if (from < 0 || to < from || to > points)
                throw new FormatException("The parts of the record overlap.");
            sequences.Add(Vertices(vertices, from, to - from));
        }
        return sequences;
    }

    static int Count(ReadOnlySpan<byte> bytes, int at)
    {
        if (bytes.Length < at + 4)
            throw new FormatException("The record is too short.");
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
        return count >= 0 && count <= bytes.Length ? count : throw new FormatException($"The record counts {count} parts or points.");
    }

    static PackedDoubleCoordinateSequence Vertices(ReadOnlySpan<byte> bytes, int from, int count)
    {
        if (bytes.Length < ((long)from + count) * VertexBytes)
            throw new FormatException("The record is shorter than its points.");
        var packed = new double[2 * count];
        for (var i = 0; i < packed.Length; i++)
            packed[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(from * VertexBytes + i * 8)..]);
        return new PackedDoubleCoordinateSequence(packed, 2, 0);
    }

    static Geometry LinesOf(List<CoordinateSequence> parts)
    {
        if (parts.Exists(part => part.Count < 2))
            throw new FormatException("A line has fewer than two points.");
        var lines = parts.ConvertAll(Factory.CreateLineString);
        return lines.Count == 1 ? lines[0] : Factory.CreateMultiLineString([.. lines]);
    }

    /// <summary>Shells run clockwise, holes the other way round.</summary>
    static Geometry PolygonsOf(List<CoordinateSequence> parts)
    {
        var rings = parts.ConvertAll(Ring);
        var shells = rings.FindAll(ring => !Orientation.IsCCW(ring.CoordinateSequence));
        var holes = rings.FindAll(ring => Orientation.IsCCW(ring.CoordinateSequence));
        if (shells.Count == 0)
            (shells, holes) = (holes, []); // written the wrong way round
        return RingNesting.Polygons(shells, holes);
    }

    static LinearRing Ring(CoordinateSequence part)
    {
        if (part.Count < 4)
            throw new FormatException($"A ring has {part.Count} points; it needs at least 4.");
        var last = part.Count - 1;
        return part.GetX(0) == part.GetX(last) && part.GetY(0) == part.GetY(last)
            ? Factory.CreateLinearRing(part)
            : throw new FormatException("A ring is not closed.");
    }
}
