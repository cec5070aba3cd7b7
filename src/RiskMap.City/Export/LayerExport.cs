using System.Collections.Immutable;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Export;

/// <summary>What to export and how.</summary>
/// <param name="Layer">The layer at one version.</param>
/// <param name="Crs">Coordinate system, or offset, of the file.</param>
/// <param name="Personal">True to export personal fields too.</param>
/// <param name="Language">Language of CSV headers, <c>zh</c> or <c>en</c>.</param>
public sealed record ExportRequest(LayerSnapshot Layer, SourceCrs Crs, bool Personal, string Language)
{
    /// <summary>Positions in <see cref="LayerSchema.Fields"/> of the fields that go into the file.</summary>
    public ImmutableArray<int> Fields { get; } = [.. Enumerable.Range(0, Layer.Schema.Fields.Length).Where(field => Personal || !Layer.Schema.Fields[field].Personal)];
}

/// <summary>
/// Writes a layer to a file, by the file's extension. The file appears whole or not at all: it is written beside its place and then moved there.
/// What is written can be imported again.
/// </summary>
public static class LayerExport
{
    static readonly (string Extension, Action<ExportRequest, string, CancellationToken> Write)[] Formats =
        [(".geojson", GeoJsonFile.Write), (".gpkg", GeoPackageFile.Write), (".csv", CsvFile.Write)];

    /// <summary>Extensions that work.</summary>
    public static IEnumerable<string> Extensions => Formats.Select(format => format.Extension);

    /// <summary>True when a file of that name can be written.</summary>
    public static bool Knows(string file) => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes the file.</summary>
    /// <returns>Number of features written.</returns>
    /// <exception cref="NotSupportedException">The extension is not among <see cref="Extensions"/>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="CrsException">The features cannot be brought into the coordinate system.</exception>
    public static int Write(ExportRequest request, string file, CancellationToken cancellation)
    {
        var format = Array.Find(Formats, format => string.Equals(format.Extension, Path.GetExtension(file), StringComparison.OrdinalIgnoreCase));
        if (format.Write is null) throw new NotSupportedException($"no export to {Path.GetExtension(file)}; there are {string.Join(' ', Extensions)}");
        return (int)Beside(file, unfinished =>
        {
            format.Write(request, unfinished, cancellation);
            return request.Layer.Count;
        });
    }

    /// <summary>Writes a file beside its place and moves it there when it is whole.</summary>
    /// <param name="file">Its place.</param>
    /// <param name="write">Writes it and counts what is in it.</param>
    /// <param name="evenEmpty">False where a file with nothing in it is not wanted.</param>
    internal static long Beside(string file, Func<string, long> write, bool evenEmpty = true)
    {
        var extension = Path.GetExtension(file);
        var unfinished = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, $".{Path.GetFileNameWithoutExtension(file)}-{Guid.NewGuid():N}{extension}");
        try
        {
            var count = write(unfinished);
            if (count > 0 || evenEmpty) File.Move(unfinished, file, overwrite: true);
            return count;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>The geometries of each block in the wanted system.</summary>
    internal static IReadOnlyDictionary<LayerBlock, GeometryColumn> Geometries(ExportRequest request) => request.Layer.Blocks.ToDictionary(
        block => block,
        block => ReferenceEquals(request.Crs.System, CoordinateSystem.Crs84) && request.Crs.Shift == DatumShift.None
            ? block.Geometry
            : block.Geometry.Transform((x, y) => Present(request.Crs, x, y)));

    // Empty rows of a point column are NaN and stay so; only what is there is transformed.
    internal static void Present(SourceCrs crs, Span<double> x, Span<double> y)
    {
        for (var start = 0; start < x.Length;)
        {
            if (double.IsNaN(x[start]))
            {
                start++;
                continue;
            }

            var end = start + 1;
            while (end < x.Length && !double.IsNaN(x[end])) end++;
            crs.FromLonLat(x[start..end], y[start..end]);
            start = end;
        }
    }
}
