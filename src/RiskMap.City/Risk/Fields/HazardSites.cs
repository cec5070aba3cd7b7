using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Risk.Fields;

/// <summary>
/// The enterprises of a city as sources of the field: those of the large block, and the few that an edit of enterprises or boundaries changed since
/// it was made. A source is named by a number: its row in the large block, or the complement of its place among the few. Immutable; thread-safe.
/// </summary>
sealed class HazardSites
{
    static readonly Kept<LayerSnapshot, Mark, HazardSites> Made = new();

    readonly LayerSnapshot _layer;
    readonly HazardSite[] _changed;
    readonly HashSet<int> _rebounded;

    HazardSites(LayerSnapshot layer, Mark mark)
    {
        _layer = layer;
        Main = HazardBlock.Of(layer.Main, new(mark.Boundaries.Main, mark.Plane, mark.Model));
        _rebounded = Rebounded(layer.Main, mark.Boundaries);
        var changed = new List<HazardSite>();
        for (var row = 0; row < layer.Edits.Count; row++)
            changed.Add(SiteOf(new(layer.Edits, row), mark));
        foreach (var row in _rebounded)
        {
            if (!layer.IsHidden(layer.Main, row))
                changed.Add(SiteOf(new(layer.Main, row), mark));
        }
        changed.Sort((a, b) => a.Feature.Id.CompareTo(b.Feature.Id));
        _changed = [.. changed];
    }

    /// <summary>The sources of the large block.</summary>
    public HazardBlock Main { get; }

    RiskModel Model => Main.Mark.Model;

    /// <summary>The sources of a city; made once for each pair of layers.</summary>
    public static HazardSites Of(CitySnapshot city, RiskModel model) =>
        Made.Of(city.Layer("enterprises"), new(city.Layer("site-boundaries"), city.Plane, model), static (layer, mark) => new(layer, mark));

    /// <summary>A source by its number.</summary>
    public ref readonly HazardSite this[int site] => ref (site >= 0 ? ref Main.Sites[site] : ref _changed[~site]);

    /// <summary>All sources by ascending id.</summary>
    public List<int> All()
    {
        var rows = new List<int>(Main.Sites.Length);
        for (var row = 0; row < Main.Sites.Length; row++)
        {
            if (!IsHidden(row))
                rows.Add(row);
        }
        return Merged(rows, Enumerable.Range(0, _changed.Length));
    }

    /// <summary>The sources that can be felt in a box, by ascending id: always in the same order, so that sums over them never depend on the way they were found.</summary>
    public List<int> FeltIn(Box box)
    {
        var rows = new List<int>();
        Main.Reach.Query(box, rows);
        rows.RemoveAll(IsHidden);
        rows.Sort();
        return Merged(rows, Enumerable.Range(0, _changed.Length).Where(i => HazardBlock.ReachOf(_changed[i], Model).Intersects(box)));
    }

    /// <summary>A source by the enterprise's id; null when there is none.</summary>
    public int? Find(long id)
    {
        var changed = Array.FindIndex(_changed, site => site.Feature.Id == id);
        if (changed >= 0)
            return ~changed;
        var row = Main.Block.Find(id);
        return row >= 0 && !IsHidden(row) ? row : null;
    }

    /// <summary>The sources that stand in only one of two versions or add something else in the other; null when the versions share no large block.</summary>
    public static IReadOnlyList<HazardSite>? Differences(HazardSites before, HazardSites after)
    {
        if (!ReferenceEquals(before.Main, after.Main))
            return null;
        var different = new List<HazardSite>();
        var (hiddenBefore, hiddenAfter) = (before.HiddenRows(), after.HiddenRows());
        foreach (var row in hiddenBefore.Where(row => !hiddenAfter.Contains(row)).Concat(hiddenAfter.Where(row => !hiddenBefore.Contains(row))))
            different.Add(before.Main.Sites[row]);
        var old = before._changed.ToDictionary(site => site.Feature.Id);
        foreach (var site in after._changed)
        {
            if (old.Remove(site.Feature.Id, out var then) && then.AddsAs(site))
                continue;
            different.Add(site);
            if (then.Feature.Block is not null)
                different.Add(then);
        }
        different.AddRange(old.Values);
        return different;
    }

    HashSet<int> HiddenRows()
    {
        var hidden = new HashSet<int>(_rebounded);
        hidden.UnionWith(_layer.HiddenRows());
        return hidden;
    }

    bool IsHidden(int row) => _layer.IsHidden(_layer.Main, row) || _rebounded.Contains(row);

    List<int> Merged(List<int> rows, IEnumerable<int> changed)
    {
        var all = new List<int>(rows.Count);
        var row = 0;
        foreach (var i in changed)
        {
            for (; row < rows.Count && Main.Block.Id(rows[row]) < _changed[i].Feature.Id; row++)
                all.Add(rows[row]);
            all.Add(~i);
        }
        for (; row < rows.Count; row++)
            all.Add(rows[row]);
        return all;
    }

    static HazardSite SiteOf(FeatureRef enterprise, Mark mark)
    {
        var key = enterprise.Block.Key(enterprise.Row);
        var (edits, main) = (mark.Boundaries.Edits, mark.Boundaries.Main);
        FeatureRef? boundary = null;
        if (BoundaryRows.Of(edits).Find(key) is >= 0 and var edited)
            boundary = new(edits, edited);
        else if (BoundaryRows.Of(main).Find(key) is >= 0 and var row && !mark.Boundaries.IsHidden(main, row))
            boundary = new(main, row);
        return HazardBlock.SiteOf(enterprise, boundary, mark.Plane, mark.Model);
    }

    static HashSet<int> Rebounded(LayerBlock enterprises, LayerSnapshot boundaries) =>
        [.. BoundaryRows.KeysChangedIn(boundaries).SelectMany(KeyRows.Of(enterprises).Find)];

    readonly record struct Mark(LayerSnapshot Boundaries, MetricPlane Plane, RiskModel Model);
}
