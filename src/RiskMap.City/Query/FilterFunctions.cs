using System.Collections.Immutable;
using RiskMap.City.Model;
using RiskMap.Geo.Cql2;

namespace RiskMap.City.Query;

/// <summary>Type of an argument or result of a function, as /functions names them (OGC 21-065r2, 6.4).</summary>
public enum FunctionType
{
    /// <summary>A text.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A geometry.</summary>
    Geometry,
}

/// <summary>An argument of a function.</summary>
/// <param name="Name">Name.</param>
/// <param name="Title">Title for people, with the unit.</param>
/// <param name="Type">Type.</param>
public sealed record FunctionArgument(string Name, LocalizedText Title, FunctionType Type);

/// <summary>A function that filters may call beside what the standard has.</summary>
/// <param name="Name">Name; found without case.</param>
/// <param name="Description">What it returns, with its unit.</param>
/// <param name="Returns">Type of the result.</param>
/// <param name="Arguments">Arguments in their order.</param>
public sealed record FilterFunction(string Name, LocalizedText Description, FunctionType Returns, ImmutableArray<FunctionArgument> Arguments);

/// <summary>The functions, each declared once: the compiler and /functions read the same table.</summary>
public static class FilterFunctions
{
    static readonly FunctionArgument Geom = new("geom", ("几何", "Geometry"), FunctionType.Geometry);
    static readonly FunctionArgument Other = new("geometry", ("另一几何", "Other geometry"), FunctionType.Geometry);
    static readonly FunctionArgument Text = new("text", ("文字", "Text"), FunctionType.String);

    static readonly (FilterFunction Function, Func<FilterCompiler, FunctionCall, Compiled> Compile)[] Table =
    [
        (new("dwithin", ("两个几何（边到边）相距不超过若干米", "True when two geometries are at most so many metres apart, edge to edge"), FunctionType.Boolean,
            [Geom, Other, new("metres", ("距离（米）", "Distance in metres"), FunctionType.Number)]), DWithin),
        (new("distance", ("两个几何边到边的距离（米）", "Distance of two geometries in metres, edge to edge"), FunctionType.Number, [Geom, Other]), Distance),
        (new("area", ("面积（平方米）", "Area in square metres"), FunctionType.Number, [Geom]),
            (compiler, call) => Measures.Area(compiler.Geometry(call.Arguments[0]), compiler.Plane)),
        (new("length", ("长度或周长（米）", "Length of a line or border of an area in metres"), FunctionType.Number, [Geom]),
            (compiler, call) => Measures.Length(compiler.Geometry(call.Arguments[0]), compiler.Plane)),
        (new("upper", ("大写", "Text in capitals"), FunctionType.String, [Text]), (compiler, call) => Texts.Changed(compiler.Text(call.Arguments[0]), text => text.ToUpperInvariant())),
        (new("lower", ("小写", "Text in small letters"), FunctionType.String, [Text]), (compiler, call) => Texts.Changed(compiler.Text(call.Arguments[0]), text => text.ToLowerInvariant())),
    ];

    /// <summary>All functions.</summary>
    public static IEnumerable<FilterFunction> All => Table.Select(entry => entry.Function);

    internal static Compiled Compile(FilterCompiler compiler, FunctionCall call)
    {
        var (function, compile) = Array.Find(Table, entry => entry.Function.Name.Equals(call.Name, StringComparison.OrdinalIgnoreCase));
        if (function is null) throw Unknown(call);
        if (call.Arguments.Count != function.Arguments.Length)
            throw new Cql2Exception(Cql2Error.WrongArgumentCount, call.Place, call.Name, suggestion: Signature(function));
        return compile(compiler, call);
    }

    /// <summary>A function with its arguments: <c>dwithin(geom, geometry, metres)</c>.</summary>
    public static string Signature(FilterFunction function) => $"{function.Name}({string.Join(", ", function.Arguments.Select(argument => argument.Name))})";

    static Cql2Exception Unknown(FunctionCall call)
    {
        var names = All.Select(function => function.Name).Concat(Cql2Operators.RelationNames).Concat(["CASEI", "ACCENTI", "DATE", "TIMESTAMP", "INTERVAL", "BBOX"]);
        return new(Cql2Error.UnknownFunction, call.Place, call.Name, suggestion: Meant(call.Name) ?? NearMiss.Find(call.Name, names) ?? string.Join(", ", All.Select(Signature)));
    }

    // The names of other query languages (CQL 1, PostGIS).
    static string? Meant(string name) => name.ToUpperInvariant() switch
    {
        "ST_DWITHIN" => "dwithin",
        "INTERSECTS" or "ST_INTERSECTS" => "S_INTERSECTS",
        "WITHIN" or "ST_WITHIN" => "S_WITHIN",
        "CONTAINS" or "ST_CONTAINS" => "S_CONTAINS",
        "DISJOINT" or "ST_DISJOINT" => "S_DISJOINT",
        "TOUCHES" or "ST_TOUCHES" => "S_TOUCHES",
        "CROSSES" or "ST_CROSSES" => "S_CROSSES",
        "OVERLAPS" or "ST_OVERLAPS" => "S_OVERLAPS",
        _ => null,
    };

    static Condition DWithin(FilterCompiler compiler, FunctionCall call)
    {
        var (target, number) = (TargetOf(compiler, call), compiler.Number(call.Arguments[2]));
        if (target is { } literal && number.Constant is { } metres)
            return new(block => literal.Within(block, compiler.Plane, metres), literal.BoxWithin(compiler.Plane, metres));
        var distance = Distance(compiler, call);
        return new(block =>
        {
            var (away, most) = (distance.Bind(block), number.Bind(block));
            return row => away(row) is var a && most(row) is var b && (double.IsNaN(a) || double.IsNaN(b)) ? Truth.Unknown : (away(row) <= most(row)).ToTruth();
        });
    }

    static NumberValue Distance(FilterCompiler compiler, FunctionCall call)
    {
        var plane = compiler.Plane;
        if (TargetOf(compiler, call) is { } target) return new(block => target.Distances(block, plane)) { Distance = target };
        var (left, right) = (compiler.Geometry(call.Arguments[0]), compiler.Geometry(call.Arguments[1]));
        if (left.Constant is { } a && right.Constant is { } b) return Numbers.Constant(plane.Project(a).Distance(plane.Project(b)));
        // The layer has one geometry: it is at no distance from itself.
        return new(block => row => block.Geometry.IsEmpty(row) ? double.NaN : 0);
    }

    /// <summary>The literal of two geometries of which the other is the row's; null when there is no such pair.</summary>
    static DistanceTarget? TargetOf(FilterCompiler compiler, FunctionCall call)
    {
        var (left, right) = (compiler.Geometry(call.Arguments[0]), compiler.Geometry(call.Arguments[1]));
        if (left.Constant is null == right.Constant is null) return null;
        var target = new DistanceTarget(left.Constant ?? right.Constant!, compiler.Plane);
        var literal = call.Arguments[left.Constant is null ? 1 : 0];
        return target.IsFinite ? target : throw new Cql2Exception(Cql2Error.OutsideCrs, literal.Place, FilterCompiler.Piece(literal), suggestion: compiler.Plane.ToString());
    }
}
