using RiskMap.City.Model;
using RiskMap.Geo.Cql2;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Query;

/// <summary>AND, OR, NOT, TRUE and FALSE, and what becomes of their boxes.</summary>
static class Logic
{
    public static Condition Compile(LogicalOperator logical, Condition[] operands, GeometryKind geometry) => logical == LogicalOperator.And
        ? new(block => TruthExtensions.And(Array.ConvertAll(operands, operand => operand.Bind(block))), BoxOfAll(operands, geometry))
        : new(block => TruthExtensions.Or(Array.ConvertAll(operands, operand => operand.Bind(block))), BoxOfAny(operands));

    public static Condition Not(Condition operand) => new(block =>
    {
        var test = operand.Bind(block);
        return row => test(row).Not();
    });

    public static Condition Constant(bool truth)
    {
        RowTest test = truth ? _ => Truth.True : _ => Truth.False;
        return new(_ => test, truth ? null : Box.Empty);
    }

    // A point that meets two boxes lies in what they share. A line or polygon may meet both and not what they share, so there the smaller box serves.
    static Box? BoxOfAll(Condition[] operands, GeometryKind geometry)
    {
        var boxes = operands.Where(operand => operand.Box is not null).Select(operand => operand.Box!.Value).ToList();
        if (boxes.Count == 0) return null;
        if (boxes.Exists(box => box.IsEmpty)) return Box.Empty;
        return geometry == GeometryKind.Point ? boxes.Aggregate(Shared) : boxes.MinBy(box => box.Width * box.Height);
    }

    static Box Shared(Box a, Box b)
    {
        var shared = a.Intersection(b);
        return shared.IsEmpty ? Box.Empty : shared;
    }

    static Box? BoxOfAny(Condition[] operands) =>
        Array.Exists(operands, operand => operand.Box is null) ? null : operands.Aggregate(Box.Empty, (box, operand) => box.Union(operand.Box!.Value));
}
