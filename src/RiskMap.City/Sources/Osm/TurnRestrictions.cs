using System.Text.Encodings.Web;
using System.Text.Json;

namespace RiskMap.City.Sources.Osm;

/// <summary>
/// Turn restrictions (wiki.openstreetmap.org, Relation:restriction) by the way that they start from, in the form of roads.turnRestrictions.
/// Not thread-safe.
/// </summary>
sealed class TurnRestrictions
{
    static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    readonly Dictionary<long, List<Restriction>> _byFrom = [];

    sealed record Restriction(string Kind, string Via, string To, string? Except, string? Conditional);

    /// <summary>Restrictions that lack a from, via or to member.</summary>
    public long Incomplete { get; private set; }

    /// <summary>Takes a relation when it is a restriction.</summary>
    public void See(OsmObject relation)
    {
        if (relation.Tag("type") is not { } type || !(type == "restriction" || type.StartsWith("restriction:", StringComparison.Ordinal)))
            return;
        if (KindOf(relation) is not { } kind)
            return;
        var from = Ways(relation, "from");
        var to = Ways(relation, "to");
        var via = string.Join(';', relation.Members.Where(member => member.Role == "via").Select(member => OsmObject.KeyOf(member.Kind, member.Id)));
        if (from.Count == 0 || to.Count == 0 || via.Length == 0)
        {
            Incomplete++;
            return;
        }
        foreach (var start in from)
        {
            if (!_byFrom.TryGetValue(start, out var list))
                _byFrom[start] = list = [];
            list.AddRange(to.Select(end => new Restriction(kind.Kind, via, OsmObject.KeyOf(OsmKinds.Way, end), relation.Tag("except"), kind.Conditional)));
        }
    }

    /// <summary>The restrictions that start from a way as JSON, or null.</summary>
    public string? From(long way) => _byFrom.TryGetValue(way, out var list) ? JsonSerializer.Serialize(list, Compact) : null;

    /// <summary>The kind (<c>no_left_turn</c>), and the condition of a conditional one (<c>no_left_turn @ (07:00-09:00)</c>); vehicles of
    /// <c>restriction:hgv</c> are part of the condition.</summary>
    static (string Kind, string? Conditional)? KindOf(OsmObject relation)
    {
        if (relation.Tag("restriction") is { } always)
            return (always, null);
        foreach (var (key, value) in relation.Tags)
        {
            if (!key.StartsWith("restriction:", StringComparison.Ordinal))
                continue;
            var rest = key["restriction:".Length..];
            var at = value.IndexOf('@', StringComparison.Ordinal);
            return at < 0 ? (value, rest) : (value[..at].Trim(), rest == "conditional" ? value[(at + 1)..].Trim() : $"{rest} {value[(at + 1)..].Trim()}");
        }
        return null;
    }

    static List<long> Ways(OsmObject relation, string role) =>
        [.. relation.Members.Where(member => member.Role == role && member.Kind == OsmKinds.Way).Select(member => member.Id)];
}
