using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NetTopologySuite.IO;
using RiskMap.City.Sources.Mapping;
using RiskMap.City.Sources.Reading;

namespace RiskMap.City.Sources.Running;

/// <summary>
/// Writes the refused rows to a file that can be mended and imported again with the same options: GeoJSON for GeoJSON, else CSV (UTF-8 with a
/// byte order mark, so that spreadsheets read it) with the original columns, the geometry as WKT where the format had one of its own, and
/// line, field, reason and remedy behind them. The file is made with the first refused row. Not thread-safe.
/// </summary>
sealed class RejectsWriter(string path, bool asGeoJson, string language) : IDisposable
{
    /// <summary>The columns that tell what was wrong; an import passes them over.</summary>
    public static readonly string[] ReportColumns = ["line", "field", "reason", "remedy"];

    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    readonly WKTWriter _wkt = new() { OutputOrdinates = NetTopologySuite.Geometries.Ordinates.XY };
    readonly StringBuilder _line = new();
    StreamWriter? _writer;
    List<int>? _columns;

    /// <summary>Makes a writer for a request, or null when none is asked for.</summary>
    /// <exception cref="ImportException">The folder is not there, or the file is the source itself.</exception>
    public static RejectsWriter? For(ImportRequest request, SourceFile file, FileKind kind)
    {
        if (request.RejectsFile is not { Length: > 0 } path)
            return null;
        var full = Path.GetFullPath(path);
        if (full == Path.GetFullPath(file.Path))
            throw new ImportException(("被拒行文件不能是导入文件本身", "the file of refused rows cannot be the imported file itself"));
        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw new ImportException(($"文件夹不存在：{Path.GetDirectoryName(path)}", $"no folder {Path.GetDirectoryName(path)} for the refused rows; make it first"));
        return new RejectsWriter(full, kind is FileKind.GeoJson or FileKind.GeoJsonSequence, request.Language);
    }

    /// <summary>Writes the reader's current row.</summary>
    public void Write(RowReader row, RowProblem problem)
    {
        _writer ??= Open(row);
        if (asGeoJson)
            WriteFeature(row, problem);
        else
            WriteCells(row, problem);
    }

    /// <summary>Ends the file.</summary>
    public void Dispose()
    {
        if (asGeoJson)
            _writer?.Write("\n]}\n");
        _writer?.Dispose();
    }

    StreamWriter Open(RowReader row)
    {
        try
        {
            var writer = new StreamWriter(path, false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: !asGeoJson));
            if (asGeoJson)
            {
                writer.Write("{\"type\":\"FeatureCollection\",\"features\":[");
                return writer;
            }
            _columns = [.. Enumerable.Range(0, row.Columns.Count).Where(column => !ReportColumns.Contains(row.Columns[column], StringComparer.Ordinal))];
            var names = _columns.Select(column => row.Columns[column]);
            writer.WriteLine(string.Join(',', names.Concat(Own(row)).Concat(ReportColumns).Select(Quoted)));
            return writer;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportException(($"无法写入 {path}", $"cannot write {path}; check the folder's permission"), error);
        }
    }

    static string[] Own(RowReader row) => row.HasGeometry ? ["id", "wkt"] : [];

    void WriteCells(RowReader row, RowProblem problem)
    {
        _line.Clear();
        foreach (var column in _columns!)
            _line.Append(Quoted(row.Cell(column).ToString())).Append(',');
        if (row.HasGeometry)
            _line.Append(Quoted(row.Id ?? "")).Append(',').Append(Quoted(row.Geometry is null ? "" : _wkt.Write(row.Geometry))).Append(',');
        _line.Append(row.Line).Append(',').Append(Quoted(problem.Field ?? "")).Append(',')
            .Append(Quoted(problem.Reason.In(language))).Append(',').Append(Quoted(problem.Remedy.In(language)));
        _writer!.WriteLine(_line);
    }

    bool _hasFeature;

    void WriteFeature(RowReader row, RowProblem problem)
    {
        var report = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["line"] = row.Line,
            ["field"] = problem.Field,
            ["reason"] = problem.Reason.In(language),
            ["remedy"] = problem.Remedy.In(language),
        };
        // The feature stands as it was; what was wrong with it is a foreign member (RFC 7946, 6.1), which an import passes over.
        var raw = row.Raw!.TrimEnd();
        _writer!.Write(_hasFeature ? ",\n" : "\n");
        _hasFeature = true;
        _writer.Write(raw.EndsWith('}') ? raw[..^1] + ",\"refused\":" + JsonSerializer.Serialize(report, Readable) + "}" : raw);
    }

    static string Quoted(string cell) => cell.AsSpan().IndexOfAny([',', '"', '\r', '\n']) >= 0 || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' '))
        ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
        : cell;
}
