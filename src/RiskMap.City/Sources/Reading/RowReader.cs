using NetTopologySuite.Geometries;
using RiskMap.City.Sources.Mapping;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Sources.Reading;

/// <summary>
/// Reads the rows of one layer of a file, forward and once. Every value is handed out as text: the field decides its type.
/// Spans are valid until the next <see cref="Read"/>. Not thread-safe.
/// </summary>
abstract class RowReader : IDisposable
{
    /// <summary>Columns in the file's order; formats without a header (GeoJSON) add columns as they meet them.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Moves to the next row, also to one with a <see cref="Problem"/>; false after the last.</summary>
    /// <exception cref="ImportException">The file cannot be read on: it is truncated or broken.</exception>
    public abstract bool Read();

    /// <summary>Line (text formats) or number of the row, from 1.</summary>
    public long Line { get; protected set; }

    /// <summary>What names the row where the line alone does not (<c>way/123</c>, one of several features on a line); null where it does.</summary>
    public virtual string? Place => null;

    /// <summary>Set when the row itself cannot be read; its cells are then those that could be.</summary>
    public RowProblem? Problem { get; protected set; }

    /// <summary>A cell as text; empty when missing.</summary>
    public abstract ReadOnlySpan<char> Cell(int column);

    /// <summary>True when the format has geometries of its own; else they stand in columns.</summary>
    public virtual bool HasGeometry => true;

    /// <summary>Geometry of the row in the file's coordinates, or null.</summary>
    public Geometry? Geometry { get; protected set; }

    /// <summary>Identifier that the format itself gives the row (GeoJSON id, <c>way/123</c>), or null.</summary>
    public string? Id { get; protected set; }

    /// <summary>Coordinate system that the file declares, or null.</summary>
    public virtual SourceCrs? DeclaredCrs => null;

    /// <summary>Bytes of the file read so far, or null.</summary>
    public virtual long? BytesRead => null;

    /// <summary>The row as it stands in the file, where that is more than its cells (GeoJSON); for the file of refused rows.</summary>
    public virtual string? Raw => null;

    /// <summary>What happened on the way that the report should say; asked for after the last row.</summary>
    public virtual IEnumerable<Notice> Notices => [];

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the reader holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
