using System.Globalization;
using System.Text.Json;

namespace RiskMap.Geo.GeoJson;

internal enum ScanStep
{
    /// <summary>Call again: a feature was found, or the scanner moved on.</summary>
    Moved,

    /// <summary>Fill the window, then call again.</summary>
    NeedsData,

    /// <summary>The file is read to its end.</summary>
    End,
}

/// <summary>
/// Walks the outer structure of a GeoJSON text: values one after another, the members of each, the elements of "features". It only matches
/// brackets; what is inside a feature is checked by <see cref="FeatureParser"/>.
/// </summary>
internal sealed class FeatureScanner(Utf8Window window, FeatureParser parser)
{
    private const string Collection = "FeatureCollection";
    private const int LargeValue = 16 << 20;
    private int _checkedSize;
    private Place _place = Place.BetweenValues;
    private JsonExtent _extent;
    private int _cursor;
    private bool _afterItem;
    private string? _type;
    private bool _hasFeatures;
    private long _values;
    private long _index;

    private enum Place
    {
        BetweenValues,
        Members,
        Features,
    }

    public string? DeclaredCrs { get; private set; }

    public bool HeightsDropped => parser.HeightsDropped;

    public ScanStep Step(out GeoJsonFeature? feature)
    {
        feature = null;
        return _place switch
        {
            Place.BetweenValues => BetweenValues(),
            Place.Members => Member(out feature),
            _ => Feature(out feature),
        };
    }

    private ScanStep BetweenValues()
    {
        window.Advance(Blank(window.Span));
        if (window.Span.IsEmpty)
        {
            if (!window.Ended)
                return ScanStep.NeedsData;
            return _values > 0 ? ScanStep.End : throw Error(0, "the file holds no GeoJSON object; it is empty");
        }

        if (window.Span[0] != (byte)'{')
        {
            throw Error(0, _values == 0
                ? $"a GeoJSON text starts with '{{', this one with {Show(window.Span[0])}"
                : $"{Show(window.Span[0])} stands where the file should end or the next object start");
        }

        (_place, _cursor, _afterItem, _type, _hasFeatures) = (Place.Members, 1, false, null, false);
        _values++;
        return ScanStep.Moved;
    }

    /// <summary>
    /// One member of the object at the window's front. The object stays in the window until its "features" are met, because it may turn out to be
    /// a Feature or a geometry, which is parsed as a whole.
    /// </summary>
    private ScanStep Member(out GeoJsonFeature? feature)
    {
        feature = null;
        var span = window.Span;
        var at = _cursor + Blank(span[_cursor..]);
        if (at >= span.Length)
            return More("an object");
        if (span[at] == (byte)'}')
            return EndOfObject(at + 1, out feature);
        if (_afterItem)
        {
            if (span[at] != (byte)',')
                throw Error(at, $"',' or '}}' was expected, not {Show(span[at])}");
            (_cursor, _afterItem) = (at + 1, false);
            return ScanStep.Moved;
        }

        return NameAndValue(span, at);
    }

    private ScanStep NameAndValue(ReadOnlySpan<byte> span, int at)
    {
        if (span[at] != (byte)'"')
            throw Error(at, $"a member's name in quotes was expected, not {Show(span[at])}");
        var nameLength = default(JsonExtent).Find(span[at..], window.Ended);
        if (nameLength < 0)
            return More("a member's name");
        var colon = at + nameLength;
        colon += Blank(span[colon..]);
        if (colon >= span.Length)
            return More("an object");
        if (span[colon] != (byte)':')
            throw Error(colon, $"':' was expected, not {Show(span[colon])}");
        var value = colon + 1 + Blank(span[(colon + 1)..]);
        if (value >= span.Length)
            return More("an object");
        return Value(span, span.Slice(at, nameLength), value);
    }

    private ScanStep Value(ReadOnlySpan<byte> span, ReadOnlySpan<byte> name, int value)
    {
        if (Is(name, "features"u8) && _type is null or Collection && span[value] == (byte)'[')
        {
            if (_hasFeatures)
                throw Error(value, "the member 'features' is given twice");
            window.Advance(value + 1);
            (_place, _afterItem, _hasFeatures) = (Place.Features, false, true);
            return ScanStep.Moved;
        }

        var length = _extent.Find(span[value..], window.Ended);
        if (length < 0)
            return More("a member's value");
        if (length == 0)
            throw Error(value, $"a value was expected, not {Show(span[value])}");
        if (Is(name, "type"u8))
            NoteType(span.Slice(value, length), value);
        else if (Is(name, "crs"u8))
            DeclaredCrs = DeclaredCrsReader.Read(span.Slice(value, length)) ?? DeclaredCrs;
        (_cursor, _afterItem) = (value + length, true);
        if (_hasFeatures)
            Consume();
        return ScanStep.Moved;
    }

    private ScanStep EndOfObject(int length, out GeoJsonFeature? feature)
    {
        feature = null;
        if (!_hasFeatures && _type == Collection)
            throw Error(0, "the FeatureCollection has no array 'features'");
        if (_hasFeatures && _type != Collection)
            throw Error(0, _type is null ? "the object has 'features' but no type; it must be 'FeatureCollection'" : $"the object has 'features' but the type '{_type}'");
        if (!_hasFeatures)
            feature = Parse(window.Span[..length], isElement: false);
        _cursor = length;
        Consume();
        _place = Place.BetweenValues;
        return ScanStep.Moved;
    }

    /// <summary>One element of "features" at the window's front.</summary>
    private ScanStep Feature(out GeoJsonFeature? feature)
    {
        feature = null;
        window.Advance(Blank(window.Span));
        var span = window.Span;
        if (span.IsEmpty)
            return More("the array 'features'");
        if (_afterItem && span[0] is not ((byte)',' or (byte)']'))
            throw Error(0, $"',' or ']' was expected after features[{_index - 1}], not {Show(span[0])}");
        if (span[0] == (byte)']')
            return EndOfFeatures();
        if (_afterItem)
        {
            window.Advance(1);
            _afterItem = false;
            return ScanStep.Moved;
        }

        var length = _extent.Find(span, window.Ended);
        if (length < 0)
            return More($"features[{_index}]");
        if (length == 0)
            throw Error(0, $"features[{_index}] was expected, not {Show(span[0])}");
        _checkedSize = 0;
        feature = Parse(span[..length], isElement: true);
        window.Advance(length);
        _afterItem = true;
        return ScanStep.Moved;
    }

    private ScanStep EndOfFeatures()
    {
        if (!_afterItem && _index > 0)
            throw Error(0, $"features[{_index}] is missing after the comma");
        window.Advance(1);
        (_place, _cursor, _afterItem) = (Place.Members, 0, true);
        return ScanStep.Moved;
    }

    private GeoJsonFeature Parse(ReadOnlySpan<byte> json, bool isElement) => parser.Parse(json, _index++, window.Line, isElement);

    private void NoteType(ReadOnlySpan<byte> json, int at)
    {
        if (_type is not null)
            throw Error(at, "the member 'type' is given twice");
        _type = json[0] == (byte)'"' ? Decode(json) : "";
    }

    /// <summary>Lets go of what is read, once the object need not be parsed as a whole.</summary>
    private void Consume()
    {
        window.Advance(_cursor);
        _cursor = 0;
    }

    /// <summary>
    /// The value at the front is not complete. Before a large one is waited for any longer, and when the file has ended, its beginning is
    /// checked: a missing quote makes a feature seem endless.
    /// </summary>
    private ScanStep More(string inside)
    {
        var size = window.Span.Length;
        if (window.Ended || size >= 2 * Math.Max(_checkedSize, LargeValue / 2))
        {
            _checkedSize = size;
            if (_place == Place.Features && JsonBreak.Find(window.Span) is { } reason)
                throw Error(reason.Offset, $"{inside} is not JSON: {reason.Message}; a quote or bracket is probably missing before");
        }

        if (!window.Ended)
            return ScanStep.NeedsData;
        throw Error(0, $"the file ends inside {inside}: it is truncated, or a quote or bracket is missing");
    }

    /// <summary>Length of white space; RS (RFC 8142) and NUL padding count between values only, where nothing else may stand.</summary>
    private int Blank(ReadOnlySpan<byte> span)
    {
        var end = _place == Place.BetweenValues ? span.IndexOfAnyExcept(" \t\r\n\u001E"u8) : span.IndexOfAnyExcept(" \t\r\n"u8);
        return end < 0 ? span.Length : end;
    }

    private static bool Is(ReadOnlySpan<byte> quoted, ReadOnlySpan<byte> name) =>
        quoted[1..^1].SequenceEqual(name) || (quoted.Contains((byte)'\\') && Decode(quoted) == System.Text.Encoding.UTF8.GetString(name));

    private static string? Decode(ReadOnlySpan<byte> quoted)
    {
        try
        {
            var reader = new Utf8JsonReader(quoted);
            reader.Read();
            return reader.GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    private static string Show(byte b) => b is > 0x20 and < 0x7F ? $"'{(char)b}'" : $"byte 0x{b:X2}";

    private GeoJsonException Error(int offset, string what) => new(
        string.Create(CultureInfo.InvariantCulture, $"Line {window.LineAt(offset)}, byte {window.Position + offset}: {what}."),
        window.LineAt(offset),
        window.Position + offset);
}
