using System.Text.Encodings.Web;
using System.Text.Json;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.PmTiles;
using RiskMap.Geo.Tiles;

namespace RiskMap.City.Export;

/// <summary>What goes into an archive of tiles.</summary>
/// <param name="City">The city at one version.</param>
/// <param name="Layers">Names of the layers, in the order of the city.</param>
/// <param name="MinZoom">Least zoom.</param>
/// <param name="MaxZoom">Greatest zoom, at most <see cref="CityTiles.MaxZoom"/>.</param>
/// <param name="Language">Language of names and descriptions, <c>zh</c> or <c>en</c>.</param>
public sealed record TileExport(CitySnapshot City, IReadOnlyList<string> Layers, int MinZoom, int MaxZoom, string Language);

/// <summary>
/// Writes the vector tiles of a city into one PMTiles archive (version 3): the same tiles that are served, those that hold something. The file appears whole or not
/// at all.
/// </summary>
public static class PmTilesFile
{
    /// <summary>The extension.</summary>
    public const string Extension = ".pmtiles";

    /// <summary>Zooms where nothing else is said: above 14 clients draw the tiles larger.</summary>
    public const int DefaultMinZoom = 0, DefaultMaxZoom = 14;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True when a file of that name is an archive of tiles.</summary>
    public static bool Is(string file) => string.Equals(Path.GetExtension(file), Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes the archive.</summary>
    /// <returns>Number of tiles; 0 when nothing is to be drawn, and then there is no file.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static long Write(TileExport export, string file, CancellationToken cancellation) => LayerExport.Beside(file, unfinished =>
    {
        using var target = new FileStream(unfinished, FileMode.CreateNew);
        var writer = new PmTilesWriter(target);
        var tiles = TilesOf(export).OrderBy(PmTilesId.Of).ToList();
        var drawn = tiles.AsParallel().AsOrdered().WithCancellation(cancellation).WithMergeOptions(ParallelMergeOptions.AutoBuffered)
            .Select(tile => (tile, Bytes: CityTiles.Encode(export.City, export.Layers, tile)))
            .Where(pair => pair.Bytes.Length > 0).Select(pair => (pair.tile, Bytes: PmTilesWriter.Compress(pair.Bytes)));
        foreach (var (tile, bytes) in drawn) writer.Add(tile, bytes);
        if (writer.Tiles > 0) writer.Finish(Metadata(export), Extent(export));
        return writer.Tiles;
    }, evenEmpty: false);

    /// <summary>Tiles in which something may stand, found from the world downwards.</summary>
    static IEnumerable<TileId> TilesOf(TileExport export)
    {
        var open = new Stack<TileId>([TileId.Create(0, 0, 0)]);
        while (open.TryPop(out var tile))
        {
            if (!CityTiles.MayHold(export.City, export.Layers, tile)) continue;
            if (tile.Z >= export.MinZoom) yield return tile;
            if (tile.Z == export.MaxZoom) continue;
            for (var quarter = 0; quarter < 4; quarter++)
                open.Push(TileId.Create(tile.Z + 1, (tile.X * 2) + (quarter & 1), (tile.Y * 2) + (quarter >> 1)));
        }
    }

    static IEnumerable<LayerSnapshot> LayersOf(TileExport export) => export.City.Layers.Where(layer => export.Layers.Contains(layer.Schema.Name, StringComparer.Ordinal));

    static Box Extent(TileExport export) => LayersOf(export).Aggregate(Box.Empty, (box, layer) => box.Union(layer.Extent));

    static byte[] Metadata(TileExport export) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        name = export.City.City?.Name.In(export.Language) ?? "RiskMap",
        type = "overlay",
        version = export.City.Version.Text,
        attribution = LayerAttribution.Of(LayersOf(export)),
        vector_layers = LayersOf(export).SelectMany(layer => VectorLayer.Of(layer.Schema, export.Language, export.MaxZoom)),
    }, Json);
}
