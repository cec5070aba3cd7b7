namespace RiskMap.Geo.Cql2.Internal;

/// <summary>How strongly the operators of CQL2 text bind, the weakest first (21-065r2, the grammar): parser and printer must agree on it.</summary>
static class Precedence
{
    internal const int Or = 1;
    internal const int And = 2;
    internal const int Not = 3;
    internal const int Comparing = 4;
    internal const int Adding = 5;
    internal const int Multiplying = 6;
    internal const int Raising = 7;

    /// <summary>What needs no parentheses anywhere.</summary>
    internal const int Value = 8;
}
