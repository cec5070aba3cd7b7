using RiskMap.City.Proximity;

namespace RiskMap.City.Zoning.Reverse;

/// <summary>
/// Tells for every cell of an area which keep-outs its centre breaks: exact to the centre, distances edge to edge. Cells are done in bands of rows, in
/// parallel; a keep-out touches only the cells that it reaches. Pure.
/// </summary>
static class SitingRasteriser
{
    // A band's working arrays stay in the cache of one core.
    const int RowsPerBand = 16;

    /// <summary>The raster.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="area">Areas of which at least one must hold a cell's centre.</param>
    /// <param name="keepOuts">What must be kept away from.</param>
    /// <param name="hazards">Number of hazards.</param>
    /// <param name="progress">Told the share of bands that are done.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SitingRaster Of(
        SitingGrid grid, IReadOnlyList<SiteOutline> area, IReadOnlyList<KeepOut> keepOuts, int hazards, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var raster = new SitingRaster(grid, new int[(long)grid.Columns * grid.Rows], new long[hazards], new long[hazards], new long[keepOuts.Count], 0, 0);
        var bands = (grid.Rows + RowsPerBand - 1) / RowsPerBand;
        var reaching = Reaching(grid, keepOuts, bands);
        var widest = Widest(keepOuts, hazards);
        var (done, areaCells, freeCells) = (0, 0L, 0L);
        Parallel.For(0, bands, new ParallelOptions { CancellationToken = cancellation }, () => new SitingBand(grid, RowsPerBand, hazards, keepOuts.Count), (band, _, work) =>
        {
            work.Begin(band * RowsPerBand, area);
            foreach (var keepOut in reaching[band])
                work.Break(keepOut, keepOuts[keepOut], widest[keepOut]);
            work.End(raster.Cells);
            progress?.Report((double)Interlocked.Increment(ref done) / bands);
            return work;
        }, work =>
        {
            lock (raster)
            {
                work.AddTo(raster);
                (areaCells, freeCells) = (areaCells + work.AreaCells, freeCells + work.FreeCells);
            }
        });
        return raster with { AreaCells = areaCells, FreeCells = freeCells };
    }

    // Which keep-outs reach into which band, in their order.
    static List<int>[] Reaching(SitingGrid grid, IReadOnlyList<KeepOut> keepOuts, int bands)
    {
        var lists = new List<int>[bands];
        for (var band = 0; band < bands; band++)
            lists[band] = [];
        for (var i = 0; i < keepOuts.Count; i++)
        {
            var box = keepOuts[i].Outline.Box.Expand(keepOuts[i].RequiredMetres);
            var (first, last) = grid.RowsBetween(box.MinY, box.MaxY);
            if (box.IsEmpty || box.MaxX < grid.MinX || box.MinX > grid.MaxX || first > last)
                continue;
            for (var band = first / RowsPerBand; band <= last / RowsPerBand; band++)
                lists[band].Add(i);
        }
        return lists;
    }

    // A hazard's keep-outs lie around one site: what it sterilises is what the widest of them does.
    static bool[] Widest(IReadOnlyList<KeepOut> keepOuts, int hazards)
    {
        var (of, widest) = (new int[hazards], new bool[keepOuts.Count]);
        Array.Fill(of, -1);
        for (var i = 0; i < keepOuts.Count; i++)
        {
            ref var best = ref of[keepOuts[i].Hazard];
            if (best < 0 || keepOuts[i].RequiredMetres > keepOuts[best].RequiredMetres)
                best = i;
        }
        foreach (var best in of.Where(best => best >= 0))
            widest[best] = true;
        return widest;
    }
}
