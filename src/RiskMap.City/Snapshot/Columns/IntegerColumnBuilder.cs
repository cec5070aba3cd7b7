namespace RiskMap.City.Snapshot.Columns;

/// <summary>Gathers integers and keeps them in 32 bits where they fit. Not thread-safe.</summary>
sealed class IntegerColumnBuilder(int capacity)
{
    long[] _values = new long[Math.Max(capacity, 4)];
    int _count;
    bool _any;
    bool _small = true;

    public void AddNull() => Append(IntegerColumn.Null);

    public void Add(long value)
    {
        _any = true;
        _small &= value is > int.MinValue and <= int.MaxValue;
        Append(value);
    }

    public Column Build()
    {
        if (!_any)
            return Column.Missing;
        return _small
            ? new SmallIntegerColumn(Array.ConvertAll(_values[.._count], value => value == IntegerColumn.Null ? SmallIntegerColumn.Null : (int)value))
            : new IntegerColumn(_values[.._count]);
    }

    void Append(long value)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, _count * 2);
        _values[_count++] = value;
    }
}

/// <summary>Gathers doubles. Not thread-safe.</summary>
sealed class NumberColumnBuilder(int capacity)
{
    double[] _values = new double[Math.Max(capacity, 4)];
    int _count;
    bool _any;

    public void Add(double value)
    {
        _any |= !double.IsNaN(value);
        if (_count == _values.Length)
            Array.Resize(ref _values, _count * 2);
        _values[_count++] = value;
    }

    public Column Build() => _any ? new NumberColumn(_values[.._count]) : Column.Missing;
}
