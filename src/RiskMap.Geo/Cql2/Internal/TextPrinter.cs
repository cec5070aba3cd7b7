using System.Text;
using static RiskMap.Geo.Cql2.Internal.Precedence;

namespace RiskMap.Geo.Cql2.Internal;

/// <summary>Expressions as canonical CQL2 text: keywords in capitals, one space, no parentheses but those that the structure needs.</summary>
static class TextPrinter
{
    public static string Print(Cql2Expression expression)
    {
        var text = new StringBuilder();
        Append(text, expression);
        return text.ToString();
    }

    static void Append(StringBuilder text, Cql2Expression expression, int level)
    {
        if (LevelOf(expression) >= level)
        {
            Append(text, expression);
            return;
        }

        text.Append('(');
        Append(text, expression);
        text.Append(')');
    }

    static int LevelOf(Cql2Expression expression) => expression switch
    {
        LogicalExpression { Operator: LogicalOperator.Or } => Or,
        LogicalExpression => And,
        Negation { Operand: LikePredicate or BetweenPredicate or InPredicate or NullPredicate } => Comparing,
        Negation => Not,
        Comparison or LikePredicate or BetweenPredicate or InPredicate or NullPredicate => Comparing,
        ArithmeticExpression arithmetic => LevelOf(arithmetic.Operator),
        _ => Value,
    };

    static int LevelOf(ArithmeticOperator arithmetic) => arithmetic switch
    {
        ArithmeticOperator.Add or ArithmeticOperator.Subtract => Adding,
        ArithmeticOperator.Power => Raising,
        _ => Multiplying,
    };

    static void Append(StringBuilder text, Cql2Expression expression)
    {
        switch (expression)
        {
            case LogicalExpression logical:
                AppendLogical(text, logical);
                break;
            case Negation negation:
                AppendNegation(text, negation);
                break;
            case ArithmeticExpression arithmetic:
                AppendArithmetic(text, arithmetic);
                break;
            case Comparison or LikePredicate or BetweenPredicate or InPredicate or NullPredicate:
                AppendComparing(text, expression, "");
                break;
            case SpatialPredicate relation:
                AppendCall(text, Cql2Operators.Name(relation.Operator).ToUpperInvariant(), relation.Left, relation.Right);
                break;
            case TemporalPredicate relation:
                AppendCall(text, Cql2Operators.Name(relation.Operator).ToUpperInvariant(), relation.Left, relation.Right);
                break;
            case ArrayPredicate relation:
                AppendCall(text, Cql2Operators.Name(relation.Operator).ToUpperInvariant(), relation.Left, relation.Right);
                break;
            default:
                AppendValue(text, expression);
                break;
        }
    }

    static void AppendLogical(StringBuilder text, LogicalExpression logical)
    {
        var (word, level) = logical.Operator == LogicalOperator.And ? (" AND ", Not) : (" OR ", And);
        for (var i = 0; i < logical.Operands.Count; i++)
        {
            if (i > 0) text.Append(word);
            Append(text, logical.Operands[i], level);
        }
    }

    static void AppendNegation(StringBuilder text, Negation negation)
    {
        if (LevelOf(negation) == Comparing)
        {
            AppendComparing(text, negation.Operand, "NOT ");
            return;
        }

        text.Append("NOT ");
        // A comparison after NOT reads better in parentheses, and a second NOT needs them by the grammar.
        Append(text, negation.Operand, Value);
    }

    static void AppendArithmetic(StringBuilder text, ArithmeticExpression arithmetic)
    {
        var level = LevelOf(arithmetic.Operator);
        var bindsRight = level == Raising;
        Append(text, arithmetic.Left, bindsRight ? level + 1 : level);
        text.Append(' ').Append(Cql2Operators.Sign(arithmetic.Operator)).Append(' ');
        Append(text, arithmetic.Right, bindsRight ? level : level + 1);
    }

    static void AppendComparing(StringBuilder text, Cql2Expression predicate, string not)
    {
        Append(text, predicate.Children.First(), Adding);
        text.Append(' ');
        switch (predicate)
        {
            case Comparison comparison:
                text.Append(Cql2Operators.Sign(comparison.Operator)).Append(' ');
                Append(text, comparison.Right, Adding);
                break;
            case LikePredicate like:
                Append(text.Append(not).Append("LIKE "), like.Pattern);
                break;
            case BetweenPredicate between:
                Append(text.Append(not).Append("BETWEEN "), between.Lower, Adding);
                Append(text.Append(" AND "), between.Upper, Adding);
                break;
            case InPredicate choice:
                AppendList(text.Append(not).Append("IN "), choice.Items);
                break;
            default:
                text.Append("IS ").Append(not).Append("NULL");
                break;
        }
    }

    static void AppendValue(StringBuilder text, Cql2Expression expression)
    {
        switch (expression)
        {
            case PropertyReference property:
                Identifiers.Append(text, property.Name);
                break;
            case TextLiteral literal:
                AppendText(text, literal);
                break;
            case NumberLiteral literal:
                text.Append(WktPrinter.Number(literal.Value));
                break;
            case BooleanLiteral literal:
                text.Append(literal.Value ? "TRUE" : "FALSE");
                break;
            case DateLiteral literal:
                text.Append("DATE('").Append(TemporalText.Print(literal.Value)).Append("')");
                break;
            case TimestampLiteral literal:
                text.Append("TIMESTAMP('").Append(TemporalText.Print(literal.Value)).Append("')");
                break;
            case GeometryLiteral literal:
                WktPrinter.Append(text, literal.Value);
                break;
            case BoxLiteral box:
                text.Append("BBOX(").AppendJoin(", ", NumbersOf(box).Select(WktPrinter.Number)).Append(')');
                break;
            default:
                AppendParts(text, expression);
                break;
        }
    }

    static void AppendParts(StringBuilder text, Cql2Expression expression)
    {
        switch (expression)
        {
            case ArrayLiteral array:
                AppendList(text, array.Items);
                break;
            case IntervalLiteral interval:
                AppendBound(text.Append("INTERVAL("), interval.Start);
                AppendBound(text.Append(", "), interval.End);
                text.Append(')');
                break;
            case CaseInsensitive casei:
                AppendCall(text, "CASEI", casei.Operand);
                break;
            case AccentInsensitive accenti:
                AppendCall(text, "ACCENTI", accenti.Operand);
                break;
            case FunctionCall call:
                AppendName(text, call.Name);
                AppendList(text, call.Arguments);
                break;
            default:
                throw new NotSupportedException(expression.GetType().Name);
        }
    }

    public static double[] NumbersOf(BoxLiteral box) => box.Heights is { } heights
        ? [box.MinX, box.MinY, heights.Min, box.MaxX, box.MaxY, heights.Max]
        : [box.MinX, box.MinY, box.MaxX, box.MaxY];

    // Without quotes the name would be read as an operator or a literal.
    static void AppendName(StringBuilder text, string name)
    {
        var isTaken = Cql2Operators.FindRelation(name) is not null || WktParser.KindOf(name) is not null
            || name.ToUpperInvariant() is "CASEI" or "ACCENTI" or "DATE" or "TIMESTAMP" or "INTERVAL" or "BBOX";
        if (isTaken) text.Append('"').Append(name).Append('"');
        else Identifiers.Append(text, name);
    }

    static void AppendText(StringBuilder text, TextLiteral literal)
    {
        if (literal.Value.EndsWith('\\')) throw new Cql2Exception(Cql2Error.NotInText, literal.Place, literal.Value);
        text.Append('\'');
        foreach (var c in literal.Value)
        {
            if (c != '\'') text.Append(c);
            // After a backslash a doubled quote would read as an escaped one and the end of the text.
            else text.Append(text[^1] == '\\' ? "\\'" : "''");
        }

        text.Append('\'');
    }

    static void AppendBound(StringBuilder text, Cql2Expression? bound)
    {
        switch (bound)
        {
            case null:
                text.Append('\'').Append(TemporalText.Open).Append('\'');
                break;
            case DateLiteral date:
                text.Append('\'').Append(TemporalText.Print(date.Value)).Append('\'');
                break;
            case TimestampLiteral timestamp:
                text.Append('\'').Append(TemporalText.Print(timestamp.Value)).Append('\'');
                break;
            default:
                Append(text, bound);
                break;
        }
    }

    static void AppendCall(StringBuilder text, string name, params ReadOnlySpan<Cql2Expression> arguments) => AppendList(text.Append(name), Cql2List.Of(arguments));

    static void AppendList(StringBuilder text, Cql2List items)
    {
        text.Append('(');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(", ");
            Append(text, items[i]);
        }

        text.Append(')');
    }
}
