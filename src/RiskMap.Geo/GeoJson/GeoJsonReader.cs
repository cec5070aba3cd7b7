using NetTopologySuite.Geometries;

namespace RiskMap.Geo.GeoJson;

/// <summary>
/// Reads GeoJSON (RFC 7946) of any size as a stream: a FeatureCollection with its members in any order, a bare Feature or geometry, and text
/// sequences, one object a line or separated by RS (RFC 8142). Only one feature at a time is in memory. A feature at fault is reported in its
/// <see cref="GeoJsonFeature.Error"/> and reading goes on; a file that is broken as a whole raises <see cref="GeoJsonException"/>.
/// Lenient where nothing is lost: winding order, bbox, foreign members, positions of more than three numbers, a missing geometry member.
/// For one pass by one thread.
/// </summary>
public sealed class GeoJsonReader : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly Utf8Window _window;
    private readonly FeatureScanner _scanner;
    private bool _begun;

    /// <summary>Starts reading; nothing is read before the features are enumerated.</summary>
    /// <param name="stream">UTF-8 text, with or without byte order mark.</param>
    /// <param name="factory">Makes the geometries; the default has SRID 0.</param>
    /// <param name="leaveOpen">True to leave the stream open at disposal.</param>
    public GeoJsonReader(Stream stream, GeometryFactory? factory = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _leaveOpen = leaveOpen;
        _window = new Utf8Window(stream);
        _scanner = new FeatureScanner(_window, new FeatureParser(factory ?? GeometryFactory.Default));
    }

    /// <summary>
    /// The name in the old "crs" member ("urn:ogc:def:crs:EPSG::4490"), which RFC 7946 withdrew; null when there is none.
    /// The member may stand behind the features, so the value is final only after the last feature.
    /// </summary>
    public string? DeclaredCrs => _scanner.DeclaredCrs;

    /// <summary>True once a position with a height was read (and the height dropped).</summary>
    public bool HeightsDropped => _scanner.HeightsDropped;

    /// <summary>Bytes of the file that are behind the reader, for a progress display.</summary>
    public long BytesRead => _window.Position;

    /// <summary>The features in the file's order.</summary>
    /// <exception cref="GeoJsonException">While enumerating: the file as a whole cannot be read.</exception>
    public IEnumerable<GeoJsonFeature> ReadFeatures()
    {
        Begin();
        while (_scanner.Step(out var feature) is var step && step != ScanStep.End)
        {
            if (feature is not null)
                yield return feature;
            else if (step == ScanStep.NeedsData)
                _window.Fill();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_leaveOpen)
            _stream.Dispose();
    }

    /// <summary>A geometry that is a member of another document, as that of a feature with its <see cref="GeoJsonFeature.Error"/>.</summary>
    /// <param name="json">The geometry object, UTF-8.</param>
    /// <exception cref="GeoJsonException">The text is no JSON.</exception>
    public static GeoJsonFeature ReadGeometry(ReadOnlySpan<byte> json)
    {
        using var text = new MemoryStream();
        text.Write("{\"type\":\"Feature\",\"properties\":null,\"geometry\":"u8);
        text.Write(json);
        text.WriteByte((byte)'}');
        text.Position = 0;
        using var reader = new GeoJsonReader(text);
        return reader.ReadFeatures().Single();
    }

    /// <summary>A second pass over a stream that is read would find nothing, and say nothing.</summary>
    private void Begin()
    {
        if (_begun)
            throw new InvalidOperationException("The features of a GeoJSON stream can be enumerated once; open the file again.");
        _begun = true;
    }
}
