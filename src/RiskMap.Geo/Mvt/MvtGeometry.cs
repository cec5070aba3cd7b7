using System.Runtime.CompilerServices;

namespace RiskMap.Geo.Mvt;

/// <summary>Kind of an MVT feature; the numbers of vector-tile-spec 2.1, clause 4.3.4.</summary>
public enum MvtGeometryType : byte
{
    /// <summary>Not known; never written.</summary>
    Unknown = 0,

    /// <summary>One or more positions.</summary>
    Point = 1,

    /// <summary>One or more lines.</summary>
    LineString = 2,

    /// <summary>One or more shells, each followed by its holes.</summary>
    Polygon = 3,
}

/// <summary>
/// One feature's geometry in tile units (y grows downwards), in arrays that are used again for the next feature. A part is a point, a
/// line or a ring; a ring does not repeat its first vertex. Not thread-safe.
/// </summary>
public sealed class MvtGeometry
{
    int[] _x = new int[64];
    int[] _y = new int[64];
    int[] _partStart = new int[16];
    bool[] _isShell = new bool[16];

    /// <summary>Kind of the feature.</summary>
    public MvtGeometryType Type { get; private set; }

    /// <summary>Number of parts.</summary>
    public int PartCount { get; private set; }

    /// <summary>Number of vertices of all parts.</summary>
    public int VertexCount { get; private set; }

    /// <summary>True when there is nothing to draw.</summary>
    public bool IsEmpty => PartCount == 0;

    /// <summary>Begins another feature.</summary>
    public void Clear(MvtGeometryType type) => (Type, PartCount, VertexCount) = (type, 0, 0);

    /// <summary>Begins a part.</summary>
    public void BeginPart(bool shell = false)
    {
        if (PartCount + 1 >= _partStart.Length)
        {
            Array.Resize(ref _partStart, _partStart.Length * 2);
            Array.Resize(ref _isShell, _isShell.Length * 2);
        }

        _isShell[PartCount] = shell;
        _partStart[PartCount++] = VertexCount;
        _partStart[PartCount] = VertexCount;
    }

    /// <summary>Adds a vertex to the part begun last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int x, int y)
    {
        if (VertexCount == _x.Length) Grow();
        _x[VertexCount] = x;
        _y[VertexCount++] = y;
        _partStart[PartCount] = VertexCount;
    }

    /// <summary>x of a part's vertices.</summary>
    public ReadOnlySpan<int> X(int part) => _x.AsSpan(_partStart[part].._partStart[part + 1]);

    /// <summary>y of a part's vertices.</summary>
    public ReadOnlySpan<int> Y(int part) => _y.AsSpan(_partStart[part].._partStart[part + 1]);

    /// <summary>True when the part is the outer ring of a polygon.</summary>
    public bool IsShell(int part) => _isShell[part];

    /// <summary>Twice the signed area by the surveyor's formula: positive where a ring runs clockwise on the screen.</summary>
    public static long DoubleArea(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        var sum = 0L;
        for (int i = 0, previous = x.Length - 1; i < x.Length; previous = i++)
            sum += ((long)x[previous] * y[i]) - ((long)x[i] * y[previous]);
        return sum;
    }

    /// <summary>Takes back the part begun last.</summary>
    internal void DropPart()
    {
        VertexCount = _partStart[--PartCount];
        _partStart[PartCount] = VertexCount;
    }

    /// <summary>Takes back all parts from a number on.</summary>
    internal void CutTo(int parts)
    {
        VertexCount = parts == 0 ? 0 : _partStart[parts];
        PartCount = parts;
        _partStart[parts] = VertexCount;
    }

    /// <summary>The vertices of the part begun last, to be cleaned in place.</summary>
    internal (int[] X, int[] Y, int Start, int End) LastPart => (_x, _y, _partStart[PartCount - 1], VertexCount);

    /// <summary>Shortens the part begun last.</summary>
    internal void EndAt(int end) => VertexCount = _partStart[PartCount] = end;

    void Grow()
    {
        Array.Resize(ref _x, _x.Length * 2);
        Array.Resize(ref _y, _y.Length * 2);
    }
}
