using System.Collections.Concurrent;
using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Labels;

/// <summary>
/// The labels of one zoom that have found a place, worked out in blocks of the world and kept: the tiles of a block share the work, and blocks agree with each other
/// because each looks as far beyond its edges as a decision can reach (<see cref="Collisions"/>). Thread-safe.
/// </summary>
sealed class LabelBlocks(MapStyle style, MapContent content, IconSet icons, double zoom)
{
    /// <summary>Edge of a block in pixels of the style.</summary>
    const int BlockPixels = 1024;

    /// <summary>Blocks that are kept: a screen needs six, and a block full of labels is half a megabyte.</summary>
    const int Most = 32;

    /// <summary>Names along lines are also told apart over this distance; see <see cref="LabelFinder"/>.</summary>
    const double NameDistance = 250;

    readonly ConcurrentDictionary<(int X, int Y), Lazy<ImmutableArray<Label>>> _blocks = new();

    /// <summary>The labels of a layer that a view shows.</summary>
    internal IEnumerable<Label> Of(int layer, MapView view)
    {
        if (!Placed().Any(entry => entry.Index == layer)) yield break;
        var seen = new Geometries.Box(view.Left, view.Top, view.Left + view.Width, view.Top + view.Height);
        var around = seen.Expand(Collisions.Reach);
        for (var y = Block(around.MinY); y <= Block(around.MaxY); y++)
            for (var x = Block(around.MinX); x <= Block(around.MaxX); x++)
                foreach (var label in At(x, y))
                    if (label.Layer == layer && label.Bounds.Intersects(seen)) yield return label;
    }

    ImmutableArray<Label> At(int x, int y)
    {
        if (_blocks.Count > Most) _blocks.Clear();
        return _blocks.GetOrAdd((x, y), key => new(() => Make(key.X, key.Y))).Value;
    }

    ImmutableArray<Label> Make(int x, int y)
    {
        const double Margin = Collisions.Horizon + Collisions.Reach + NameDistance;
        var side = (int)(BlockPixels + (2 * Margin));
        var view = new MapView(zoom, (x * (double)BlockPixels) - Margin, (y * (double)BlockPixels) - Margin, side, side);
        var engine = TextEngine.Rent();
        try
        {
            var finder = new LabelFinder(content, icons, engine, view);
            var placed = Placed().ToArray();
            var lowest = placed.Min(entry => entry.Index);
            var candidates = placed.SelectMany(entry => finder.Of(entry.Layer, entry.Index)).ToList();
            if (candidates.Count == 0) return [];
            var always = Always().Where(entry => entry.Index > lowest).SelectMany(entry => finder.Of(entry.Layer, entry.Index));
            return [.. Collisions.Place(candidates, always).Where(label => Block(label.X) == x && Block(label.Y) == y)];
        }
        finally
        {
            TextEngine.Return(engine);
        }
    }

    /// <summary>Layers whose symbols need a place.</summary>
    IEnumerable<(SymbolLayer Layer, int Index)> Placed() => Symbols().Where(entry => SymbolRules.NeedsPlace(entry.Layer, zoom));

    /// <summary>Layers whose symbols stand where they are and keep others out.</summary>
    IEnumerable<(SymbolLayer Layer, int Index)> Always() => Symbols().Where(entry => !SymbolRules.NeedsPlace(entry.Layer, zoom) && !SymbolRules.IgnoresPlacement(entry.Layer, zoom));

    IEnumerable<(SymbolLayer Layer, int Index)> Symbols() =>
        style.Layers.Select((layer, i) => (Layer: layer as SymbolLayer, Index: i)).Where(entry => entry.Layer?.IsVisibleAt(zoom) == true).Select(entry => (entry.Layer!, entry.Index));

    static int Block(double pixels) => (int)Math.Floor(pixels / BlockPixels);
}

/// <summary>How a symbol layer takes part in collisions.</summary>
static class SymbolRules
{
    internal static bool HasText(SymbolLayer layer) => layer.Text.Field.Expression is not Style.Expressions.Literal { Value.Text: "" };

    internal static bool NeedsPlace(SymbolLayer layer, double zoom) => HasText(layer) ? !layer.Text.AllowOverlap.At(zoom) : !layer.Icon.AllowOverlap.At(zoom);

    internal static bool IgnoresPlacement(SymbolLayer layer, double zoom) => HasText(layer) ? layer.Text.IgnorePlacement.At(zoom) : layer.Icon.IgnorePlacement.At(zoom);
}
