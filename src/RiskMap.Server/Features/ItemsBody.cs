using System.Globalization;
using System.Text;
using RiskMap.City.Export;
using RiskMap.City.Query;
using RiskMap.Geo.Crs;
using RiskMap.Geo.GeoJson;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary>
/// The features of a page in their form, as many as the budget of bytes holds but at least one. They are written before the head, which tells how many
/// they are. Not thread-safe; dispose it to give the memory back.
/// </summary>
sealed class ItemsBody : IDisposable
{
    const string ByteOrderMark = "\uFEFF";

    // An enterprise of the demo city has 500; a guess that is too small costs a copy.
    const int ExpectedFeatureBytes = 640;

    readonly ItemsRequest _request;
    readonly FeaturePage _page;
    readonly JsonBuffer _features;
    readonly JsonBuffer _head = new();
    readonly GeometryColumn? _geometries;

    /// <summary>Writes the features of a page.</summary>
    /// <param name="request">The request.</param>
    /// <param name="page">Its page.</param>
    /// <param name="budgetBytes">Most bytes of features.</param>
    /// <param name="language">Language of a table's heads.</param>
    public ItemsBody(ItemsRequest request, FeaturePage page, int budgetBytes, string language)
    {
        (_request, _page, _features) = (request, page, new JsonBuffer(Math.Min(budgetBytes, page.Features.Count * ExpectedFeatureBytes)));
        _geometries = ReferenceEquals(request.Crs, CoordinateSystem.Crs84) ? null : FeatureGeometries.In(request.Crs, page.Features);
        Told = request.Format == ItemsFormat.Csv ? WriteLines(budgetBytes, language) : WriteGeoJson(budgetBytes);
    }

    /// <summary>How many features of the page are told.</summary>
    public int Told { get; }

    /// <summary>The parts of the body in their order.</summary>
    public ReadOnlyMemory<byte>[] Parts => [_head.Written, _features.Written];

    /// <summary>Writes the head of a FeatureCollection before its features, and its end behind them.</summary>
    public void Enclose(IReadOnlyList<Link> links)
    {
        _head.Raw("{\"type\":\"FeatureCollection\",\"numberMatched\":"u8);
        _head.Integer(_page.Matched);
        _head.Raw(",\"numberReturned\":"u8);
        _head.Integer(Told);
        _head.Raw(",\"timeStamp\":"u8);
        _head.Text(DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        PageLinks.Write(_head, links);
        _head.Raw(",\"features\":["u8);
        _features.Raw("]}"u8);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _features.Dispose();
        _head.Dispose();
    }

    int WriteGeoJson(int budgetBytes)
    {
        var writer = _request.IsWhole ? FeatureJson.Of(_request.Layer) : new FeatureJson(_request.Layer, _request.Fields, _request.HasKey);
        var positions = PositionFormat.OnWire(_request.Crs);
        var isSequence = _request.Format == ItemsFormat.GeoJsonSequence;
        return WriteWithin(budgetBytes, i =>
        {
            if (isSequence) _features.Raw("\u001e"u8);
            else if (i > 0) _features.Raw(","u8);
            var feature = _page.Features[i];
            if (_geometries is null) writer.Write(_features, feature);
            else writer.Write(_features, feature, _geometries, i, positions);
            if (isSequence) _features.Raw("\n"u8);
        });
    }

    int WriteLines(int budgetBytes, string language)
    {
        var lines = new CsvLines(_request.Layer, _request.Fields, _request.HasKey, new SourceCrs(_request.Crs));
        _head.Raw(Encoding.UTF8.GetBytes(ByteOrderMark + lines.Head(language) + CsvLines.End));
        return WriteWithin(budgetBytes, i =>
        {
            var feature = _page.Features[i];
            var line = _geometries is null ? lines.Line(feature, feature.Block.Geometry, feature.Row) : lines.Line(feature, _geometries, i);
            _features.Raw(Encoding.UTF8.GetBytes(line + CsvLines.End));
        });
    }

    int WriteWithin(int budgetBytes, Action<int> write)
    {
        for (var i = 0; i < _page.Features.Count; i++)
        {
            var before = _features.Written.Length;
            write(i);
            if (i == 0 || _features.Written.Length <= budgetBytes) continue;
            _features.CutTo(before);
            return i;
        }

        return _page.Features.Count;
    }
}
