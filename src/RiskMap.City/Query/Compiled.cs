using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Query;

/// <summary>
/// A part of a filter whose types are known. It is bound to a block before use, which finds the columns once; what a binding returns is pure and may be
/// used by any thread.
/// </summary>
abstract record Compiled;

/// <summary>A condition.</summary>
/// <param name="Bind">Makes the test of a block's rows.</param>
/// <param name="Box">Box in longitude and latitude that every row for which the condition is true meets; null when there is none.</param>
sealed record Condition(Func<LayerBlock, RowTest> Bind, Box? Box = null) : Compiled;

/// <summary>Numbers; NaN is missing.</summary>
sealed record NumberValue(Func<LayerBlock, Func<int, double>> Bind) : Compiled
{
    /// <summary>The number when it is the same for every row.</summary>
    public double? Constant { get; init; }

    /// <summary>What a distance is measured to, so that a comparison of it can use the index.</summary>
    public DistanceTarget? Distance { get; init; }
}

/// <summary>Texts; null is missing.</summary>
sealed record TextValue(Func<LayerBlock, Func<int, string?>> Bind) : Compiled
{
    /// <summary>The text when it is the same for every row.</summary>
    public string? Constant { get; init; }

    /// <summary>Position of the only field that the text is made from, or null.</summary>
    public int? Field { get; init; }

    /// <summary>Makes the text from the field's text; null when it is the field's text itself.</summary>
    public Func<string, string>? Change { get; init; }
}

/// <summary>TRUE and FALSE as values.</summary>
sealed record TruthValue(Func<LayerBlock, RowTest> Bind) : Compiled;

/// <summary>Instants and intervals.</summary>
/// <param name="Bind">Gives first and last unit of the row's time; null when missing.</param>
/// <param name="IsDays">True when both ends are days.</param>
/// <param name="IsInterval">False for one instant.</param>
sealed record TimeValue(Func<LayerBlock, Func<int, TimeSpanOf?>> Bind, bool IsDays, bool IsInterval = false) : Compiled;

/// <summary>First and last unit of a time, in days or in ticks of 100 ns.</summary>
readonly record struct TimeSpanOf(long Start, long End);

/// <summary>Geometries in longitude and latitude; null is missing.</summary>
sealed record GeometryValue(Func<LayerBlock, Func<int, Geometry?>> Bind) : Compiled
{
    /// <summary>The geometry when it is the same for every row.</summary>
    public Geometry? Constant { get; init; }
}

/// <summary>Lists of texts and numbers as sets; null is missing.</summary>
sealed record ListValue(Func<LayerBlock, Func<int, HashSet<object>?>> Bind) : Compiled
{
    /// <summary>The set when it is the same for every row.</summary>
    public HashSet<object>? Constant { get; init; }

    /// <summary>The field that the list stands in, and its position; null for others.</summary>
    public (Field Declared, int Position)? Source { get; init; }
}
