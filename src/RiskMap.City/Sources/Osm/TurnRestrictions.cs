using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using RiskMap.City.Model;

namespace RiskMap.City.Sources.Osm;

/// <summary>
/// Turn restrictions (wiki.openstreetmap.org, Relation:restriction) by the way that they start from, in the form of roads.turnRestrictions.
/// Not thread-safe.
/// </summary>
sealed partial class TurnRestrictions
{
    const string Conditionally = "conditional";

    /// <summary>How lists stand in a field of a road.</summary>
    internal static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    readonly Dictionary<long, List<Restriction>> _byFrom = [];

    sealed record Restriction(string Kind, string Via, string To, string? Except, string? Conditional);

    /// <summary>Restrictions that lack a from, via or to member.</summary>
    public long Incomplete { get; private set; }

    /// <summary>Relations that say neither what one must not do (<c>no_</c>) nor what alone one may (<c>only_</c>), by what they say.</summary>
    public SortedSet<string> OtherKinds { get; } = new(StringComparer.Ordinal);

    /// <summary>Conditions that are neither days and hours nor a kind of vehicle: these restrictions hold at all hours.</summary>
    public SortedSet<string> Unread { get; } = new(StringComparer.Ordinal);

    /// <summary>Conditions that name holidays, which are not known.</summary>
    public SortedSet<string> WithHolidays { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes a relation when it is a restriction.</summary>
    public void See(OsmObject relation)
    {
        if (relation.Tag("type") is not { } type || !(type == "restriction" || type.StartsWith("restriction:", StringComparison.Ordinal)))
            return;
        var kinds = KindsOf(relation).Where(IsKnown).ToList();
        if (kinds.Count == 0)
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
            list.AddRange(
                from kind in kinds
                from end in to
                select new Restriction(kind.Kind, via, OsmObject.KeyOf(OsmKinds.Way, end), relation.Tag("except"), kind.Conditional));
        }
    }

    /// <summary>The restrictions that start from a way as JSON, or null.</summary>
    public string? From(long way) => _byFrom.TryGetValue(way, out var list) ? JsonSerializer.Serialize(list, Compact) : null;

    /// <summary>
    /// The kinds (<c>no_left_turn</c>) with their conditions. A plain one holds whatever else is said, but for its old hours (<c>day_on</c>, <c>hour_on</c>);
    /// vehicles of <c>restriction:hgv</c> are part of the condition.
    /// </summary>
    static IEnumerable<(string Kind, string? Conditional)> KindsOf(OsmObject relation) =>
        relation.Tag("restriction") is { } plain
            ? [(plain, OldHours(relation))]
            : relation.Tags.Where(tag => tag.Key.StartsWith("restriction:", StringComparison.Ordinal)).SelectMany(tag => KindsOf(tag.Key["restriction:".Length..], tag.Value));

    /// <summary>What one tag says: <c>no_left_turn @ (07:00-09:00); no_u_turn @ (Sa)</c>. A piece without <c>@</c> goes on with the condition before it.</summary>
    static IEnumerable<(string Kind, string? Conditional)> KindsOf(string suffix, string value)
    {
        var found = new List<(string Kind, string? Hours)>();
        foreach (var piece in PiecesOutsideBrackets().Split(value))
        {
            var at = piece.IndexOf('@', StringComparison.Ordinal);
            if (at >= 0)
                found.Add((piece[..at].Trim(), Bare(piece[(at + 1)..])));
            else if (found is [.., { Hours: { } hours } last])
                found[^1] = (last.Kind, $"{hours}; {Bare(piece)}");
            else
                found.Add((piece.Trim(), null));
        }
        var vehicle = suffix == Conditionally ? "" : suffix;
        return found.Select(rule => (rule.Kind, (string?)(rule.Hours is null ? vehicle : $"{vehicle} ({rule.Hours})".Trim()) is { Length: > 0 } condition ? condition : null));
    }

    /// <summary><c>day_on=Monday, day_off=Friday, hour_on=07:00, hour_off=09:00</c> as it is written today; null without these tags.</summary>
    static string? OldHours(OsmObject relation)
    {
        string? Range(string name) => relation.Tag($"{name}_on") is null && relation.Tag($"{name}_off") is null ? null : $"{relation.Tag($"{name}_on")}-{relation.Tag($"{name}_off")}";
        var parts = new[] { Range("day"), Range("hour") }.OfType<string>().ToList();
        return parts.Count == 0 ? null : $"({string.Join(' ', parts)})";
    }

    bool IsKnown((string Kind, string? Conditional) rule)
    {
        if (!rule.Kind.StartsWith("no_", StringComparison.Ordinal) && !rule.Kind.StartsWith("only_", StringComparison.Ordinal))
        {
            OtherKinds.Add(rule.Kind);
            return false;
        }
        if (TurnConditions.Of(rule.Conditional) is { Text: { } text } condition)
        {
            if (condition.Hours is null)
                Unread.Add(text);
            else if (condition.Hours.NamesHolidays)
                WithHolidays.Add(text);
        }
        return true;
    }

    static string Bare(string condition) => condition.Trim(' ', '(', ')');

    [GeneratedRegex(@";(?![^(]*\))", RegexOptions.CultureInvariant)]
    private static partial Regex PiecesOutsideBrackets();

    static List<long> Ways(OsmObject relation, string role) =>
        [.. relation.Members.Where(member => member.Role == role && member.Kind == OsmKinds.Way).Select(member => member.Id)];
}
