using System.Text.Json;
using NetTopologySuite.Geometries;

namespace RiskMap.Geo.Cql2.Internal;

/// <summary>Expressions as CQL2 JSON.</summary>
static class JsonPrinter
{
    public static void Write(Utf8JsonWriter json, Cql2Expression expression)
    {
        switch (expression)
        {
            case TextLiteral text:
                json.WriteStringValue(text.Value);
                break;
            case NumberLiteral number:
                json.WriteNumberValue(number.Value);
                break;
            case BooleanLiteral truth:
                json.WriteBooleanValue(truth.Value);
                break;
            case ArrayLiteral array:
                WriteList(json, array.Items);
                break;
            case GeometryLiteral geometry:
                WriteGeometry(json, geometry.Value);
                break;
            case PropertyReference or DateLiteral or TimestampLiteral or IntervalLiteral or BoxLiteral:
                json.WriteStartObject();
                WriteMember(json, expression);
                json.WriteEndObject();
                break;
            default:
                WriteOperation(json, NameOf(expression), expression);
                break;
        }
    }

    static void WriteMember(Utf8JsonWriter json, Cql2Expression expression)
    {
        switch (expression)
        {
            case PropertyReference property:
                json.WriteString("property", property.Name);
                break;
            case DateLiteral date:
                json.WriteString("date", TemporalText.Print(date.Value));
                break;
            case TimestampLiteral timestamp:
                json.WriteString("timestamp", TemporalText.Print(timestamp.Value));
                break;
            case IntervalLiteral interval:
                json.WriteStartArray("interval");
                WriteBound(json, interval.Start);
                WriteBound(json, interval.End);
                json.WriteEndArray();
                break;
            default:
                json.WritePropertyName("bbox");
                WriteNumbers(json, TextPrinter.NumbersOf((BoxLiteral)expression));
                break;
        }
    }

    static void WriteBound(Utf8JsonWriter json, Cql2Expression? bound)
    {
        switch (bound)
        {
            case null:
                json.WriteStringValue(TemporalText.Open);
                break;
            case DateLiteral date:
                json.WriteStringValue(TemporalText.Print(date.Value));
                break;
            case TimestampLiteral timestamp:
                json.WriteStringValue(TemporalText.Print(timestamp.Value));
                break;
            default:
                Write(json, bound);
                break;
        }
    }

    static string NameOf(Cql2Expression expression) => expression switch
    {
        LogicalExpression { Operator: LogicalOperator.And } => "and",
        LogicalExpression => "or",
        Negation => "not",
        Comparison comparison => Cql2Operators.Sign(comparison.Operator),
        ArithmeticExpression arithmetic => Cql2Operators.Sign(arithmetic.Operator),
        LikePredicate => "like",
        BetweenPredicate => "between",
        InPredicate => "in",
        NullPredicate => "isNull",
        CaseInsensitive => "casei",
        AccentInsensitive => "accenti",
        SpatialPredicate relation => Cql2Operators.Name(relation.Operator),
        TemporalPredicate relation => Cql2Operators.Name(relation.Operator),
        ArrayPredicate relation => Cql2Operators.Name(relation.Operator),
        FunctionCall call => call.Name,
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    static void WriteOperation(Utf8JsonWriter json, string name, Cql2Expression expression)
    {
        json.WriteStartObject();
        json.WriteString("op", name);
        json.WriteStartArray("args");
        if (expression is InPredicate choice)
        {
            Write(json, choice.Operand);
            WriteList(json, choice.Items);
        }
        else
        {
            foreach (var child in expression.Children) Write(json, child);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteList(Utf8JsonWriter json, Cql2List items)
    {
        json.WriteStartArray();
        foreach (var item in items) Write(json, item);
        json.WriteEndArray();
    }

    static void WriteGeometry(Utf8JsonWriter json, Geometry geometry)
    {
        json.WriteStartObject();
        json.WriteString("type", geometry.OgcGeometryType.ToString());
        if (geometry is GeometryCollection { OgcGeometryType: OgcGeometryType.GeometryCollection } collection)
        {
            json.WriteStartArray("geometries");
            foreach (var member in collection.Geometries) WriteGeometry(json, member);
            json.WriteEndArray();
        }
        else
        {
            json.WritePropertyName("coordinates");
            WriteCoordinates(json, geometry);
        }

        json.WriteEndObject();
    }

    static void WriteCoordinates(Utf8JsonWriter json, Geometry geometry)
    {
        if (geometry is Point point)
        {
            WritePosition(json, point.Coordinate);
            return;
        }

        json.WriteStartArray();
        if (geometry is Polygon polygon)
            foreach (var ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing)) WriteCoordinates(json, ring);
        else if (geometry is GeometryCollection parts)
            foreach (var part in parts.Geometries) WriteCoordinates(json, part);
        else
            foreach (var position in geometry.Coordinates) WritePosition(json, position);
        json.WriteEndArray();
    }

    static void WritePosition(Utf8JsonWriter json, Coordinate position) =>
        WriteNumbers(json, position is CoordinateZ { Z: not double.NaN and var z } ? [position.X, position.Y, z] : [position.X, position.Y]);

    static void WriteNumbers(Utf8JsonWriter json, ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray();
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
