using NetTopologySuite.Geometries;

namespace RiskMap.City.Sources.Osm;

/// <summary>Gathers the features of all layers but roads: few enough to be held. Not thread-safe.</summary>
sealed class OsmSites(IReadOnlySet<string> layers)
{
    /// <summary>Fields that these features fill.</summary>
    public static readonly string[] Columns = ["name", "address", "source", "licence", "kind", "category", "industryCode", "level", "operator", "phone", "beds"];

    static readonly OsmTagRules Rules = OsmTagRules.Current;
    readonly Dictionary<string, List<OsmRow>> _rows = layers.ToDictionary(layer => layer, _ => new List<OsmRow>(), StringComparer.Ordinal);
    readonly Dictionary<string, long> _unnamed = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<string>> _incomplete = new(StringComparer.Ordinal);

    /// <summary>The rule by which an object belongs to a layer asked for, or null.</summary>
    public OsmTagRule? RuleFor(OsmObject candidate, bool isArea) => Rules.RuleFor(candidate, isArea, layers);

    /// <summary>The rows of a layer.</summary>
    public IReadOnlyList<OsmRow> Rows(string layer) => _rows[layer];

    /// <summary>True when the layer has a feature, be it an incomplete one.</summary>
    public bool HasAny(string layer) => _rows[layer].Count > 0 || _incomplete.ContainsKey(layer);

    /// <summary>Adds a feature; without a geometry it is counted as incomplete.</summary>
    public void Add(OsmTagRule rule, OsmObject found, Geometry? geometry)
    {
        if (geometry is not null)
        {
            _rows[rule.Layer].Add(new OsmRow(found.Key, found.Line, geometry, Cells(rule, found)));
            return;
        }
        if (!_incomplete.TryGetValue(rule.Layer, out var keys))
            _incomplete[rule.Layer] = keys = [];
        keys.Add(found.Key);
    }

    /// <summary>What was left out or named for want of a name in a layer.</summary>
    public IEnumerable<Notice> Notices(string layer)
    {
        if (_unnamed.TryGetValue(layer, out var unnamed))
        {
            yield return new Notice(layer, ($"{unnamed} 个没有名称的要素以品牌、经营者、编号或“类别 + OSM 编号”命名",
                $"{unnamed} features without a name are called by brand, operator, reference, or by kind and OSM id"));
        }
        if (_incomplete.TryGetValue(layer, out var keys))
        {
            var first = string.Join(", ", keys.Take(Mapping.ImportRules.Current.NoticeLinesKept));
            yield return new Notice(layer, ($"{keys.Count} 个要素的边界在文件中不完整（没有闭合），未导入：{first}",
                $"{keys.Count} features were left out because their outline is not whole in the file (it does not close): {first}"));
        }
    }

    string?[] Cells(OsmTagRule rule, OsmObject found)
    {
        var kind = found.Tag(rule.Key)!;
        var name = Rules.NameOf(found, out var isFallback);
        if (name is null || isFallback)
            _unnamed[rule.Layer] = _unnamed.GetValueOrDefault(rule.Layer) + 1;
        var set = rule.Set;
        return
        [
            name ?? Rules.Described(kind, found.Key), AddressOf(found), Rules.Source, Rules.Licence,
            set.GetValueOrDefault("kind") ?? (rule.Layer == "places" ? kind : null),
            set.GetValueOrDefault("category"), set.GetValueOrDefault("industryCode"),
            rule.Layer == "districts" ? Rules.LevelOf(found) : null,
            found.Tag("operator"), found.Tag("phone") ?? found.Tag("contact:phone"), Beds(found.Tag("beds")),
        ];
    }

    static string? Beds(string? text) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) ? text : null;

    /// <summary>The address in the country's order: street and number where the street is written in Chinese, else number and street.</summary>
    static string? AddressOf(OsmObject found)
    {
        if (found.Tag("addr:full") is { Length: > 0 } full)
            return full;
        if (found.Tag("addr:street") is not { Length: > 0 } street)
            return null;
        var number = found.Tag("addr:housenumber");
        if (number is null)
            return street;
        return street.Any(c => c is >= '\u4e00' and <= '\u9fff') ? street + number : $"{number} {street}";
    }
}
