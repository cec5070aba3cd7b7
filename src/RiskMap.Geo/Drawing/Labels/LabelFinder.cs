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
        var looks = new PaintTable<SymbolLook>(feature, layer, view.Zoom, source.Rows, content, (zoom, each) => SymbolLook.Of(layer, zoom, each, icons, engine));
        foreach (var (row, x, y) in ViewPoints.Of(source, view, margin: 0))
        {
            if (looks.Of(row) is not { } look) continue;
            var (left, top, id) = (view.Left + x, view.Top + y, source.Rows.IdOf(row));
            if (look.Icon is not null && Fits(look.IconBox)) yield return new Label(index, id, look.SortKey, left, top, [Moved(look.IconBox, left, top)]) { Icon = look.Icon };
            if (look.Text is { } text && Fits(look.TextBox))
                yield return new Label(index, id, look.SortKey, left, top, [Moved(look.TextBox, left, top)]) { Text = text with { Left = left + text.Left, Top = top + text.Top } };
        }
    }

    static Box Moved(in Box box, double x, double y) => new(box.MinX + x, box.MinY + y, box.MaxX + x, box.MaxY + y);

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

        return OnceNearby(found.Where(label => Fits(Moved(label.Bounds, -label.X, -label.Y))), layer.Spacing.At(view.Zoom) / 2);
    }

    Label LabelOf(SymbolLayer layer, int index, long id, SourceFeature feature, TextOnLine line, ImmutableArray<LetterOnLine> letters)
    {
        var placed = letters.Select(letter => letter with { X = letter.X + view.Left, Y = letter.Y + view.Top }).ToImmutableArray();
        var half = (line.Paint.Size / 2) + SymbolLook.Padding;
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
    static bool Fits(Box box) => box.MinX >= -Collisions.Reach && box.MaxX <= Collisions.Reach && box.MinY >= -Collisions.Reach && box.MaxY <= Collisions.Reach;
}
