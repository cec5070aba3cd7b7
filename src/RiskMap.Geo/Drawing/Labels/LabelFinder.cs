using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Labels;

/// <summary>Makes the labels of a symbol layer in a view, before anybody asks whether they have a place. Used by one thread.</summary>
sealed class LabelFinder(MapContent content, IconSet icons, TextEngine engine, MapView view)
{
    /// <summary>Distance kept around texts and icons (style specification, text-padding and icon-padding).</summary>
    const double Padding = 2;

    internal IEnumerable<Label> Of(SymbolLayer layer, int index)
    {
        foreach (var source in content.Of(layer.SourceLayer!))
        {
            var feature = new SourceFeature(source, content);
            var found = layer.Placement.At(view.Zoom) == "line" ? OnLines(layer, index, source, feature) : AtPoints(layer, index, source, feature);
            foreach (var label in found) yield return label;
        }
    }

    IEnumerable<Label> AtPoints(SymbolLayer layer, int index, MapSource source, SourceFeature feature)
    {
        foreach (var (row, x, y) in ViewPoints.Of(source, view, margin: 0))
        {
            feature.Row = row;
            if (!layer.Takes(view.Zoom, feature)) continue;
            var label = new Label(index, source.Rows.IdOf(row), layer.SortKey.At(view.Zoom, feature), view.Left + x, view.Top + y, []);
            if (IconOf(layer, feature, label) is { } icon && Fits(icon)) yield return icon;
            if (TextOf(layer, feature, label) is { } text && Fits(text)) yield return text;
        }
    }

    Label? IconOf(SymbolLayer layer, SourceFeature feature, Label label)
    {
        var name = layer.Icon.Image.At(view.Zoom, feature);
        if (name.Length == 0) return null;
        var (icon, scale) = (icons[name], layer.Icon.Size.At(view.Zoom, feature));
        var (halfWidth, halfHeight) = ((icon.Width * scale / 2) + Padding, (icon.Height * scale / 2) + Padding);
        return label.Covering(new Box(label.X - halfWidth, label.Y - halfHeight, label.X + halfWidth, label.Y + halfHeight)) with { Icon = (icon, scale) };
    }

    Label? TextOf(SymbolLayer layer, SourceFeature feature, Label label)
    {
        var sections = layer.Text.Field.At(view.Zoom, feature);
        if (sections.All(section => section.Text.Length == 0)) return null;
        var paint = TextPaint.Of(layer.Text, view.Zoom, feature);
        var block = TextBlock.Of(engine, paint.Face, sections, layer.Text.MaxWidth.At(view.Zoom, feature));
        var (width, height) = (block.Width * paint.Size, block.Height * paint.Size);
        var (left, top) = layer.Text.Anchor.At(view.Zoom, feature) switch
        {
            "top" => (-width / 2, 0.0),
            "bottom" => (-width / 2, -height),
            "left" => (0.0, -height / 2),
            "right" => (-width, -height / 2),
            _ => (-width / 2, -height / 2),
        };
        var offset = layer.Text.Offset.At(view.Zoom, feature);
        (left, top) = (label.X + left + (offset[0] * paint.Size), label.Y + top + (offset[1] * paint.Size));
        return label.Covering(new Box(left - Padding, top - Padding, left + width + Padding, top + height + Padding)) with { Text = (paint, block, left, top) };
    }

    IEnumerable<Label> OnLines(SymbolLayer layer, int index, MapSource source, SourceFeature feature)
    {
        var runs = LineRuns.Of(source, view);
        var found = new List<Label>();
        foreach (var run in runs.Runs)
        {
            feature.Row = run.Row;
            if (!layer.Takes(view.Zoom, feature)) continue;
            var text = string.Concat(layer.Text.Field.At(view.Zoom, feature).Select(section => section.Text));
            if (text.Length == 0) continue;
            var line = new TextOnLine(runs, run, engine, TextPaint.Of(layer.Text, view.Zoom, feature), text);
            foreach (var letters in line.Every(layer.Spacing.At(view.Zoom, feature))) found.Add(LabelOf(layer, index, source.Rows.IdOf(run.Row), feature, line, letters));
        }

        return OnceNearby(found.Where(Fits), layer.Spacing.At(view.Zoom) / 2);
    }

    Label LabelOf(SymbolLayer layer, int index, long id, SourceFeature feature, TextOnLine line, ImmutableArray<LetterOnLine> letters)
    {
        var placed = letters.Select(letter => letter with { X = letter.X + view.Left, Y = letter.Y + view.Top }).ToImmutableArray();
        var half = (line.Paint.Size / 2) + Padding;
        var middle = placed[placed.Length / 2];
        return new Label(index, id, layer.SortKey.At(view.Zoom, feature), middle.X, middle.Y, [.. placed.Select(letter => Box.Around(letter.X, letter.Y, half))])
        {
            Line = (line.Paint, line.Text, placed),
        };
    }

    /// <summary>Of labels with the same text near each other the one of the first rank stays: a road of many pieces bears its name once in a while.</summary>
    static IEnumerable<Label> OnceNearby(IEnumerable<Label> labels, double distance) => labels
        .GroupBy(label => label.Line!.Value.Text, StringComparer.Ordinal)
        .SelectMany(group => group.Where(label => !group.Any(other =>
            !ReferenceEquals(other, label) && Math.Abs(other.X - label.X) < distance && Math.Abs(other.Y - label.Y) < distance && IsBefore(other, label))));

    static bool IsBefore(Label a, Label b) => (a.Rank, a.X, a.Y).CompareTo((b.Rank, b.X, b.Y)) < 0;

    /// <summary>A label that extends too far has no place; see <see cref="Collisions"/>.</summary>
    static bool Fits(Label label) =>
        label.Bounds.MinX >= label.X - Collisions.Reach && label.Bounds.MaxX <= label.X + Collisions.Reach
        && label.Bounds.MinY >= label.Y - Collisions.Reach && label.Bounds.MaxY <= label.Y + Collisions.Reach;
}
