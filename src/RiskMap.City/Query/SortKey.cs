using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Query;

/// <summary>
/// One key by which features are sorted: a field with one value, the feature's <c>key</c> or its <c>id</c>. Texts go by code point, truths from false to
/// true; what is missing comes last in either direction.
/// </summary>
/// <param name="Name">Name of the field, <c>key</c> or <c>id</c>.</param>
/// <param name="Descending">True for the greatest first.</param>
public sealed record SortKey(string Name, bool Descending)
{
    const string Id = "id", Key = "key";

    /// <summary>Names by which a layer can be sorted: id, key, and every field with one value that is not personal.</summary>
    public static IEnumerable<string> NamesOf(LayerSchema layer) => layer.Fields.Where(CanSort).Select(field => field.Name).Prepend(Key).Prepend(Id);

    /// <summary>True for fields by which a layer can be sorted.</summary>
    public static bool CanSort(Field field) => field is { Personal: false, Type: not FieldType.List };

    /// <summary>The order of a layer's features by some keys; equal ones go by ascending id, so that the order is total.</summary>
    /// <exception cref="KeyNotFoundException">The layer has no such field.</exception>
    public static IComparer<FeatureRef> Order(LayerSchema layer, IReadOnlyList<SortKey> keys)
    {
        var comparisons = keys.Select(key => key.Comparison(layer)).ToArray();
        return Comparer<FeatureRef>.Create((one, other) =>
        {
            foreach (var compare in comparisons)
            {
                if (compare(one, other) is not 0 and var difference) return difference;
            }

            return one.Id.CompareTo(other.Id);
        });
    }

    Comparison<FeatureRef> Comparison(LayerSchema layer)
    {
        var sign = Descending ? -1 : 1;
        if (Name == Id) return (one, other) => sign * one.Id.CompareTo(other.Id);
        if (Name == Key) return (one, other) => sign * one.Block.Key(one.Row).SequenceCompareTo(other.Block.Key(other.Row));
        var field = layer.IndexOf(Name);
        Comparison<FeatureRef> values = layer.Fields[field].Type switch
        {
            FieldType.Text => (one, other) => one.Utf8(field).SequenceCompareTo(other.Utf8(field)),
            FieldType.Number => (one, other) => one.Number(field).CompareTo(other.Number(field)),
            _ => (one, other) => one.Integer(field).CompareTo(other.Integer(field)),
        };
        return (one, other) => (one.IsNull(field), other.IsNull(field)) switch
        {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => -1,
            _ => sign * values(one, other),
        };
    }
}
