namespace RiskMap.City.Snapshot.Columns;

/// <summary>Doubles; NaN is missing. Immutable and safe for parallel reads.</summary>
sealed class NumberColumn(double[] values) : Column
{
    public override bool IsNull(int row) => double.IsNaN(values[row]);

    public override double Number(int row) => values[row];

    public override long MemoryBytes => values.LongLength * sizeof(double);
}

/// <summary>Integers, booleans, dates and times as 64 bits; <see cref="long.MinValue"/> is missing. Immutable and safe for parallel reads.</summary>
sealed class IntegerColumn(long[] values) : Column
{
    public const long Null = long.MinValue;

    public override bool IsNull(int row) => values[row] == Null;

    public override long Integer(int row) => values[row] == Null ? 0 : values[row];

    public override double Number(int row) => values[row] == Null ? double.NaN : values[row];

    public override long MemoryBytes => values.LongLength * sizeof(long);
}

/// <summary>The same in 32 bits, where all values fit; <see cref="int.MinValue"/> is missing.</summary>
sealed class SmallIntegerColumn(int[] values) : Column
{
    public const int Null = int.MinValue;

    public override bool IsNull(int row) => values[row] == Null;

    public override long Integer(int row) => values[row] == Null ? 0 : values[row];

    public override double Number(int row) => values[row] == Null ? double.NaN : values[row];

    public override long MemoryBytes => values.LongLength * sizeof(int);
}
