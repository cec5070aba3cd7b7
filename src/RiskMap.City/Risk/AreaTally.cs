using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk;

/// <summary>In which area each row of a block of points lies, and how many of each class each area holds. Immutable; thread-safe.</summary>
sealed class BlockTally
{
    const int NoPlace = -2;

    readonly int[] _areas;

    internal BlockTally(LayerBlock block, AreaUnits units)
    {
        _areas = new int[block.Count];
        for (var row = 0; row < block.Count; row++)
            _areas[row] = block.Geometry.IsEmpty(row) ? NoPlace : units.Find(block.Geometry.PointX(row), block.Geometry.PointY(row));
        Counts = new int[(units.Features.Count + 1) * AreaTally.Classes];
        for (var row = 0; row < block.Count; row++)
            Count(Counts, block, row, 1);
    }

    /// <summary>Counts by area (slot 0: in none) and class.</summary>
    public int[] Counts { get; }

    /// <summary>The row's area, -1 for none, less for a row without a place.</summary>
    public int AreaOf(int row) => _areas[row];

    /// <summary>Counts a row in or out.</summary>
    public void Count(int[] counts, LayerBlock block, int row, int by)
    {
        if (_areas[row] != NoPlace)
            counts[((_areas[row] + 1) * AreaTally.Classes) + AreaTally.ClassOf(new(block, row))] += by;
    }
}

/// <summary>
/// Counts of a point layer's features by area and class: the tally of the large block, which an edit leaves alone, less its hidden rows, plus the
/// edited ones. Area -1 is "in no area".
/// </summary>
sealed class AreaTally
{
    /// <summary>The four grades of an enterprise and none; other layers have one class.</summary>
    public const int Classes = 5;

    const int Red = 0, Orange = 1, Yellow = 2, Blue = 3, Other = 4;

    readonly int[] _counts;

    public AreaTally(LayerSnapshot layer, AreaUnits units)
    {
        var (main, edits) = (units.TallyOf(layer.Main), units.TallyOf(layer.Edits));
        _counts = (int[])main.Counts.Clone();
        foreach (var row in layer.HiddenRows())
            main.Count(_counts, layer.Main, row, -1);
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += edits.Counts[i];
    }

    /// <summary>All features of an area.</summary>
    public int Of(int area) => _counts.AsSpan((area + 1) * Classes, Classes).ToArray().Sum();

    /// <summary>Enterprises of an area by grade.</summary>
    public (int Red, int Orange, int Yellow, int Blue, int Ungraded) Grades(int area)
    {
        var counts = _counts.AsSpan((area + 1) * Classes, Classes);
        return (counts[Red], counts[Orange], counts[Yellow], counts[Blue], counts[Other]);
    }

    /// <summary>Class of a feature.</summary>
    internal static int ClassOf(FeatureRef feature) => feature.Block.Schema.Name != "enterprises" ? Other : Influence.GradeOf(feature) switch
    {
        "red" => Red,
        "orange" => Orange,
        "yellow" => Yellow,
        "blue" => Blue,
        _ => Other,
    };
}
