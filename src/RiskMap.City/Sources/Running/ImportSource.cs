using RiskMap.City.Model;
using RiskMap.City.Sources.Mapping;
using RiskMap.City.Sources.Osm;
using RiskMap.City.Sources.Reading;
using RiskMap.City.Sources.Reading.Shape;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Sources.Running;

/// <summary>One layer of an opened file.</summary>
/// <param name="Layer">The layer that its rows go to.</param>
/// <param name="Reader">Reads them; owned by the source.</param>
/// <param name="Crs">What its coordinates are in.</param>
sealed record SourceLayer(LayerSchema Layer, RowReader Reader, SourceCrs Crs);

/// <summary>An opened file with the layers that it carries for this request.</summary>
sealed class ImportSource : IDisposable
{
    /// <summary>The layers, in the order in which they are imported.</summary>
    public required IReadOnlyList<SourceLayer> Layers { get; init; }

    /// <summary>Text encoding, where the format has a choice.</summary>
    public string? Encoding { get; init; }

    /// <summary>Opens the file for a request.</summary>
    /// <exception cref="ImportException">The file or the request cannot be imported.</exception>
    public static ImportSource Open(SourceFile file, FileKind kind, ImportRequest request, MapOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        switch (kind)
        {
            case FileKind.Csv:
                var encoding = TextEncodings.Decide(file, request.Encoding, cancellation);
                return Table(CsvRows.Open(file, encoding), OneLayer(request, file), options, encoding.Name);
            case FileKind.GeoJson or FileKind.GeoJsonSequence:
                VerifyUtf8(file, request);
                return One(new GeoJsonRows(file, options.Crs is not null), OneLayer(request, file), options, "utf-8");
            case FileKind.GeoPackage:
                return Package(file, request, options);
            case FileKind.Shapefile or FileKind.ZippedShapefile:
                return Shapefile(kind == FileKind.Shapefile ? ShapefileSet.Beside(file) : ShapefileSet.Zipped(file), OneLayer(request, file), request, options);
            case FileKind.OsmXml or FileKind.OsmPbf:
                return Osm(new OsmFile(file, kind, progress, cancellation), request, options);
            default:
                throw new InvalidOperationException($"file kind {kind} has no reader");
        }
    }

    /// <summary>True for formats in which a feature and its boundary are one: the boundaries are kept whatever layer is asked for.</summary>
    public bool KeepsBoundaries { get; init; }

    /// <summary>What the readers share and what must outlive them.</summary>
    GeoPackageFile? Shared { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in Layers)
            layer.Reader.Dispose();
        Shared?.Dispose();
    }

    /// <summary>The coordinate system that the user declares, or null.</summary>
    /// <exception cref="ImportException">It is unknown, or given twice.</exception>
    public static SourceCrs? DeclaredBy(ImportRequest request)
    {
        try
        {
            if (request.CrsWktFile is not { Length: > 0 } file)
                return request.Crs is { Length: > 0 } text ? SourceCrs.Parse(text) : null;
            if (request.Crs is { Length: > 0 })
                throw new ImportException(("--crs 与 --crs-wkt 只能给一个", "give --crs or --crs-wkt, not both"));
            if (!File.Exists(file))
                throw new ImportException(($"找不到 WKT 文件 {file}", $"no file {file} for --crs-wkt; check the path"));
            return new SourceCrs(CoordinateSystem.FromWkt(File.ReadAllText(file)));
        }
        catch (CrsException error)
        {
            throw UnknownCrs(request.Crs ?? request.CrsWktFile!, error);
        }
    }

    /// <summary>The refusal of a coordinate system that is not known.</summary>
    public static ImportException UnknownCrs(string crs, CrsException error) => new((
        $"坐标系“{RowProblem.Shown(crs)}”无法识别；可用 EPSG:4326、EPSG:4490、EPSG:4491–4554、EPSG:326xx/327xx、EPSG:3857、gcj02、bd09，其他坐标系用 --crs-wkt 给出 WKT 文件（{error.Message}）",
        $"coordinate system '{RowProblem.Shown(crs)}': {error.Message} Known are EPSG:4326, 4490, 4491-4554, 326xx/327xx, 3857, gcj02 and bd09; describe any other with --crs-wkt FILE"), error);

    /// <summary>The refusal of a file that does not say what its coordinates are in.</summary>
    public static ImportException NoCrs(string what) => new((
        $"{what} 没有说明坐标系，不能猜测；请用 --crs 给出：EPSG:4326（WGS 84 经纬度）、EPSG:4490（CGCS2000 经纬度）、EPSG:4548 等（米）、gcj02（高德、腾讯）、bd09（百度）",
        $"{what} does not say what its coordinates are in, and that is never guessed; give --crs: EPSG:4326 (WGS 84 degrees), EPSG:4490 (CGCS2000 degrees), EPSG:4548 and the like (metres), gcj02 (Amap, Tencent) or bd09 (Baidu)"));

    /// <summary>The one layer that a file without layer names goes to.</summary>
    static LayerSchema OneLayer(ImportRequest request, SourceFile file) => CityLayers.Find(request.Layer) ?? throw new ImportException((
        $"{file.Name} 不含图层名，不能用 all 导入；请指明图层，例如 riskmap import enterprises {file.Name}",
        $"{file.Name} carries no layer names, so it cannot be imported as 'all'; name the layer: riskmap import enterprises {file.Name}"));

    static ImportSource One(RowReader reader, LayerSchema layer, MapOptions options, string? encoding) =>
        new() { Layers = [new SourceLayer(layer, reader, options.Crs ?? reader.DeclaredCrs!)], Encoding = encoding };

    /// <summary>GeoJSON is UTF-8 (RFC 7946, 1; RFC 8259, 8.1).</summary>
    static void VerifyUtf8(SourceFile file, ImportRequest request)
    {
        if (request.Encoding.Trim().ToLowerInvariant() is "auto" or "utf-8" or "utf8")
            return;
        throw new ImportException((
            $"{file.Name}：GeoJSON 只能是 UTF-8，不能用 --encoding {request.Encoding}；请转存为 UTF-8",
            $"{file.Name}: GeoJSON is always UTF-8, --encoding {request.Encoding} does not apply; save it as UTF-8"));
    }

    static ImportSource Osm(OsmFile file, ImportRequest request, MapOptions options)
    {
        if (options.Crs is { } crs && !(crs.Shift == DatumShift.None && crs.System.IsGeographic))
        {
            throw new ImportException((
                $"OSM 文件总是 WGS 84 经纬度，--crs {crs.Code} 不适用；请去掉 --crs", $"OpenStreetMap files are always WGS 84 degrees, --crs {crs.Code} does not apply; leave it out"));
        }
        var asked = request.Layer == "all" ? CityLayers.All : [CityLayers.Get(request.Layer)];
        var layers = OsmLayers.Open(file, asked).Select(pair => new SourceLayer(pair.Layer, pair.Reader, SourceCrs.Crs84)).ToList();
        return new ImportSource { Layers = layers, KeepsBoundaries = true };
    }

    static ImportSource Shapefile(ShapefileSet set, LayerSchema layer, ImportRequest request, MapOptions options)
    {
        try
        {
            var encoding = DbfEncoding.Decide(set, request.Encoding);
            return One(new ShapefileRows(set, encoding, options.Crs is not null), layer, options, encoding.Name);
        }
        catch (Exception error)
        {
            set.Dispose();
            if (error is InvalidDataException)
                throw SourceFile.Truncated(set.Name, error);
            throw;
        }
    }

    static ImportSource Package(SourceFile file, ImportRequest request, MapOptions options)
    {
        var package = GeoPackageFile.Open(file);
        var layers = new List<SourceLayer>();
        try
        {
            foreach (var (layer, table) in package.TablesFor(request))
            {
                var rows = package.Rows(table, options.Crs);
                layers.Add(new SourceLayer(layer, rows, rows.DeclaredCrs));
            }
            return new ImportSource { Layers = layers, Shared = package };
        }
        catch
        {
            layers.ForEach(layer => layer.Reader.Dispose());
            package.Dispose();
            throw;
        }
    }

    static ImportSource Table(CsvRows reader, LayerSchema layer, MapOptions options, string encoding)
    {
        try
        {
            var declared = ColumnMap.Make(layer, reader.Columns, options, hasGeometry: false).DeclaredCrs;
            if (declared is not null && options.Crs is { } asked && !SourceCrs.Parse(declared).Equals(asked))
            {
                throw new ImportException((
                    $"坐标列的表头写明 {declared}，与 --crs {asked.Code} 不一致；请更正其一，或用 --map 指定坐标列",
                    $"the headers of the position say {declared}, --crs says {asked.Code}; correct one of them, or name the columns with --map"));
            }
            var crs = options.Crs ?? (declared is null ? throw NoCrs("CSV") : SourceCrs.Parse(declared));
            return new ImportSource { Layers = [new SourceLayer(layer, reader, crs)], Encoding = encoding };
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }
}
