using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Sources.Mapping;

namespace RiskMap.City.Sources.Edits;

/// <summary>
/// A GeoJSON feature (RFC 7946) or merge patch of one (RFC 7396) that somebody sends, checked by the importers' own rules and ready to become a
/// feature of its layer. What is not sent is known, so that a patch leaves it alone. Immutable.
/// </summary>
public sealed class FeatureEdit
{
    const string KeyMember = "key";

    // Objects in lists are the deepest that a feature holds; deeper text is no feature, and would only cost memory.
    const int MaximumDepth = 32;

    static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };
    static readonly string[] Members = ["type", "id", "geometry", "properties", "bbox", "links"];

    readonly LayerSchema _layer;
    readonly EditContext _context;
    readonly List<MemberFault> _faults = [];
    readonly Dictionary<int, object?> _values = [];
    Geometry? _geometry;
    JsonElement? _partialGeometry;
    string? _key;
    bool _clearsValues;

    FeatureEdit(LayerSchema layer, EditContext context) => (_layer, _context) = (layer, context);

    /// <summary>The id in the text, or null when it has none.</summary>
    public long? Id { get; private set; }

    /// <summary>Reads a whole feature.</summary>
    /// <param name="layer">The layer that takes it.</param>
    /// <param name="json">UTF-8 text.</param>
    /// <param name="context">The city.</param>
    /// <exception cref="JsonException">It is not JSON, nested too deeply, or names a member twice; the exception tells line and byte.</exception>
    /// <exception cref="FaultyFeatureException">Members that cannot be taken.</exception>
    public static FeatureEdit Read(LayerSchema layer, ReadOnlyMemory<byte> json, EditContext context) => new FeatureEdit(layer, context).Read(json, isPatch: false);

    /// <summary>Reads a merge patch of a feature.</summary>
    /// <inheritdoc cref="Read(LayerSchema, ReadOnlyMemory{byte}, EditContext)" />
    public static FeatureEdit ReadPatch(LayerSchema layer, ReadOnlyMemory<byte> json, EditContext context) => new FeatureEdit(layer, context).Read(json, isPatch: true);

    /// <summary>A new feature; without a key it gets the one that an import would give it.</summary>
    /// <exception cref="FaultyFeatureException">Its key cannot be used.</exception>
    public Feature Create()
    {
        var values = new object?[_layer.Fields.Length];
        foreach (var (field, value) in _values) values[field] = value;
        var key = _key ?? new KeyRule(_layer).Derived(values, _geometry!).Key;
        Refuse(FaultOfKey(key));
        return new(0, key, _geometry, [.. values]);
    }

    /// <summary>What stands in the place of a feature: values that are not sent are missing. Its key stays where none is sent.</summary>
    /// <param name="current">The feature that stands there.</param>
    /// <param name="personal">False leaves personal fields that are not sent as they are, for senders who cannot see them.</param>
    public Feature Replace(Feature current, bool personal)
    {
        var values = new object?[_layer.Fields.Length];
        for (var field = 0; field < values.Length; field++)
            values[field] = _values.TryGetValue(field, out var sent) ? sent : personal || !_layer.Fields[field].Personal ? null : current.Values[field];
        return current with { Key = _key ?? current.Key, Geometry = Moved(current, _geometry), Values = [.. values] };
    }

    /// <summary>A feature with the sent members changed and all others as they stand.</summary>
    /// <exception cref="FaultyFeatureException">The geometry that comes of it cannot be taken.</exception>
    public Feature Change(Feature current)
    {
        var values = _clearsValues ? new object?[_layer.Fields.Length] : [.. current.Values];
        foreach (var (field, value) in _values) values[field] = value;
        var geometry = _geometry ?? current.Geometry;
        if (_partialGeometry is { } partial)
            Refuse(MemberGeometry.TryRead(_layer, MemberGeometry.Merge(current.Geometry, partial, _context.System), _context, out geometry));
        return current with { Key = _key ?? current.Key, Geometry = Moved(current, geometry), Values = [.. values] };
    }

    Geometry? Moved(Feature current, Geometry? sent) =>
        current.Geometry is { } standing && sent is not null && MemberGeometry.ReadSame(standing, sent, _context.System) ? standing : sent;

    FeatureEdit Read(ReadOnlyMemory<byte> json, bool isPatch)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            ReadFeature(document.RootElement, isPatch);
        }
        catch (InvalidOperationException) // A name that is half a surrogate pair cannot be told as text.
        {
            _faults.Add(new("", null, ("名称中含有残缺字符", "a name holds half a character"), ("删除该字符", "remove it")));
        }
        return _faults.Count == 0 ? this : throw new FaultyFeatureException(_faults);
    }

    void ReadFeature(JsonElement feature, bool isPatch)
    {
        if (feature.ValueKind != JsonValueKind.Object)
        {
            _faults.Add(new("", RowProblem.Shown(feature.GetRawText()), ("应为 Feature 对象", "a Feature object is expected"), ("发送一个 GeoJSON 要素", "send one GeoJSON feature")));
            return;
        }
        CheckMembers(feature, isPatch);
        ReadId(feature);
        var hasProperties = feature.TryGetProperty("properties", out var properties);
        if (hasProperties) ReadProperties(properties);
        if (isPatch) _clearsValues = hasProperties && properties.ValueKind == JsonValueKind.Null;
        if (!isPatch || _clearsValues) RequireValues();
        if (feature.TryGetProperty("geometry", out var geometry)) ReadGeometry(geometry, isPatch);
        else if (!isPatch) _faults.Add(MemberGeometry.Missing());
    }

    void CheckMembers(JsonElement feature, bool isPatch)
    {
        foreach (var member in feature.EnumerateObject().Where(member => !Members.Contains(member.Name, StringComparer.Ordinal)))
        {
            _faults.Add(new("/" + MemberValues.Escape(member.Name), null, ("要素没有此成员", "a feature has no such member"),
                ($"可用成员：{string.Join(", ", Members)}；其他坐标系写在 Content-Crs 头中", $"the members are {string.Join(", ", Members)}; another coordinate system is named in the header Content-Crs")));
        }
        if (feature.TryGetProperty("type", out var type) ? type.ValueKind == JsonValueKind.String && type.ValueEquals("Feature"u8) : isPatch) return;
        _faults.Add(new("/type", type.ValueKind == JsonValueKind.Undefined ? null : RowProblem.Shown(type.GetRawText()),
            ("应为 \"Feature\"", "it must be \"Feature\""), ("发送一个 GeoJSON 要素", "send one GeoJSON feature")));
    }

    void ReadId(JsonElement feature)
    {
        if (!feature.TryGetProperty("id", out var id) || id.ValueKind == JsonValueKind.Null) return;
        var text = id.ValueKind == JsonValueKind.String && MemberValues.FindUnfit(id, "/id") is null ? id.GetString()! : id.GetRawText();
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) Id = number;
        else _faults.Add(new("/id", RowProblem.Shown(text), ("编号应为整数", "an id is a whole number"), ("去掉 id，或写出地址中的编号", "leave id out, or write the one in the address")));
    }

    void ReadProperties(JsonElement properties)
    {
        if (properties.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            _faults.Add(new("/properties", RowProblem.Shown(properties.GetRawText()), ("应为对象", "an object is expected"), ("写成 {\"name\": …}", "write {\"name\": ...}")));
        if (properties.ValueKind != JsonValueKind.Object) return;
        foreach (var member in properties.EnumerateObject())
        {
            var pointer = "/properties/" + MemberValues.Escape(member.Name);
            if (MemberValues.FindUnfit(member.Value, pointer) is { } unfit) _faults.Add(unfit);
            else if (member.NameEquals(KeyMember)) ReadKey(member.Value, pointer);
            else ReadValue(member, pointer);
        }
    }

    void ReadValue(JsonProperty member, string pointer)
    {
        if (!_layer.TryIndexOf(member.Name, out var index))
        {
            var known = string.Join(", ", _layer.Fields.Select(field => field.Name).Append(KeyMember));
            _faults.Add(new(pointer, null, ($"{_layer.Title.Zh}没有此字段", $"{_layer.Name} has no such field"), ($"可用字段：{known}", $"the fields are {known}")));
            return;
        }
        var field = _layer.Fields[index];
        var problem = MemberValues.TryRead(field, member.Value, _context.Cells, out var value);
        if (problem is null && index == 0 && value is null && _layer.NameRequired) problem = MemberValues.Missing(field);
        if (problem is null) _values[index] = value;
        else _faults.Add(new(pointer, RowProblem.Shown(problem.Value), problem.Reason, problem.Remedy));
    }

    void ReadKey(JsonElement json, string pointer)
    {
        var key = json.ValueKind == JsonValueKind.String ? json.GetString()!.Trim() : "";
        if (json.ValueKind == JsonValueKind.Null) return;
        if (key.Length > 0 && FaultOfKey(key) is { } fault) _faults.Add(fault);
        else if (key.Length > 0) _key = key;
        else _faults.Add(new(pointer, RowProblem.Shown(json.GetRawText()), ("标识应为非空文字", "a key is a text that is not empty"), ("写出标识，或去掉 key", "write the key, or leave it out")));
    }

    void RequireValues()
    {
        for (var index = 0; index < _layer.Fields.Length; index++)
        {
            var field = _layer.Fields[index];
            var pointer = "/properties/" + field.Name;
            if ((field.Required || (index == 0 && _layer.NameRequired)) && !_values.ContainsKey(index) && !_faults.Exists(fault => fault.Pointer == pointer))
                _faults.Add(new(pointer, null, MemberValues.Missing(field).Reason, MemberValues.Missing(field).Remedy));
        }
    }

    void ReadGeometry(JsonElement json, bool isPatch)
    {
        // What the patch relies on is known only when the feature is at hand; the document is gone by then.
        if (isPatch && MemberGeometry.IsPartial(json)) _partialGeometry = json.Clone();
        else if (MemberGeometry.TryRead(_layer, json, _context, out _geometry) is { } fault) _faults.Add(fault);
    }

    static MemberFault? FaultOfKey(string key)
    {
        var most = ImportRules.Current.LongestKeyCharacters;
        return key.Length <= most ? null : new("/properties/key", RowProblem.Shown(key),
            ($"标识长 {key.Length} 个字符，超过 {most}", $"the key has {key.Length} characters, more than {most}"), ("给出较短的 key", "give a shorter key"));
    }

    static void Refuse(MemberFault? fault)
    {
        if (fault is not null) throw new FaultyFeatureException([fault]);
    }
}
