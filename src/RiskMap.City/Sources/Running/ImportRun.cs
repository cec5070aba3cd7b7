using System.Collections.Immutable;
using System.Reflection;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Mapping;
using RiskMap.City.Sources.Reading;
using RiskMap.City.Store;

namespace RiskMap.City.Sources.Running;

/// <summary>One import from request to report. One use.</summary>
sealed class ImportRun(ICityStore store, ImportRequest request, IProgress<ImportProgress>? progress)
{
    const string AllLayers = "all";

    /// <summary>Runs the import.</summary>
    public async Task<ImportReport> RunAsync(CancellationToken cancellation)
    {
        var layers = RequestedLayers();
        var file = SourceFile.Find(request.File);
        var kind = FileKinds.Of(file);
        var options = new MapOptions(request, layers, ImportSource.DeclaredBy(request));
        var state = await store.StateAsync(cancellation);
        var hasDistricts = state.City?.Extent is not null && await HasDistrictsAsync(cancellation);
        var sha = file.Sha256(progress, cancellation);
        using var rejects = RejectsWriter.For(request, file, kind);
        var tally = new ImportTally(request, rejects, progress, file.Length);
        using var source = ImportSource.Open(file, kind, request, options, progress, cancellation);
        var plan = Plan(source, options, state.City, hasDistricts, tally);
        var derived = new Derivation(state.City, hasDistricts, file.Name);
        var (outcome, counts) = await WriteAsync(plan, tally, Note(file, sha, source), derived, cancellation);
        return Report(file, sha, source, plan, counts, tally, outcome, derived);
    }

    ImmutableArray<LayerSchema> RequestedLayers()
    {
        if (request.Layer == AllLayers)
            return CityLayers.All;
        if (CityLayers.Find(request.Layer) is { } layer)
            return [layer];
        var names = string.Join(' ', CityLayers.All.Select(known => known.Name));
        throw new ImportException(($"没有图层“{request.Layer}”；可用 {names} 或 all", $"no layer '{request.Layer}'; there are {names}, and all"));
    }

    async Task<bool> HasDistrictsAsync(CancellationToken cancellation)
    {
        await using var reading = await store.ReadAsync(cancellation);
        using var rows = reading.Rows(Districts.Schema);
        return rows.Read();
    }

    List<LayerImport> Plan(ImportSource source, MapOptions options, CityMetadata? city, bool hasDistricts, ImportTally tally)
    {
        var context = CellContext.Of(city);
        _boundaries = new BoundaryKeeper(request.Layer == AllLayers || source.KeepsBoundaries);
        var plan = new List<LayerImport>();
        foreach (var layer in source.Layers)
        {
            // Districts say what the city is; they are not measured by it.
            var place = new PlaceCheck(ReferenceEquals(layer.Layer, Districts.Schema) ? null : city?.Extent, hasDistricts);
            plan.Add(new LayerImport(layer.Layer, layer.Reader, new Locator(layer.Crs, place), options, context, tally, _boundaries, request.Replace));
        }
        foreach (var layer in plan)
            layer.VerifyHeader(mustKnowColumns: plan.Count == 1);
        return plan;
    }

    BoundaryKeeper _boundaries = new(false);
    readonly Dictionary<string, long> _deleted = new(StringComparer.Ordinal);

    ChangeNote Note(SourceFile file, string sha, ImportSource source) => new(request.Who, $"import {request.Layer} from {file.Name}")
    {
        With = $"riskmap {typeof(ImportRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}",
        File = file.Name,
        FileSha256 = sha,
        Crs = CrsOf(source),
    };

    static string? CrsOf(ImportSource source)
    {
        var codes = source.Layers.Select(layer => layer.Crs.Code).Distinct(StringComparer.Ordinal).ToList();
        return codes.Count == 0 ? null : string.Join(", ", codes);
    }

    async Task<(WriteOutcome? Outcome, Dictionary<string, UpsertCounts> Counts)> WriteAsync(
        List<LayerImport> plan, ImportTally tally, ChangeNote note, Derivation derived, CancellationToken cancellation)
    {
        var counts = new Dictionary<string, UpsertCounts>(StringComparer.Ordinal);
        var rolledBack = false;
        try
        {
            var outcome = await store.WriteAsync(note, async writer =>
            {
                foreach (var layer in plan)
                    counts[layer.Layer.Name] = await UpsertAsync(writer, layer, cancellation);
                await KeepBoundariesAsync(writer, counts, cancellation);
                VerifyRows(plan);
                await derived.ApplyAsync(writer, plan, tally, cancellation);
                rolledBack = request.DryRun || tally.Doomed;
                if (rolledBack)
                    throw new RolledBackException();
                tally.Stage("commit");
            }, cancellation);
            return (outcome, counts);
        }
        catch (Exception) when (rolledBack)
        {
            return (null, tally.Doomed ? [] : counts);
        }
    }

    async Task<UpsertCounts> UpsertAsync(ICityWriter writer, LayerImport layer, CancellationToken cancellation)
    {
        var counts = await writer.UpsertAsync(layer.Layer, layer.Rows(cancellation), cancellation);
        layer.VerifyMapped(request.Layer != AllLayers);
        if (request.Replace)
            await DeleteOthersAsync(writer, layer, cancellation);
        return counts;
    }

    /// <summary>A refused row may be of a feature that is there: while there are any, nothing is deleted.</summary>
    async Task DeleteOthersAsync(ICityWriter writer, LayerImport layer, CancellationToken cancellation)
    {
        if (layer.Refused == 0)
            _deleted[layer.Layer.Name] = await writer.DeleteOthersAsync(layer.Layer, layer.Keys, cancellation);
        else
            layer.Note(("有被拒行，--replace 未删除任何要素", "rows were refused, so --replace deleted nothing"));
    }

    async Task KeepBoundariesAsync(ICityWriter writer, Dictionary<string, UpsertCounts> counts, CancellationToken cancellation)
    {
        if (_boundaries.Rows.Count == 0)
            return;
        var own = counts.GetValueOrDefault(SiteBoundaries.Schema.Name) ?? new UpsertCounts(0, 0, 0);
        var kept = await writer.UpsertAsync(SiteBoundaries.Schema, _boundaries.Rows.ToAsyncEnumerable(), cancellation);
        counts[SiteBoundaries.Schema.Name] = new UpsertCounts(own.Inserted + kept.Inserted, own.Updated + kept.Updated, own.Unchanged + kept.Unchanged);
    }

    void VerifyRows(List<LayerImport> plan)
    {
        if (plan.Sum(layer => layer.Read) > 0)
            return;
        throw new ImportException((
            $"{Path.GetFileName(request.File)} 中没有可导入 {request.Layer} 的记录；请核对文件与图层",
            $"{Path.GetFileName(request.File)} holds no row for {request.Layer}; check the file and the layer"));
    }

    ImportReport Report(
        SourceFile file, string sha, ImportSource source, List<LayerImport> plan, Dictionary<string, UpsertCounts> counts,
        ImportTally tally, WriteOutcome? outcome, Derivation derived)
    {
        tally.Note(_boundaries.Notices);
        var none = new UpsertCounts(0, 0, 0);
        var reports = plan.Select(layer => (layer, count: counts.GetValueOrDefault(layer.Layer.Name, none)))
            .Select(pair => new LayerReport(pair.layer.Layer.Name, pair.layer.Read, pair.count.Inserted, pair.count.Updated, pair.count.Unchanged, pair.layer.Refused, pair.layer.Repaired)
            {
                Deleted = tally.Doomed ? 0 : _deleted.GetValueOrDefault(pair.layer.Layer.Name),
            })
            .ToList();
        if (_boundaries.Rows.Count > 0 && !plan.Exists(layer => ReferenceEquals(layer.Layer, SiteBoundaries.Schema)))
        {
            var count = counts.GetValueOrDefault(SiteBoundaries.Schema.Name, none);
            reports.Add(new LayerReport(SiteBoundaries.Schema.Name, _boundaries.Rows.Count, count.Inserted, count.Updated, count.Unchanged, 0, 0));
        }
        var city = tally.Doomed ? null : derived.City;
        if (city is not null && derived.IsNew)
            tally.Note(null, DerivedCity.Notice(city));
        return new ImportReport(
            file.Name, sha, CrsOf(source), source.Encoding, reports, tally.Refused, tally.Notices,
            outcome?.ChangeSet is not null, request.DryRun, outcome?.ChangeSet, city)
        {
            RefusedCount = tally.RefusedCount,
        };
    }

    /// <summary>What the import makes of the city's metadata.</summary>
    sealed class Derivation(CityMetadata? current, bool hasDistricts, string fileName)
    {
        public CityMetadata? City { get; private set; }

        public bool IsNew => current?.PlaneWkt is null;

        public async Task ApplyAsync(ICityWriter writer, List<LayerImport> plan, ImportTally tally, CancellationToken cancellation)
        {
            var districts = plan.Find(layer => ReferenceEquals(layer.Layer, Districts.Schema));
            City = DerivedCity.After(current, tally.Extent, grows: districts is not null || !hasDistricts, districts?.Top.Name, fileName);
            if (City is not null && !tally.Doomed)
                await writer.SetCityAsync(City, cancellation);
        }
    }

    /// <summary>Ends a transaction that is not to be committed.</summary>
    sealed class RolledBackException : Exception;
}
