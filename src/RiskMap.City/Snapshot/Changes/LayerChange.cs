using System.Collections.Immutable;
using RiskMap.City.Model;
using RiskMap.City.Store;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Snapshot.Changes;

/// <summary>What changed in one layer between two snapshots: which features, and where they stood and stand. Immutable.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Inserted">Ids that are new, ascending.</param>
/// <param name="Updated">Ids whose row is another one, ascending.</param>
/// <param name="Deleted">Ids that are gone, ascending.</param>
/// <param name="Envelope">Longitudes and latitudes (CRS84) of all that changed, before and after; empty where nothing of it has a place.</param>
/// <param name="Boxes">The places one by one, before and after, for a closer look; none when only the envelope is known.</param>
/// <param name="Many">True when more changed than is listed: the ids are left out, and anything in the envelope may be another.</param>
public sealed record LayerChange(
    LayerSchema Layer, ImmutableArray<long> Inserted, ImmutableArray<long> Updated, ImmutableArray<long> Deleted, Box Envelope, ImmutableArray<Box> Boxes, bool Many)
{
    /// <summary>Most ids that one change lists in a layer: beyond it a reader does better to ask anew for what it shows.</summary>
    public const int MostIds = 1000;

    /// <summary>Number of ids listed.</summary>
    public int Count => Inserted.Length + Updated.Length + Deleted.Length;

    /// <summary>True when something that stands, or stood, in a box of longitudes and latitudes changed.</summary>
    public bool Touches(in Box lonLat)
    {
        if (!Envelope.Intersects(lonLat)) return false;
        if (Boxes.IsEmpty) return true;
        foreach (var box in Boxes)
        {
            if (box.Intersects(lonLat)) return true;
        }

        return false;
    }

    /// <summary>This change and the one that follows it as one.</summary>
    public LayerChange Then(LayerChange next)
    {
        var envelope = Envelope.Union(next.Envelope);
        if (Many || next.Many) return Large(Layer, envelope);
        var kinds = new SortedDictionary<long, ChangeKind>();
        AddTo(kinds);
        next.AddTo(kinds);
        return Of(Layer, kinds, envelope, [.. Boxes.Union(next.Boxes)]);
    }

    /// <summary>The change that the rows of a store make.</summary>
    internal static LayerChange Of(LayerSnapshot before, LayerSnapshot after, LayerChanges rows)
    {
        var (kinds, boxes) = (new SortedDictionary<long, ChangeKind>(), new HashSet<Box>());
        foreach (var id in rows.Upserts.Select(row => row.Id).Concat(rows.Deletes))
        {
            var (old, now) = (before.Find(id), after.Find(id));
            if (KindOf(old is not null, now is not null) is not { } kind) continue;
            kinds[id] = kind;
            boxes.Add(old?.Box ?? Box.Empty);
            boxes.Add(now?.Box ?? Box.Empty);
        }

        boxes.RemoveWhere(box => box.IsEmpty);
        return Of(after.Schema, kinds, boxes.Aggregate(Box.Empty, (all, box) => all.Union(box)), boxes);
    }

    /// <summary>A layer that was read anew: everything in it may be another.</summary>
    internal static LayerChange Whole(LayerSnapshot before, LayerSnapshot after) => Large(after.Schema, before.Extent.Union(after.Extent));

    static LayerChange Large(LayerSchema layer, Box envelope) => new(layer, [], [], [], envelope, [], Many: true);

    static LayerChange Of(LayerSchema layer, SortedDictionary<long, ChangeKind> kinds, Box envelope, IReadOnlyCollection<Box> boxes)
    {
        return kinds.Count > MostIds ? Large(layer, envelope) : new(layer, Ids(ChangeKind.Insert), Ids(ChangeKind.Update), Ids(ChangeKind.Delete), envelope, [.. boxes], Many: false);

        ImmutableArray<long> Ids(ChangeKind wanted) => [.. kinds.Where(pair => pair.Value == wanted).Select(pair => pair.Key)];
    }

    void AddTo(SortedDictionary<long, ChangeKind> kinds)
    {
        foreach (var (ids, next) in new[] { (Inserted, ChangeKind.Insert), (Updated, ChangeKind.Update), (Deleted, ChangeKind.Delete) })
        {
            foreach (var id in ids)
            {
                // A feature was there before the first change unless that one inserted it, and is there after the last unless that one deleted it.
                var wasThere = (kinds.TryGetValue(id, out var first) ? first : next) != ChangeKind.Insert;
                if (KindOf(wasThere, next != ChangeKind.Delete) is { } kind) kinds[id] = kind;
                else kinds.Remove(id);
            }
        }
    }

    static ChangeKind? KindOf(bool wasThere, bool isThere) => (wasThere, isThere) switch
    {
        (false, true) => ChangeKind.Insert,
        (true, true) => ChangeKind.Update,
        (true, false) => ChangeKind.Delete,
        _ => null,
    };
}
