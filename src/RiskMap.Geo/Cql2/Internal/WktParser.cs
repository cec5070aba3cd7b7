using System.Collections.Frozen;
using NetTopologySuite.Geometries;

namespace RiskMap.Geo.Cql2.Internal;

/// <summary>WKT within CQL2 text (OGC 06-103r4, 7; OGC 21-065r2, annex B). Z may be named or not; M is unknown. One use.</summary>
/// <param name="tokens">Words of the text.</param>
/// <param name="start">Word at which the geometry begins.</param>
/// <param name="vertices">Vertices of the filter so far.</param>
sealed class WktParser(List<Token> tokens, int start, int vertices)
{
    static readonly FrozenDictionary<string, OgcGeometryType> Kinds = new[]
    {
        OgcGeometryType.Point, OgcGeometryType.LineString, OgcGeometryType.Polygon, OgcGeometryType.MultiPoint, OgcGeometryType.MultiLineString,
        OgcGeometryType.MultiPolygon, OgcGeometryType.GeometryCollection,
    }.SelectMany(kind => new[] { (Name: kind.ToString(), kind), (Name: kind + "Z", kind) }).ToFrozenDictionary(pair => pair.Name, pair => pair.kind, StringComparer.OrdinalIgnoreCase);

    readonly GeometryMaker _maker = new(vertices);

    public int Next { get; private set; } = start;

    public int Vertices => _maker.Vertices;

    Token Current => tokens[Next];

    public static OgcGeometryType? KindOf(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;

    public Geometry Geometry(OgcGeometryType kind)
    {
        var place = Current.Place;
        Next++;
        if (Current.IsWord("Z")) Next++;
        return kind switch
        {
            OgcGeometryType.Point => Enclosed(() => GeometryMaker.Point(Position())),
            OgcGeometryType.LineString => GeometryMaker.Line(List(Position), place),
            OgcGeometryType.Polygon => Polygon(),
            OgcGeometryType.MultiPoint => GeometryMaker.Many(kind, List(MultiPointMember), place),
            OgcGeometryType.MultiLineString => GeometryMaker.Many(kind, List<Geometry>(() => GeometryMaker.Line(List(Position), place)), place),
            OgcGeometryType.MultiPolygon => GeometryMaker.Many(kind, List<Geometry>(Polygon), place),
            _ => GeometryMaker.Many(kind, List(Member), place),
        };
    }

    Polygon Polygon()
    {
        var place = Current.Place;
        return GeometryMaker.Polygon(List(() => List(Position)), place);
    }

    // A collection within a collection is no part of the grammar, and would recurse.
    Geometry Member() => Current.Kind == TokenKind.Name && KindOf(Current.Value) is { } kind and not OgcGeometryType.GeometryCollection
        ? Geometry(kind)
        : throw Unexpected(Cql2Expected.Geometry);

    // Both forms are about: MULTIPOINT ((1 2), (3 4)) of the standard and MULTIPOINT (1 2, 3 4).
    Geometry MultiPointMember() => Current.Is("(") ? Enclosed(() => GeometryMaker.Point(Position())) : GeometryMaker.Point(Position());

    Coordinate Position()
    {
        var place = Current.Place;
        Span<double> numbers = [0, 0, 0];
        var count = 0;
        while (Current.Is("-") || Current.Is("+") || Current.Kind == TokenKind.Number)
        {
            if (count == numbers.Length) throw Unexpected(Cql2Expected.Comma);
            numbers[count++] = Number();
        }

        return count < 2 ? throw Unexpected(Cql2Expected.Coordinates) : _maker.Position(numbers[..count], place);
    }

    double Number()
    {
        var negative = Current.Is("-");
        if (negative || Current.Is("+")) Next++;
        if (Current.Kind != TokenKind.Number) throw Unexpected(Cql2Expected.Number);
        var number = tokens[Next++].Number;
        return negative ? -number : number;
    }

    T[] List<T>(Func<T> read) => Enclosed(() =>
    {
        var items = new List<T> { read() };
        while (Current.Is(","))
        {
            Next++;
            items.Add(read());
        }

        return items.ToArray();
    });

    T Enclosed<T>(Func<T> read)
    {
        if (!Current.Is("(")) throw Unexpected(Cql2Expected.Open);
        Next++;
        var inner = read();
        if (!Current.Is(")")) throw Unexpected(Cql2Expected.Close);
        Next++;
        return inner;
    }

    Cql2Exception Unexpected(Cql2Expected expected) => Current.Kind == TokenKind.End
        ? new(Cql2Error.UnexpectedEnd, Current.Place, "", expected)
        : new(Cql2Error.Unexpected, Current.Place, Current.Value, expected);
}
