namespace RiskMap.Routing.Graph;

/// <summary>
/// Rights of access that a road gives single kinds of vehicles, other than to traffic as a whole (wiki.openstreetmap.org, Key:access: the more specific key
/// wins). Two are equal when they say the same. Immutable.
/// </summary>
public sealed class VehicleAccess : IEquatable<VehicleAccess>
{
    /// <summary>Nothing for any vehicle.</summary>
    public static readonly VehicleAccess None = new([]);

    readonly (string Vehicle, RoadAccess Access)[] _rows;

    /// <summary>Takes the rights; of two for one vehicle the first.</summary>
    /// <param name="rows">Kinds of vehicles (<c>hgv</c>, <c>emergency</c>) and what each may do.</param>
    public VehicleAccess(IEnumerable<(string Vehicle, RoadAccess Access)> rows) =>
        _rows = [.. rows.DistinctBy(row => row.Vehicle, StringComparer.Ordinal).OrderBy(row => row.Vehicle, StringComparer.Ordinal)];

    /// <summary>True when no vehicle is named.</summary>
    public bool IsEmpty => _rows.Length == 0;

    /// <summary>What is said of the first of some kinds of which anything is said, or null.</summary>
    public RoadAccess? Of(IReadOnlyList<string> vehicles)
    {
        foreach (var vehicle in _rows.Length == 0 ? [] : vehicles)
        {
            foreach (var row in _rows)
            {
                if (row.Vehicle == vehicle)
                    return row.Access;
            }
        }
        return null;
    }

    /// <inheritdoc />
    public bool Equals(VehicleAccess? other) => other is not null && _rows.AsSpan().SequenceEqual(other._rows);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as VehicleAccess);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var row in _rows)
            hash.Add(row);
        return hash.ToHashCode();
    }
}
