using System.Globalization;
using RiskMap.City.Sources.Mapping;

namespace RiskMap.City.Sources.Running;

/// <summary>Line numbers for a notice: all are counted, the first ones are named.</summary>
sealed class LineList
{
    readonly List<long> _first = [];

    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(long line)
    {
        if (Count++ < ImportRules.Current.NoticeLinesKept)
            _first.Add(line);
    }

    /// <summary>The first ones, with an ellipsis when there are more.</summary>
    public override string ToString() =>
        string.Join(", ", _first.Select(line => line.ToString(CultureInfo.InvariantCulture))) + (Count > _first.Count ? " …" : "");
}
