namespace RiskMap.City.Sources.Mapping;

/// <summary>
/// Remembers the values of the cells of one column, so that what repeats (codes, industries, districts, small numbers) is parsed, checked and
/// allocated once. Stops by itself where values hardly repeat (names). Not thread-safe.
/// </summary>
sealed class CellCache
{
    const int MostValues = 2048;
    const int LongestText = 32;
    readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    readonly Dictionary<string, object?>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    long _hits;
    bool _isOff;

    public CellCache() => _lookup = _values.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The value of a cell seen before.</summary>
    public bool TryGet(ReadOnlySpan<char> cell, out object? value)
    {
        value = null;
        if (_isOff || cell.Length > LongestText || !_lookup.TryGetValue(cell, out value))
            return false;
        _hits++;
        return true;
    }

    /// <summary>Remembers the value of a good cell.</summary>
    public void Add(ReadOnlySpan<char> cell, object? value)
    {
        if (_isOff || cell.Length > LongestText)
            return;
        if (_values.Count < MostValues)
        {
            _lookup[cell] = value;
            return;
        }
        _isOff = _hits < MostValues; // full, and most were seen once only
        if (_isOff)
            _values.Clear();
    }
}
