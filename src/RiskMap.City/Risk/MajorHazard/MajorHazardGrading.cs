namespace RiskMap.City.Risk.MajorHazard;

/// <summary>Computes S, R and level from lines and α (GB 18218-2018, 4.2.1 and 4.3). Pure, thread-safe.</summary>
static class MajorHazardGrading
{
    /// <summary>An inventory with what is known of the residents: a number, or its least value when the rest is not known.</summary>
    public static MajorHazardResult Grade(IReadOnlyList<InventoryLine> inventory, double? residents, double residentsAtLeast = 0)
    {
        var tables = MajorHazardTables.Default;
        var least = tables.AlphaOf(residents ?? residentsAtLeast).Alpha;
        var most = residents is null ? tables.Alphas.Max(band => band.Alpha) : least;
        var lines = inventory.Select(HazardLine.Of).ToList();
        var units = lines.GroupBy(line => line.Unit ?? "", StringComparer.Ordinal).Select(unit => GradeUnit(unit.Key, [.. unit], least, most)).ToList();
        return Whole(units) with { Lines = lines, Units = units, Alpha = least == most ? least : null, AlphaAtLeast = least, AlphaAtMost = most };
    }

    static UnitHazard GradeUnit(string unit, List<HazardLine> lines, double alphaAtLeast, double alphaAtMost)
    {
        var tables = MajorHazardTables.Default;
        var isKnown = lines.TrueForAll(line => line.Outcome != HazardLine.NoData);
        double s = lines.Sum(line => line.Ratio ?? 0), weighted = lines.Sum(line => (line.Ratio * line.Beta) ?? 0);
        double least = alphaAtLeast * weighted;
        double? most = isKnown ? alphaAtMost * weighted : null;
        bool? isSource = tables.Identifies(s) ? true : isKnown ? false : null;
        int? mildest = isSource == true ? tables.LevelOf(least).Level : null;
        int? severest = isSource == false ? null : most is { } r ? tables.LevelOf(r).Level : tables.Levels.Min(band => band.Level);
        return new(unit.Length == 0 ? null : unit, isKnown ? s : null, s, alphaAtLeast == alphaAtMost ? most : null, least, most,
            mildest == severest ? mildest : null, mildest, severest, isSource);
    }

    static MajorHazardResult Whole(List<UnitHazard> units) => units.Count == 0
        ? new() { S = 0, R = 0, RAtMost = 0, IsMajorHazardSource = false }
        : new()
        {
            S = Greatest(units.Select(unit => unit.S)),
            SAtLeast = units.Max(unit => unit.SAtLeast),
            R = Greatest(units.Select(unit => unit.R)),
            RAtLeast = units.Max(unit => unit.RAtLeast),
            RAtMost = Greatest(units.Select(unit => unit.RAtMost)),
            Level = units.Min(unit => unit.LevelAtLeast) == units.Min(unit => unit.LevelAtMost) ? units.Min(unit => unit.LevelAtMost) : null,
            LevelAtLeast = units.Min(unit => unit.LevelAtLeast),
            LevelAtMost = units.Min(unit => unit.LevelAtMost),
            IsMajorHazardSource = units.Exists(unit => unit.IsMajorHazardSource == true) ? true : units.Exists(unit => unit.IsMajorHazardSource is null) ? null : false,
        };

    // The greatest of values of which one is not known is not known.
    static double? Greatest(IEnumerable<double?> values) => values.Aggregate((double?)0, (greatest, value) => greatest is { } known && value is { } next ? Math.Max(known, next) : null);
}
