namespace RiskMap.City.Query;

/// <summary>Three-valued truth of SQL and CQL2 (OGC 21-065r2, 6.3.2): a comparison with a missing value is unknown.</summary>
public enum Truth : byte
{
    /// <summary>Not so.</summary>
    False,

    /// <summary>So.</summary>
    True,

    /// <summary>It cannot be said, because a value is missing.</summary>
    Unknown,
}

/// <summary>Truth of a row; pure, any thread may ask.</summary>
delegate Truth RowTest(int row);

/// <summary>The logic of three values.</summary>
static class TruthExtensions
{
    public static Truth Not(this Truth truth) => truth switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown };

    public static Truth ToTruth(this bool truth) => truth ? Truth.True : Truth.False;

    /// <summary>True when one is true; unknown when none is and one cannot be said.</summary>
    public static RowTest Or(RowTest[] tests) => row =>
    {
        var result = Truth.False;
        foreach (var test in tests)
        {
            var truth = test(row);
            if (truth == Truth.True) return truth;
            if (truth == Truth.Unknown) result = truth;
        }

        return result;
    };

    /// <summary>False when one is false; unknown when none is and one cannot be said.</summary>
    public static RowTest And(RowTest[] tests) => row =>
    {
        var result = Truth.True;
        foreach (var test in tests)
        {
            var truth = test(row);
            if (truth == Truth.False) return truth;
            if (truth == Truth.Unknown) result = truth;
        }

        return result;
    };
}
