namespace RiskMap.City.Risk.Fields;

/// <summary>
/// The field of enterprise risk G = Σ e·K(d/h) at the centre of each cell. Every cell's sum runs over its sources by ascending id, so that a part
/// that was summed anew after an edit equals the same part of a field made from nothing, to the last bit. Immutable; thread-safe.
/// </summary>
/// <param name="Least">Of the graded enterprises.</param>
/// <param name="Most">The same with the ungraded ones as if they were of the worst grade.</param>
sealed record HazardField(double[] Least, double[] Most)
{
    // Summing anew a quarter of the city piece by piece costs more than all of it at once.
    const int LargestShare = 4;

    /// <summary>The field from nothing.</summary>
    public static HazardField Of(HazardSites sites, CellGrid grid)
    {
        var field = new HazardField(new double[grid.Count], new double[grid.Count]);
        field.Add(sites, sites.All(), grid, grid.All);
        return field;
    }

    /// <summary>The field after an edit: where the changed sources can be felt it is summed anew, elsewhere it is copied.</summary>
    public static HazardField After(HazardField before, HazardSites then, HazardSites now, CellGrid grid)
    {
        if (ReferenceEquals(then, now))
            return before;
        if (HazardSites.Differences(then, now) is not { } different)
            return Of(now, grid);
        var windows = CellWindow.Merge(different.Select(site => grid.WindowOf(HazardBlock.ReachOf(site, now.Main.Mark.Model))));
        if (windows.Sum(window => window.Count) > grid.Count / LargestShare)
            return Of(now, grid);
        var field = new HazardField((double[])before.Least.Clone(), (double[])before.Most.Clone());
        foreach (var window in windows)
        {
            field.Clear(grid, window);
            field.Add(now, now.FeltIn(grid.BoxOf(window)), grid, window);
        }
        return field;
    }

    void Clear(CellGrid grid, CellWindow window)
    {
        for (var row = window.Bottom; row <= window.Top; row++)
        {
            Least.AsSpan((row * grid.Columns) + window.Left, window.Right - window.Left + 1).Clear();
            Most.AsSpan((row * grid.Columns) + window.Left, window.Right - window.Left + 1).Clear();
        }
    }

    void Add(HazardSites sites, List<int> felt, CellGrid grid, CellWindow window)
    {
        var model = sites.Main.Mark.Model;
        var worst = model.GradeWeights.ScoreOf(model.Ungraded.WorstGrade) ?? model.GradeWeights.FullScore;
        foreach (var number in felt)
        {
            ref readonly var site = ref sites[number];
            if (site.IsGraded)
                Add(site, site.Score, site.RadiusMetres, grid, window, Least, Most);
            else
                Add(site, worst, HazardBlock.RadiusAtMost(site, model), grid, window, Most, null);
        }
    }

    static void Add(in HazardSite site, double score, double radius, CellGrid grid, CellWindow window, double[] field, double[]? second)
    {
        if (!site.HasPlace || !(radius > 0))
            return;
        var cells = grid.WindowOf(site.Box.Expand(radius)).Intersection(window);
        for (var row = cells.Bottom; row <= cells.Top; row++)
        {
            var y = grid.CentreY(row);
            for (var column = cells.Left; column <= cells.Right; column++)
            {
                var value = score * HazardSite.Kernel(site.SquaredDistance(grid.CentreX(column), y), radius);
                if (value == 0)
                    continue;
                field[(row * grid.Columns) + column] += value;
                if (second is not null)
                    second[(row * grid.Columns) + column] += value;
            }
        }
    }
}
