namespace RiskMap.Routing.Graph;

/// <summary>The stretches of edges that each way became, in flat arrays. Immutable.</summary>
sealed class WayStretches
{
    readonly Dictionary<long, int> _numbers;
    readonly Groups _byWay;
    readonly EdgeStretch[] _stretches;

    /// <summary>Sorts stretches by the way that they belong to; their order within it stays.</summary>
    /// <param name="ways">Id of the way of each drawn line; several lines may be of one way.</param>
    /// <param name="lines">The line of each stretch.</param>
    /// <param name="stretches">The stretches.</param>
    internal WayStretches(IReadOnlyList<RoadWay> ways, int[] lines, EdgeStretch[] stretches)
    {
        (_numbers, _stretches) = (new(ways.Count), stretches);
        var numberOfLine = new int[ways.Count];
        for (var line = 0; line < ways.Count; line++)
        {
            _numbers.TryAdd(ways[line].Id, _numbers.Count);
            numberOfLine[line] = _numbers[ways[line].Id];
        }
        _byWay = Groups.Of(_numbers.Count, stretches.Length, stretch => numberOfLine[lines[stretch]]);
        _stretches = Array.ConvertAll(_byWay.Items, stretch => stretches[stretch]);
    }

    /// <summary>The stretches of a way; none where there is no such way.</summary>
    internal ArraySegment<EdgeStretch> Of(long way) =>
        _numbers.TryGetValue(way, out var number) ? new(_stretches, _byWay.First[number], _byWay.First[number + 1] - _byWay.First[number]) : [];
}
