using System.Collections.Immutable;
using RiskMap.City.Model;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Sources.Mapping;

/// <summary>What a column can be besides a field.</summary>
enum MapRole
{
    /// <summary>A field of the layer.</summary>
    Field,

    /// <summary>Not read.</summary>
    Ignore,

    /// <summary>Longitude or easting.</summary>
    X,

    /// <summary>Latitude or northing.</summary>
    Y,

    /// <summary>Geometry as WKT.</summary>
    Wkt,

    /// <summary>Key, or a part of it.</summary>
    Key,
}

/// <summary>The user's <c>--map</c>, <c>--set</c> and <c>--crs</c>, checked against the layers that they are for. Immutable.</summary>
sealed class MapOptions
{
    readonly Dictionary<string, string> _map;

    /// <summary>Checks the request's options.</summary>
    /// <exception cref="ImportException">A field is not one of the layers'.</exception>
    public MapOptions(ImportRequest request, IReadOnlyCollection<LayerSchema> layers, SourceCrs? crs)
    {
        Crs = crs;
        Set = request.Set;
        _map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (column, target) in request.Map)
        {
            if (RoleOf(target) == MapRole.Field && !layers.Any(layer => FindField(layer, target) is not null))
                throw UnknownField("--map", target, layers);
            _map[Header.Normal(column)] = target;
        }
        foreach (var field in request.Set.Keys.Where(field => !layers.Any(layer => FindField(layer, field) is not null)))
            throw UnknownField("--set", field, layers);
    }

    /// <summary>Coordinate system that the user declares, or null.</summary>
    public SourceCrs? Crs { get; }

    /// <summary>Field to value for every row.</summary>
    public IReadOnlyDictionary<string, string> Set { get; }

    /// <summary>What the user maps a column to, or null.</summary>
    public string? TargetOf(string column) => _map.GetValueOrDefault(Header.Normal(column));

    /// <summary>Mapped columns that are in no row of the file.</summary>
    public IEnumerable<string> MappedButAbsent(IEnumerable<string> columns) =>
        _map.Keys.Except(columns.Select(Header.Normal), StringComparer.Ordinal);

    /// <summary>What a target of <c>--map</c> means.</summary>
    public static MapRole RoleOf(string target) => target.Trim().ToLowerInvariant() switch
    {
        "-" => MapRole.Ignore,
        "lon" or "lng" or "longitude" or "x" or "easting" => MapRole.X,
        "lat" or "latitude" or "y" or "northing" => MapRole.Y,
        "wkt" or "geom" or "geometry" => MapRole.Wkt,
        "key" or "id" => MapRole.Key,
        _ => MapRole.Field,
    };

    /// <summary>A field by name, column or title; null when the layer has none such.</summary>
    public static Field? FindField(LayerSchema layer, string name)
    {
        var wanted = Header.Normal(name);
        return layer.Fields.FirstOrDefault(field => Header.Normal(field.Name) == wanted)
            ?? layer.Fields.FirstOrDefault(field => Header.Normal(field.Title.Zh) == wanted || Header.Normal(field.Title.En) == wanted);
    }

    /// <summary>The values of <c>--set</c> for a layer, parsed, by position of the field.</summary>
    /// <exception cref="ImportException">A value is not one of the field's type, codes or range.</exception>
    public ImmutableArray<(int Field, object? Value)> SetFor(LayerSchema layer, CellContext context)
    {
        var values = ImmutableArray.CreateBuilder<(int, object?)>();
        foreach (var (name, text) in Set)
        {
            if (FindField(layer, name) is not { } field)
                continue;
            if (!CellParser.TryParse(field, text, context, out var value, out var problem))
            {
                throw new ImportException((
                    $"--set {name}={text}：{problem.Reason.Zh}；{problem.Remedy.Zh}", $"--set {name}={text}: {problem.Reason.En}; {problem.Remedy.En}"));
            }
            values.Add((layer.IndexOf(field.Name), value));
        }
        return values.ToImmutable();
    }

    static ImportException UnknownField(string option, string field, IReadOnlyCollection<LayerSchema> layers)
    {
        var names = string.Join(' ', layers.SelectMany(layer => layer.Fields).Select(known => known.Name).Distinct(StringComparer.Ordinal));
        return new ImportException((
            $"{option}：没有字段“{field}”；可用 {names}（--map 另可用 lon lat wkt key，“-”表示忽略该列）",
            $"{option}: no field '{field}'; there are {names} (--map also knows lon lat wkt key, and - to ignore the column)"));
    }
}
