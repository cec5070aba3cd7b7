using System.Text;
using System.Text.Json;
using RiskMap.City.Sources.Mapping;
using RiskMap.City.Sources.Running;
using RiskMap.Geo.Crs;
using RiskMap.Geo.GeoJson;

namespace RiskMap.City.Sources.Reading;

/// <summary>Features of a GeoJSON document or sequence; each property is a column, known from the first feature that has it.</summary>
sealed class GeoJsonRows : RowReader
{
    readonly SourceFile _file;
    readonly GeoJsonReader _reader;
    readonly IEnumerator<GeoJsonFeature> _features;
    readonly List<string> _columns = [];
    readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    readonly List<string?> _cells = [];
    readonly SourceCrs? _declared;
    readonly string? _declaredText;
    readonly bool _crsIsAsked;
    bool _started;
    bool _sharesLine;
    bool _more;

    /// <summary>Opens the file and looks at the first feature, before which a "crs" member stands.</summary>
    /// <exception cref="ImportException">It is not GeoJSON, or declares a system that is not known.</exception>
    public GeoJsonRows(SourceFile file, bool crsIsAsked)
    {
        (_file, _crsIsAsked) = (file, crsIsAsked);
        _reader = new GeoJsonReader(file.Open());
        _features = _reader.ReadFeatures().GetEnumerator();
        _more = Next();
        _declaredText = _reader.DeclaredCrs;
        if (crsIsAsked)
            return;
        try
        {
            // RFC 7946, 4: without a word, longitude and latitude on WGS 84.
            _declared = _declaredText is null ? SourceCrs.Crs84 : SourceCrs.Parse(_declaredText);
        }
        catch (CrsException error)
        {
            throw ImportSource.UnknownCrs(_declaredText!, error);
        }
    }

    public override IReadOnlyList<string> Columns => _columns;

    public override SourceCrs? DeclaredCrs => _declared;

    public override string? Place => _sharesLine ? $"features[{_features.Current.Index}]" : null;

    public override long? BytesRead => _file.BytesRead;

    public override bool Read()
    {
        if (_started)
            _more = Next();
        _started = true;
        if (!_more)
        {
            VerifyEnd();
            return false;
        }
        var feature = _features.Current;
        _sharesLine = feature.Index > 0 && feature.Line == Line;
        (Line, Id, Geometry) = (feature.Line, feature.Id, feature.Geometry);
        Problem = feature.Error is { } error
            ? new RowProblem(null, null, ($"要素有误：{error}", error), ("按提示更正该要素", "correct the feature at that place"))
            : null;
        TakeCells(feature.Properties);
        return true;
    }

    public override ReadOnlySpan<char> Cell(int column) => column < _cells.Count ? _cells[column] : default;

    public override string Raw
    {
        get
        {
            var feature = _features.Current;
            if (feature.Raw is { } raw)
                return raw;
            using var memory = new MemoryStream();
            using (var writer = new Utf8JsonWriter(memory, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                writer.WriteStartObject();
                writer.WriteString("type", "Feature");
                if (feature.Id is not null)
                    writer.WriteString("id", feature.Id);
                writer.WritePropertyName("geometry");
                GeoJsonWriter.WriteGeometry(writer, feature.Geometry, new PositionFormat(9));
                writer.WritePropertyName("properties");
                feature.Properties.WriteTo(writer);
                writer.WriteEndObject();
            }
            return Encoding.UTF8.GetString(memory.ToArray());
        }
    }

    public override IEnumerable<Notice> Notices
    {
        get
        {
            if (_reader.HeightsDropped)
                yield return new Notice(null, ("高程已略去", "heights were dropped"));
            if (_crsIsAsked && _reader.DeclaredCrs is { } declared)
            {
                yield return new Notice(null, ($"文件中的 crs 成员（{RowProblem.Shown(declared)}）已按 --crs 忽略",
                    $"the file's own crs member ({RowProblem.Shown(declared)}) was overruled by --crs"));
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _features.Dispose();
            _reader.Dispose();
        }
        base.Dispose(disposing);
    }

    bool Next()
    {
        try
        {
            return _features.MoveNext();
        }
        catch (GeoJsonException error)
        {
            throw new ImportException(($"{_file.Name} 不是完整的 GeoJSON（UTF-8）：{error.Message}", $"{_file.Name}: {error.Message}"), error);
        }
        catch (InvalidDataException error)
        {
            throw SourceFile.Truncated(_file.Name, error);
        }
    }

    void VerifyEnd()
    {
        _file.VerifyUnpacked(_reader.BytesRead);
        if (!_crsIsAsked && _reader.DeclaredCrs != _declaredText)
        {
            throw new ImportException((
                $"{_file.Name} 的 crs 成员在要素之后；请用 --crs 给出 {_reader.DeclaredCrs}",
                $"the crs member of {_file.Name} stands behind its features; give it with --crs {_reader.DeclaredCrs}"));
        }
    }

    void TakeCells(JsonElement properties)
    {
        for (var i = 0; i < _cells.Count; i++)
            _cells[i] = null;
        foreach (var property in properties.EnumerateObject())
        {
            if (!_places.TryGetValue(property.Name, out var place))
            {
                _places.Add(property.Name, place = _columns.Count);
                _columns.Add(property.Name);
                _cells.Add(null);
            }
            _cells[place] = property.Value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => property.Value.GetString(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => property.Value.GetRawText(),
            };
        }
    }
}
