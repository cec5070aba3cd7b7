using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Sources.Osm;

/// <summary>One rule of data/osm-tags.json: features with the tag belong to the layer, with these values set.</summary>
sealed record OsmTagRule(string Layer, string Key, string[] Values, bool Points, bool Areas, Dictionary<string, string> Set)
{
    /// <summary>True when the object has the tag.</summary>
    public bool Fits(OsmObject candidate) => candidate.Tag(Key) is { } value && Values.Contains(value, StringComparer.Ordinal);
}

/// <summary>What implies that a road is one-way.</summary>
sealed record ImpliedOneway(string[] Highway, string[] Junction);

/// <summary>The tag table of data/osm-tags.json, read once. Immutable.</summary>
sealed record OsmTagRules(
    string Source,
    string Licence,
    ImpliedOneway ImpliedOneway,
    Dictionary<string, double> SpeedUnits,
    Dictionary<string, double> WeightUnits,
    double MetresPerFoot,
    double MetresPerInch,
    string[] AccessVehicles,
    string[] ConditionalAccess,
    string[] Names,
    Dictionary<string, string> AdminLevels,
    OsmTagRule[] Rules,
    Dictionary<string, string[]> KindNames)
{
    static readonly Lazy<OsmTagRules> Loaded = new(() => RuleFiles.Read<OsmTagRules>("osm-tags.json"));

    /// <summary>The table of this installation.</summary>
    public static OsmTagRules Current => Loaded.Value;

    /// <summary>The first rule that fits an object of that shape, or null.</summary>
    /// <param name="candidate">The object.</param>
    /// <param name="isArea">True for closed ways and multipolygons, false for nodes.</param>
    /// <param name="layers">The layers asked for.</param>
    public OsmTagRule? RuleFor(OsmObject candidate, bool isArea, IReadOnlySet<string> layers)
    {
        if (candidate.Tags.Count == 0)
            return null;
        foreach (var rule in Rules)
        {
            if ((isArea ? rule.Areas : rule.Points) && layers.Contains(rule.Layer) && rule.Fits(candidate))
                return rule.Layer == Districts.Schema.Name && LevelOf(candidate) is null ? null : rule;
        }
        return null;
    }

    /// <summary>Level of an administrative boundary, or null when it is none of ours (a country, a quarter).</summary>
    public string? LevelOf(OsmObject boundary) => boundary.Tag("admin_level") is { } level ? AdminLevels.GetValueOrDefault(level) : null;

    /// <summary>The name, or for want of one the brand, operator or reference, or null.</summary>
    public string? NameOf(OsmObject named, out bool isFallback)
    {
        isFallback = false;
        foreach (var key in Names)
        {
            if (named.Tag(key) is { Length: > 0 } name)
                return name;
            isFallback = true;
        }
        return null;
    }

    /// <summary>A name made from what a feature is and its id: <c>加油站 way/123</c>.</summary>
    public string Described(string kind, string key) => $"{(KindNames.TryGetValue(kind, out var names) ? names[0] : kind)} {key}";
}
