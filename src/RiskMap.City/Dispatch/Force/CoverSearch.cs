namespace RiskMap.City.Dispatch.Force;

/// <summary>
/// The fewest units that cover what is left of some needs, and of those sets the one with the least sum of arrivals: branch and bound over the need with the
/// fewest candidates. A unit that gives no more than another and comes no sooner is tried only together with it (dominance); a node is left when the units that
/// it still needs (by each need alone, and by all needs weighed together) make no better set. Exact unless cut off. One use, one thread.
/// </summary>
sealed class CoverSearch
{
    readonly double[] _seconds;
    readonly double[][] _gives;
    readonly int[][] _byNeed;
    readonly int[][] _dominated;
    readonly int[] _units;
    readonly double[] _needs;
    readonly int[] _excluded;
    readonly bool[] _picked;
    readonly double[] _shares;
    readonly int _mostNodes;
    readonly List<int> _chosen = [];
    int[]? _best;
    double _bestSum = double.PositiveInfinity;
    int _nodes;
    int _least;

    /// <param name="problem">Units and needs.</param>
    /// <param name="units">Candidates; together they cover what is left.</param>
    /// <param name="left">What is left of each need.</param>
    /// <param name="mostNodes">Nodes after which the search is cut off.</param>
    public CoverSearch(ForceProblem problem, int[] units, double[] left, int mostNodes)
    {
        _mostNodes = mostNodes;
        int[] open = [.. Enumerable.Range(0, left.Length).Where(need => left[need] > ForceProblem.Tolerance)];
        _needs = [.. open.Select(need => left[need])];
        double[] Given(int unit) => [.. open.Select(need => Math.Min(problem.Gives[unit][need], left[need]))];
        // Who gives nothing that is still needed is no candidate. The quickest come first everywhere.
        _units = [.. units.Where(unit => open.Any(need => problem.Gives[unit][need] > ForceProblem.Tolerance)).OrderBy(unit => problem.Seconds[unit]).ThenBy(unit => unit)];
        (_seconds, _gives) = ([.. _units.Select(unit => problem.Seconds[unit])], [.. _units.Select(Given)]);
        _dominated = [.. Enumerable.Range(0, _units.Length).Select(unit => Enumerable.Range(0, _units.Length).Where(other => Dominates(unit, other)).ToArray())];
        _byNeed = [.. Enumerable.Range(0, open.Length).Select(need => Enumerable.Range(0, _units.Length).Where(unit => _gives[unit][need] > ForceProblem.Tolerance)
            .OrderByDescending(unit => _gives[unit][need]).ToArray())];
        (_excluded, _picked, _shares) = (new int[_units.Length], new bool[_units.Length], new double[_units.Length]);
    }

    /// <summary>True when the set is proven to be the best.</summary>
    public bool IsProven => _nodes < _mostNodes;

    /// <summary>True when at least no set of fewer units covers the needs.</summary>
    public bool IsFewest => IsProven || _best!.Length == _least;

    /// <summary>The best set.</summary>
    public int[] Run()
    {
        if (_needs.Length == 0)
            return [];
        _least = Math.Max(LeastByNeed(_needs), LeastTogether(_needs));
        Greedy();
        Visit((double[])_needs.Clone(), 0);
        return [.. _best!.Select(unit => _units[unit])];
    }

    void Visit(double[] left, double sum)
    {
        if (++_nodes >= _mostNodes || Cut(left, sum))
            return;
        var need = Tightest(left);
        if (need < 0)
        {
            (_best, _bestSum) = ([.. _chosen], sum);
            return;
        }
        var tried = Candidates(need).OrderByDescending(unit => Share(unit, left)).ThenBy(unit => unit).ToList();
        var banned = new List<int>();
        foreach (var unit in tried)
        {
            if (_excluded[unit] > 0)
                continue;
            Pick(unit, left, sum);
            // In what follows the set does without this unit, and so without all that it dominates.
            foreach (var other in _dominated[unit].Prepend(unit))
            {
                _excluded[other]++;
                banned.Add(other);
            }
        }
        foreach (var unit in banned)
            _excluded[unit]--;
    }

    void Pick(int unit, double[] left, double sum)
    {
        _picked[unit] = true;
        _chosen.Add(unit);
        Visit([.. left.Select((amount, need) => Math.Max(0, amount - _gives[unit][need]))], sum + _seconds[unit]);
        _chosen.RemoveAt(_chosen.Count - 1);
        _picked[unit] = false;
    }

    /// <summary>True when no set below this node is better than the best.</summary>
    bool Cut(double[] left, double sum)
    {
        if (_best is null)
            return false;
        var least = Math.Max(LeastByNeed(left), LeastTogether(left));
        if (_chosen.Count + (long)least != _best.Length)
            return _chosen.Count + (long)least > _best.Length;
        return sum + QuickestSum(least) >= _bestSum - ForceProblem.Tolerance;
    }

    /// <summary>Units that the hardest need alone still takes.</summary>
    int LeastByNeed(double[] left)
    {
        var most = 0;
        for (var need = 0; need < left.Length; need++)
        {
            var (amount, count) = (left[need], 0);
            foreach (var unit in _byNeed[need])
            {
                if (amount <= ForceProblem.Tolerance)
                    break;
                if (IsFree(unit))
                    (amount, count) = (amount - _gives[unit][need], count + 1);
            }
            most = Math.Max(most, amount <= ForceProblem.Tolerance ? count : int.MaxValue);
        }
        return most;
    }

    /// <summary>Units that all needs together still take, each need weighed by what is left of it.</summary>
    int LeastTogether(double[] left)
    {
        var (free, open) = (0, (double)left.Count(amount => amount > ForceProblem.Tolerance));
        for (var unit = 0; unit < _units.Length; unit++)
        {
            if (IsFree(unit))
                _shares[free++] = -Share(unit, left);
        }
        Array.Sort(_shares, 0, free);
        var count = 0;
        for (; open > ForceProblem.Tolerance && count < free; count++)
            open += _shares[count];
        return open <= ForceProblem.Tolerance ? count : int.MaxValue;
    }

    double QuickestSum(int count)
    {
        var sum = 0.0;
        for (var unit = 0; unit < _units.Length && count > 0; unit++)
        {
            if (IsFree(unit))
                (sum, count) = (sum + _seconds[unit], count - 1);
        }
        return sum;
    }

    double Share(int unit, double[] left)
    {
        var share = 0.0;
        for (var need = 0; need < left.Length; need++)
        {
            if (left[need] > ForceProblem.Tolerance)
                share += Math.Min(1, _gives[unit][need] / left[need]);
        }
        return share;
    }

    int Tightest(double[] left)
    {
        var (best, fewest) = (-1, int.MaxValue);
        for (var need = 0; need < left.Length; need++)
        {
            if (left[need] > ForceProblem.Tolerance && Candidates(need).Count() is var count && count < fewest)
                (best, fewest) = (need, count);
        }
        return best;
    }

    IEnumerable<int> Candidates(int need) => _byNeed[need].Where(IsFree);

    // Neither picked nor banned.
    bool IsFree(int unit) => !_picked[unit] && _excluded[unit] == 0;

    bool Dominates(int unit, int other) => unit != other && _seconds[unit] <= _seconds[other]
        && (unit < other || _seconds[unit] < _seconds[other] || !IsSame(unit, other))
        && _gives[unit].Zip(_gives[other]).All(pair => pair.First >= pair.Second);

    bool IsSame(int unit, int other) => _gives[unit].SequenceEqual(_gives[other]);

    /// <summary>A first set: always the unit that adds most, then without those that are not needed.</summary>
    void Greedy()
    {
        var (left, chosen) = ((double[])_needs.Clone(), new List<int>());
        while (Enumerable.Range(0, _units.Length).Where(unit => !chosen.Contains(unit)).Select(unit => (unit, share: Share(unit, left)))
            .OrderByDescending(pair => pair.share).ThenBy(pair => pair.unit).FirstOrDefault() is { share: > 0 } next)
        {
            chosen.Add(next.unit);
            left = [.. left.Select((amount, need) => Math.Max(0, amount - _gives[next.unit][need]))];
        }
        foreach (var unit in chosen.OrderByDescending(unit => _seconds[unit]).ToList())
        {
            if (Enumerable.Range(0, _needs.Length).All(need => chosen.Where(other => other != unit).Sum(other => _gives[other][need]) >= _needs[need] - ForceProblem.Tolerance))
                chosen.Remove(unit);
        }
        (_best, _bestSum) = ([.. chosen], chosen.Sum(unit => _seconds[unit]));
    }
}
