using System.Globalization;
using RiskMap.City.Model;
using RiskMap.Geo.Cql2;

namespace RiskMap.City.Tests.Query;

/// <summary>Filters as PostGIS says them, for the comparison only: it trusts what it is given.</summary>
sealed class FilterSql(LayerSchema layer, int metricSrid)
{
    public string Of(Cql2Expression expression) => expression switch
    {
        LogicalExpression logical => $"({string.Join(logical.Operator == LogicalOperator.And ? " AND " : " OR ", logical.Operands.Select(Of))})",
        Negation negation => $"(NOT {Of(negation.Operand)})",
        Comparison comparison => OfComparison(comparison),
        LikePredicate like => $"({Of(like.Operand)} LIKE {Of(like.Pattern)})",
        BetweenPredicate between => $"({Of(between.Operand)} BETWEEN {Of(between.Lower)} AND {Of(between.Upper)})",
        InPredicate choice => $"({Of(choice.Operand)} IN ({string.Join(", ", choice.Items.Select(Of))}))",
        NullPredicate missing => $"({Of(missing.Operand)} IS NULL)",
        SpatialPredicate relation => $"ST_{relation.Operator}({Of(relation.Left)}, {Of(relation.Right)})",
        TemporalPredicate relation => OfTimes(relation),
        ArrayPredicate relation => OfArrays(relation),
        PropertyReference property => OfProperty(property.Name),
        TextLiteral text => Quoted(text.Value),
        NumberLiteral number => $"({number.Value.ToString("R", CultureInfo.InvariantCulture)}::float8)",
        BooleanLiteral truth => truth.Value ? "TRUE" : "FALSE",
        DateLiteral date => $"DATE {Quoted($"{date.Value:yyyy-MM-dd}")}",
        TimestampLiteral instant => $"TIMESTAMPTZ {Quoted(instant.Value.UtcDateTime.ToString("O"))}",
        GeometryLiteral or BoxLiteral => OfShape(expression),
        CaseInsensitive casei => $"lower({Of(casei.Operand)})",
        AccentInsensitive accenti => $"translate({Of(accenti.Operand)}, 'éÉ', 'eE')",
        ArithmeticExpression arithmetic => OfArithmetic(arithmetic),
        FunctionCall call => OfCall(call),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    static string Quoted(string text) => $"'{text.Replace("'", "''")}'";

    string OfProperty(string name)
    {
        if (name is "id" or "key" or "geom") return name == "key" ? "key COLLATE \"C\"" : name;
        var field = layer.Fields[layer.IndexOf(name)];
        return field.Type switch
        {
            FieldType.Text => $"\"{field.Column}\" COLLATE \"C\"",
            FieldType.Integer => $"\"{field.Column}\"::float8",
            _ => $"\"{field.Column}\"",
        };
    }

    string OfComparison(Comparison comparison)
    {
        var sign = Cql2Operators.Sign(comparison.Operator);
        return $"({Of(comparison.Left)} {sign} {Of(comparison.Right)})";
    }

    string OfArithmetic(ArithmeticExpression arithmetic)
    {
        var (a, b) = (Of(arithmetic.Left), Of(arithmetic.Right));
        return arithmetic.Operator switch
        {
            ArithmeticOperator.Divide => $"({a} / NULLIF({b}, 0))",
            ArithmeticOperator.IntegerDivide => $"trunc({a} / NULLIF({b}, 0))",
            ArithmeticOperator.Modulo => $"mod(({a})::numeric, NULLIF({b}, 0)::numeric)::float8",
            ArithmeticOperator.Power => $"power({a}, {b})",
            _ => $"({a} {Cql2Operators.Sign(arithmetic.Operator)} {b})",
        };
    }

    string OfShape(Cql2Expression literal) => literal is BoxLiteral box
        ? FormattableString.Invariant($"ST_MakeEnvelope({box.MinX:R}, {box.MinY:R}, {box.MaxX:R}, {box.MaxY:R}, 4326)")
        : $"ST_GeomFromText({Quoted(Cql2Text.Print(literal))}, 4326)";

    string OfCall(FunctionCall call)
    {
        string Metric(int argument) => $"ST_Transform({Of(call.Arguments[argument])}, {metricSrid})";
        return call.Name switch
        {
            "dwithin" => $"ST_DWithin({Metric(0)}, {Metric(1)}, {Of(call.Arguments[2])})",
            "distance" => $"ST_Distance({Metric(0)}, {Metric(1)})",
            "area" => $"ST_Area({Metric(0)})",
            "length" => $"(ST_Length({Metric(0)}) + ST_Perimeter({Metric(0)}))",
            _ => $"{call.Name}({string.Join(", ", call.Arguments.Select(Of))})",
        };
    }

    string OfTimes(TemporalPredicate relation)
    {
        var days = IsDays(relation.Left) && IsDays(relation.Right);
        var (s1, e1) = Ends(relation.Left, days);
        var (s2, e2) = Ends(relation.Right, days);
        var rule = relation.Operator switch
        {
            TemporalOperator.After => "{0} > {3}",
            TemporalOperator.Before => "{1} < {2}",
            TemporalOperator.Disjoint => "({0} > {3} OR {1} < {2})",
            TemporalOperator.Intersects => "NOT ({0} > {3} OR {1} < {2})",
            TemporalOperator.Equals => "{0} = {2} AND {1} = {3}",
            TemporalOperator.Contains => "{0} < {2} AND {1} > {3}",
            TemporalOperator.During => "{0} > {2} AND {1} < {3}",
            TemporalOperator.FinishedBy => "{0} < {2} AND {1} = {3}",
            TemporalOperator.Finishes => "{0} > {2} AND {1} = {3}",
            TemporalOperator.Meets => "{1} = {2}",
            TemporalOperator.MetBy => "{0} = {3}",
            TemporalOperator.OverlappedBy => "{0} > {2} AND {0} < {3} AND {1} > {3}",
            TemporalOperator.Overlaps => "{0} < {2} AND {1} > {2} AND {1} < {3}",
            TemporalOperator.StartedBy => "{0} = {2} AND {1} > {3}",
            _ => "{0} = {2} AND {1} < {3}",
        };
        // Where an end is missing the whole is unknown, not only what compares with it.
        return $"(CASE WHEN {s1} IS NULL OR {e1} IS NULL OR {s2} IS NULL OR {e2} IS NULL THEN NULL ELSE {string.Format(rule, s1, e1, s2, e2)} END)";
    }

    bool IsDays(Cql2Expression time) => time switch
    {
        DateLiteral => true,
        PropertyReference property => layer.Fields[layer.IndexOf(property.Name)].Type == FieldType.Date,
        IntervalLiteral interval => interval.Children.All(IsDays),
        _ => false,
    };

    (string Start, string End) Ends(Cql2Expression time, bool days)
    {
        if (time is IntervalLiteral interval)
        {
            var type = days ? "date" : "timestamptz";
            return (interval.Start is { } start ? Ends(start, days).Start : $"'-infinity'::{type}", interval.End is { } end ? Ends(end, days).End : $"'infinity'::{type}");
        }

        var sql = Of(time);
        if (days || !IsDays(time)) return (sql, sql);
        return ($"(({sql})::timestamp AT TIME ZONE 'UTC')", $"((({sql}) + 1)::timestamp AT TIME ZONE 'UTC' - interval '1 microsecond')");
    }

    string OfArrays(ArrayPredicate relation)
    {
        var (a, b) = (OfArray(relation.Left), OfArray(relation.Right));
        return relation.Operator switch
        {
            ArrayOperator.Contains => $"({a} @> {b})",
            ArrayOperator.ContainedBy => $"({a} <@ {b})",
            ArrayOperator.Equals => $"({a} @> {b} AND {a} <@ {b})",
            _ => $"({a} ?| ARRAY(SELECT jsonb_array_elements_text({b})))",
        };
    }

    string OfArray(Cql2Expression array)
    {
        if (array is ArrayLiteral literal) return $"jsonb_build_array({string.Join(", ", literal.Items.Select(item => Of(item) + "::text"))})";
        var field = layer.Fields[layer.IndexOf(((PropertyReference)array).Name)];
        return field.Items.IsEmpty ? $"\"{field.Column}\"::jsonb" : $"jsonb_path_query_array(\"{field.Column}\"::jsonb, '$[*].{field.Items[0].Name}')";
    }
}
