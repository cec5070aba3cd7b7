using RiskMap.City.Model;

namespace RiskMap.City.Store;

/// <summary>One field that differs between two images of a feature.</summary>
/// <param name="Field">Field name, or <c>key</c> or <c>geometry</c>.</param>
/// <param name="Before">Value before, null when missing; geometries as WKT.</param>
/// <param name="After">Value after, null when missing.</param>
public sealed record FieldChange(string Field, object? Before, object? After)
{
    /// <summary>Name under which the key is told.</summary>
    public const string Key = "key";

    /// <summary>Name under which the geometry is told.</summary>
    public const string Geometry = "geometry";
}

/// <summary>How a feature differs between two versions.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Id">Feature id.</param>
/// <param name="Before">The image before, or null when it was not there.</param>
/// <param name="After">The image after, or null when it is gone.</param>
public sealed record FeatureDifference(LayerSchema Layer, long Id, Feature? Before, Feature? After)
{
    /// <summary>Added, changed or removed.</summary>
    public ChangeKind Kind => Before is null ? ChangeKind.Insert : After is null ? ChangeKind.Delete : ChangeKind.Update;

    /// <summary>The fields that differ; for an added or removed feature those that have a value.</summary>
    public IReadOnlyList<FieldChange> Changes => [.. Fields().Where(change => !Equals(change.Before, change.After))];

    IEnumerable<FieldChange> Fields()
    {
        yield return new(FieldChange.Key, Before?.Key, After?.Key);
        yield return new(FieldChange.Geometry, Before?.Geometry?.AsText(), After?.Geometry?.AsText());
        for (var i = 0; i < Layer.Fields.Length; i++) yield return new(Layer.Fields[i].Name, Before?.Values[i], After?.Values[i]);
    }
}

/// <summary>One step in the life of a feature.</summary>
/// <param name="Kind">What happened; null where the retention dropped how the feature came to stand so.</param>
/// <param name="ChangeSet">Id of the change set.</param>
/// <param name="Difference">The image before and after.</param>
public sealed record FeatureStep(ChangeKind? Kind, long ChangeSet, FeatureDifference Difference)
{
    /// <summary>The steps of a feature, newest first, from its images as <see cref="ICityStore.HistoryAsync"/> gives them.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="images">Images, newest first.</param>
    /// <param name="historyFrom">Least version that can be told: what was written until then may have come by an update.</param>
    public static IReadOnlyList<FeatureStep> Of(LayerSchema layer, IReadOnlyList<HistoryImage> images, long historyFrom)
    {
        var steps = new List<FeatureStep>();
        HistoryImage? before = null;
        foreach (var image in images.Reverse())
        {
            steps.Add(before is { Kind: ChangeKind.Update }
                ? Step(ChangeKind.Update, before.ChangeSet, before.Feature, image.Feature)
                : Step(before is null && image.Feature.Revision <= historyFrom && historyFrom > 0 ? null : ChangeKind.Insert, image.Feature.Revision, null, image.Feature));
            if (image.Kind == ChangeKind.Delete) steps.Add(Step(ChangeKind.Delete, image.ChangeSet, image.Feature, null));
            before = image;
        }

        steps.Reverse();
        return steps;

        FeatureStep Step(ChangeKind? kind, long changeSet, Feature? old, Feature? now) => new(kind, changeSet, new(layer, (old ?? now)!.Id, old, now));
    }
}
