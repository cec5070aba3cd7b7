namespace RiskMap.City.Zoning.Reverse;

/// <summary>A siting raster as a picture and as run lengths. Immutable; safe for parallel reads.</summary>
/// <param name="Raster">The cells.</param>
/// <param name="Verdicts">Verdict of each keep-out.</param>
/// <param name="FreeVerdict">Verdict of the free cells: what holds everywhere.</param>
public sealed record SitingPicture(SitingRaster Raster, IReadOnlyList<Verdict> Verdicts, Verdict FreeVerdict)
{
    const byte Nothing = 0;

    // By verdict, as ARGB; half transparent over a map. The colours differ in lightness too, for those who see no hues.
    static readonly uint[] Palette =
    [
        0x00000000, // outside
        0xC0401048, // prohibited
        0xB0C62828, // fail
        0xA0E65100, // qra-required
        0x90757575, // no-data
        0x90F9C846, // conditional
        0x9066BB6A, // pass
    ];

    /// <summary>Verdict of a cell of the area: what holds everywhere holds there too.</summary>
    public Verdict VerdictOf(int cell) => cell == SitingRaster.Free || FreeVerdict < Verdicts[cell] ? FreeVerdict : Verdicts[cell];

    /// <summary>An indexed PNG, one pixel a cell, the northernmost row first; cells outside the area are transparent.</summary>
    public byte[] Png()
    {
        var cells = Raster.Cells;
        var pixels = new byte[cells.Length];
        for (var at = 0; at < pixels.Length; at++)
            pixels[at] = cells[at] == SitingRaster.Outside ? Nothing : (byte)(1 + (int)VerdictOf(cells[at]));
        return Geo.Drawing.Png.EncodeIndexed(pixels, Raster.Grid.Columns, Raster.Grid.Rows, Palette);
    }

    /// <summary>Per row from the north: value and number of cells in turns, keep-outs by their place in a shorter list.</summary>
    /// <param name="placeOf">Place of each keep-out in that list.</param>
    public IReadOnlyList<int[]> RunLengths(IReadOnlyList<int> placeOf)
    {
        var rows = new int[Raster.Grid.Rows][];
        Parallel.For(0, rows.Length, row => rows[row] = RunLengths(Raster.Cells.AsSpan(row * Raster.Grid.Columns, Raster.Grid.Columns), placeOf));
        return rows;
    }

    static int[] RunLengths(ReadOnlySpan<int> cells, IReadOnlyList<int> placeOf)
    {
        var runs = new List<int>();
        for (var start = 0; start < cells.Length;)
        {
            var (value, end) = (cells[start], start + 1);
            while (end < cells.Length && cells[end] == value)
                end++;
            runs.Add(value < 0 ? value : placeOf[value]);
            runs.Add(end - start);
            start = end;
        }
        return [.. runs];
    }
}
