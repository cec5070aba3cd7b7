namespace RiskMap.City.Snapshot.Columns;

/// <summary>One field of many rows in flat arrays. Immutable and safe for parallel reads.</summary>
public abstract class Column
{
    /// <summary>A column in which every value is missing; it takes no memory per row.</summary>
    public static Column Missing { get; } = new MissingColumn();

    /// <summary>True when the row has no value.</summary>
    public abstract bool IsNull(int row);

    /// <summary>Memory held, in bytes.</summary>
    public abstract long MemoryBytes { get; }

    /// <summary>Text or list (JSON) as UTF-8; empty when missing.</summary>
    public virtual ReadOnlySpan<byte> Utf8(int row) => throw new NotSupportedException($"{GetType().Name} holds no text");

    /// <summary>Integers; booleans 0/1; dates as day number; times as milliseconds since 1970 UTC. 0 when missing: ask <see cref="IsNull"/> first.</summary>
    public virtual long Integer(int row) => throw new NotSupportedException($"{GetType().Name} holds no integers");

    /// <summary>Numbers; NaN when missing.</summary>
    public virtual double Number(int row) => throw new NotSupportedException($"{GetType().Name} holds no numbers");

    sealed class MissingColumn : Column
    {
        public override bool IsNull(int row) => true;

        public override long MemoryBytes => 0;

        public override ReadOnlySpan<byte> Utf8(int row) => default;

        public override long Integer(int row) => 0;

        public override double Number(int row) => double.NaN;
    }
}
