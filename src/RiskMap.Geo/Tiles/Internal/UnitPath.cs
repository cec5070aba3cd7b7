using System.Runtime.CompilerServices;

namespace RiskMap.Geo.Tiles.Internal;

/// <summary>Vertices in tile units before rounding, in arrays that are used again.</summary>
sealed class UnitPath
{
    double[] _x = new double[256];
    double[] _y = new double[256];

    internal int Count { get; private set; }

    internal ReadOnlySpan<double> X => _x.AsSpan(0, Count);

    internal ReadOnlySpan<double> Y => _y.AsSpan(0, Count);

    internal void Clear() => Count = 0;

    internal void CutTo(int count) => Count = count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(double x, double y)
    {
        if (Count == _x.Length) Grow();
        _x[Count] = x;
        _y[Count++] = y;
    }

    internal void Append(UnitPath other)
    {
        for (var i = 0; i < other.Count; i++) Add(other._x[i], other._y[i]);
    }

    void Grow()
    {
        Array.Resize(ref _x, Count * 2);
        Array.Resize(ref _y, Count * 2);
    }
}
