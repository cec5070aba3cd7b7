namespace RiskMap.City.Risk;

/// <summary>The value of an area: the least cell risk below which, itself included, a share of the area's people live.</summary>
/// <param name="Risk">The value.</param>
/// <param name="Cell">The cell that has it; -1 where nobody is known to live or work.</param>
/// <param name="People">People of the area.</param>
readonly record struct AreaPercentile(double Risk, int Cell, double People)
{
    /// <summary>The percentile of some cells (ascending) by their risk, weighted with their people.</summary>
    public static AreaPercentile Of(int[] cells, double[] risk, double[] people, double share)
    {
        var all = 0.0;
        foreach (var cell in cells)
            all += people[cell];
        if (!(all > 0))
            return new(0, -1, 0);
        var (needed, below) = (share * all, 0.0);
        var (risks, order) = (new List<double>(), new List<int>());
        foreach (var cell in cells)
        {
            if (!(people[cell] > 0))
                continue;
            if (risk[cell] > 0)
            {
                risks.Add(risk[cell]);
                order.Add(cell);
            }
            else if ((below += people[cell]) >= needed)
            {
                return new(0, cell, all);
            }
        }
        return Above(below, needed, [.. risks], [.. order], people, all);
    }

    static AreaPercentile Above(double below, double needed, double[] risks, int[] order, double[] people, double all)
    {
        Array.Sort(risks, order);
        for (var i = 0; i < order.Length; i++)
        {
            below += people[order[i]];
            // The last one counts whatever rounding made of the sum.
            if (below >= needed || i == order.Length - 1)
                return new(risks[i], order[i], all);
        }
        return new(0, -1, all);
    }
}
