using System.Collections.Frozen;

namespace RiskMap.Geo.Cql2;

/// <summary>AND, OR.</summary>
public enum LogicalOperator
{
    /// <summary>True when all are true.</summary>
    And,

    /// <summary>True when one is true.</summary>
    Or,
}

/// <summary>Comparisons.</summary>
public enum ComparisonOperator
{
    /// <summary>=</summary>
    Equal,

    /// <summary>&lt;&gt;</summary>
    NotEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>&gt;=</summary>
    GreaterOrEqual,
}

/// <summary>Arithmetic.</summary>
public enum ArithmeticOperator
{
    /// <summary>+</summary>
    Add,

    /// <summary>-</summary>
    Subtract,

    /// <summary>*</summary>
    Multiply,

    /// <summary>/</summary>
    Divide,

    /// <summary>% : remainder with the sign of the dividend.</summary>
    Modulo,

    /// <summary>div : quotient without its fraction.</summary>
    IntegerDivide,

    /// <summary>^</summary>
    Power,
}

/// <summary>Relations of geometries (OGC 06-103r4, 6.1.15).</summary>
public enum SpatialOperator
{
    /// <summary>Share a point.</summary>
    Intersects,

    /// <summary>Are the same set of points.</summary>
    Equals,

    /// <summary>Share no point.</summary>
    Disjoint,

    /// <summary>Share borders only.</summary>
    Touches,

    /// <summary>The first lies in the second.</summary>
    Within,

    /// <summary>Share a part of their own dimension.</summary>
    Overlaps,

    /// <summary>Share a part of lower dimension inside both.</summary>
    Crosses,

    /// <summary>The second lies in the first.</summary>
    Contains,
}

/// <summary>Relations of instants and intervals (Allen 1983).</summary>
public enum TemporalOperator
{
    /// <summary>The first begins after the second ends.</summary>
    After,

    /// <summary>The first ends before the second begins.</summary>
    Before,

    /// <summary>The first begins before and ends after the second.</summary>
    Contains,

    /// <summary>Share no instant.</summary>
    Disjoint,

    /// <summary>The first begins after and ends before the second.</summary>
    During,

    /// <summary>Begin and end together.</summary>
    Equals,

    /// <summary>The first begins before the second and they end together.</summary>
    FinishedBy,

    /// <summary>The first begins after the second and they end together.</summary>
    Finishes,

    /// <summary>Share an instant.</summary>
    Intersects,

    /// <summary>The first ends when the second begins.</summary>
    Meets,

    /// <summary>The first begins when the second ends.</summary>
    MetBy,

    /// <summary>The first begins within the second and ends after it.</summary>
    OverlappedBy,

    /// <summary>The first begins before the second and ends within it.</summary>
    Overlaps,

    /// <summary>Begin together and the first ends later.</summary>
    StartedBy,

    /// <summary>Begin together and the first ends earlier.</summary>
    Starts,
}

/// <summary>Relations of arrays, taken as sets.</summary>
public enum ArrayOperator
{
    /// <summary>The same members.</summary>
    Equals,

    /// <summary>The first has every member of the second.</summary>
    Contains,

    /// <summary>The second has every member of the first.</summary>
    ContainedBy,

    /// <summary>Have a member in common.</summary>
    Overlaps,
}

/// <summary>The names of the operators in text and in JSON. Names are found without case.</summary>
public static class Cql2Operators
{
    static readonly string[] ComparisonSigns = ["=", "<>", "<", "<=", ">", ">="];
    static readonly string[] ArithmeticSigns = ["+", "-", "*", "/", "%", "div", "^"];

    static readonly FrozenDictionary<string, Enum> Relations = Table<SpatialOperator>("s_").Concat(Table<TemporalOperator>("t_")).Concat(Table<ArrayOperator>("a_"))
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Operator, StringComparer.OrdinalIgnoreCase);

    static readonly FrozenDictionary<string, Enum> Signs = ComparisonSigns.Select((sign, i) => (sign, (Enum)(ComparisonOperator)i))
        .Concat(ArithmeticSigns.Select((sign, i) => (sign, (Enum)(ArithmeticOperator)i)))
        .ToFrozenDictionary(pair => pair.sign, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>Sign of a comparison, in text and in JSON.</summary>
    public static string Sign(ComparisonOperator comparison) => ComparisonSigns[(int)comparison];

    /// <summary>Sign of an operation, in text and in JSON.</summary>
    public static string Sign(ArithmeticOperator arithmetic) => ArithmeticSigns[(int)arithmetic];

    /// <summary>Name in JSON: <c>s_intersects</c>, <c>t_metBy</c>, <c>a_containedBy</c>; in text the same in capitals.</summary>
    public static string Name(SpatialOperator relation) => NameOf("s_", relation);

    /// <inheritdoc cref="Name(SpatialOperator)"/>
    public static string Name(TemporalOperator relation) => NameOf("t_", relation);

    /// <inheritdoc cref="Name(SpatialOperator)"/>
    public static string Name(ArrayOperator relation) => NameOf("a_", relation);

    /// <summary>The spatial, temporal or array operator of a name, or null.</summary>
    public static Enum? FindRelation(string name) => Relations.GetValueOrDefault(name);

    /// <summary>The comparison or arithmetic operator of a sign, or null.</summary>
    public static Enum? FindSign(string sign) => Signs.GetValueOrDefault(sign);

    /// <summary>All names that are written with parentheses, in capitals, for suggestions.</summary>
    public static IEnumerable<string> RelationNames => Relations.Keys.Select(name => name.ToUpperInvariant()).Order(StringComparer.Ordinal);

    static IEnumerable<(string Name, Enum Operator)> Table<T>(string prefix)
        where T : struct, Enum => Enum.GetValues<T>().Select(value => (NameOf(prefix, value), (Enum)value));

    static string NameOf<T>(string prefix, T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return $"{prefix}{char.ToLowerInvariant(name[0])}{name[1..]}";
    }
}
