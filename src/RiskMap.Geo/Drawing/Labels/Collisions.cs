namespace RiskMap.Geo.Drawing.Labels;

/// <summary>
/// Which labels find a place. Labels come in their order: upper layers first, then by sort key, then by a mixed id. A label is placed when all labels before it
/// that it would cover are out; it is out when one of them is placed. So far this is the greedy rule of MapLibre, whose outcome may depend on labels far away.
/// Here a decision may rest on at most <see cref="MostSteps"/> others in a chain (as rounds of Luby's maximal independent set, 1986); labels that would need more
/// stay out. So what is placed at a position depends only on the labels within <see cref="Reach"/> × (2 × MostSteps + 1) of it, and two pictures that both look that
/// far agree on every label that they share.
/// </summary>
static class Collisions
{
    /// <summary>Longest chain of decisions.</summary>
    internal const int MostSteps = 4;

    /// <summary>Farthest that a label may extend from its position, in pixels; labels that are larger have no place on a map.</summary>
    internal const double Reach = 80;

    /// <summary>How far around a place labels must be known for its decision.</summary>
    internal const double Horizon = Reach * ((2 * MostSteps) + 1);

    const double CellPixels = 48;
    const int Undecided = MostSteps + 1;

    /// <summary>The labels that find a place. Those of <paramref name="always"/> are there whatever they cover, and keep others of lower layers out.</summary>
    internal static List<Label> Place(IEnumerable<Label> candidates, IEnumerable<Label> always)
    {
        var ordered = candidates.Select(label => (Label: label, Fixed: false)).Concat(always.Select(label => (Label: label, Fixed: true)))
            .OrderByDescending(entry => entry.Label.Layer).ThenBy(entry => entry.Label.SortKey).ThenBy(entry => entry.Label.Rank).ThenBy(entry => entry.Label.X).ThenBy(entry => entry.Label.Y);
        var (grid, placed) = (new Dictionary<(int, int), List<Entry>>(), new List<Label>());
        var seen = new HashSet<Entry>();
        foreach (var (label, isFixed) in ordered)
        {
            var entry = isFixed ? new Entry(label, IsPlaced: true, Steps: 0) : Decide(label, grid, seen);
            if (!isFixed && entry is { IsPlaced: true, Steps: <= MostSteps }) placed.Add(label);
            foreach (var cell in CellsOf(label)) (grid.TryGetValue(cell, out var list) ? list : grid[cell] = []).Add(entry);
        }

        return placed;
    }

    static Entry Decide(Label label, Dictionary<(int, int), List<Entry>> grid, HashSet<Entry> seen)
    {
        var (nearestPlaced, farthest) = (Undecided, -1);
        seen.Clear();
        foreach (var cell in CellsOf(label))
        {
            if (!grid.TryGetValue(cell, out var entries)) continue;
            foreach (var other in entries)
            {
                if (!seen.Add(other) || !Cover(label, other.Label)) continue;
                if (other.IsPlaced && other.Steps <= MostSteps) nearestPlaced = Math.Min(nearestPlaced, other.Steps + 1);
                farthest = Math.Max(farthest, other.Steps);
            }
        }

        // A placed neighbour keeps it out; else it waits for the last of its neighbours.
        return nearestPlaced <= MostSteps
            ? new Entry(label, IsPlaced: false, nearestPlaced)
            : new Entry(label, IsPlaced: true, Math.Min(farthest + 1, Undecided));
    }

    static bool Cover(Label a, Label b)
    {
        if (!a.Bounds.Intersects(b.Bounds)) return false;
        foreach (var box in a.Boxes)
            foreach (var other in b.Boxes)
                if (box.Intersects(other)) return true;
        return false;
    }

    static IEnumerable<(int, int)> CellsOf(Label label)
    {
        var (from, to) = (Cell(label.Bounds.MinX, label.Bounds.MinY), Cell(label.Bounds.MaxX, label.Bounds.MaxY));
        for (var x = from.X; x <= to.X; x++)
            for (var y = from.Y; y <= to.Y; y++) yield return (x, y);
    }

    static (int X, int Y) Cell(double x, double y) => ((int)Math.Floor(x / CellPixels), (int)Math.Floor(y / CellPixels));

    /// <summary>What is known of a label: by how many steps it was decided; more than <see cref="MostSteps"/> means that it was not.</summary>
    sealed record Entry(Label Label, bool IsPlaced, int Steps)
    {
        public bool Equals(Entry? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
