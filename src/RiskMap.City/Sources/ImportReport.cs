using RiskMap.City.Model;

namespace RiskMap.City.Sources;

/// <summary>What an import did, or would have done (<see cref="DryRun"/>). Serialises to JSON as it is.</summary>
/// <param name="File">File name without its folder.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hex.</param>
/// <param name="Crs">Coordinate system or offset that the file was read in.</param>
/// <param name="Encoding">Text encoding that was used, where the format has a choice.</param>
/// <param name="Layers">One entry a layer.</param>
/// <param name="Refused">Refused rows in file order, at most as many as data/import-rules.json keeps; one entry a row.</param>
/// <param name="Notices">What was done that the reader should know of: unused columns, repairs, derived keys.</param>
/// <param name="Changed">True when the store changed.</param>
/// <param name="DryRun">True when nothing was to be committed.</param>
/// <param name="ChangeSet">The change set, or null when nothing changed.</param>
/// <param name="DerivedCity">The city's metadata where this import derived or extended it, else null.</param>
public sealed record ImportReport(
    string File,
    string Sha256,
    string? Crs,
    string? Encoding,
    IReadOnlyList<LayerReport> Layers,
    IReadOnlyList<RefusedRow> Refused,
    IReadOnlyList<Notice> Notices,
    bool Changed,
    bool DryRun,
    long? ChangeSet,
    CityMetadata? DerivedCity)
{
    /// <summary>All refused rows, also those that <see cref="Refused"/> does not list.</summary>
    public long RefusedCount { get; init; }
}

/// <summary>Counts of one layer.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Read">Rows read from the file for this layer.</param>
/// <param name="Inserted">Rows that are new.</param>
/// <param name="Updated">Rows whose content changed under their key.</param>
/// <param name="Unchanged">Rows that were there already just so.</param>
/// <param name="Refused">Rows that were refused.</param>
/// <param name="Repaired">Rows whose geometry was repaired.</param>
public sealed record LayerReport(string Layer, long Read, long Inserted, long Updated, long Unchanged, long Refused, long Repaired)
{
    /// <summary>Rows deleted because the file does not have them (<see cref="ImportRequest.Replace"/>).</summary>
    public long Deleted { get; init; }
}

/// <summary>A row that was refused, and how to mend it.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Line">Line of a text file (the header is line 1), else the number of the row, record or object in the file, counted from 1.</param>
/// <param name="Field">Field or column at fault, or null when it is the row as a whole.</param>
/// <param name="Value">The value as it stands in the file (cut when very long).</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record RefusedRow(string Layer, long Line, string? Field, string? Value, LocalizedText Reason, LocalizedText Remedy);

/// <summary>Something that the importer did and that the reader should know of.</summary>
/// <param name="Layer">Layer name, or null when it concerns the whole file.</param>
/// <param name="Text">What was done.</param>
public sealed record Notice(string? Layer, LocalizedText Text);

/// <summary>How far an import is.</summary>
/// <param name="RowsRead">Rows read so far in all layers.</param>
/// <param name="BytesRead">Bytes read so far, or null where the format does not tell.</param>
/// <param name="BytesTotal">Bytes of the file.</param>
/// <param name="Stage"><c>inspect</c>, <c>index</c> (OpenStreetMap), <c>read LAYER</c>, <c>commit</c>.</param>
public sealed record ImportProgress(long RowsRead, long? BytesRead, long? BytesTotal, string Stage);
