using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RiskMap.City.Model;
using RiskMap.City.Sources.Mapping;
using RiskMap.City.Sources.Reading;

namespace RiskMap.City.Sources.Running;

/// <summary>
/// The import of one layer: reads, maps, checks and hands the good rows on as a stream, on a thread of its own so that reading and storing
/// overlap. Counts and notices are final when the stream has ended. One use.
/// </summary>
sealed class LayerImport
{
    const int BatchRows = 512;
    const int BatchesAhead = 8;
    readonly RowReader _reader;
    readonly RowMapper _mapper;
    readonly Locator _locator;
    readonly ImportTally _tally;
    readonly MapOptions _options;
    readonly KeyTable _keys = new();
    readonly HashSet<string>? _keep;
    readonly BoundaryKeeper _boundaries;
    readonly LineList _repaired = new();
    readonly LineList _apart = new();

    public LayerImport(LayerSchema layer, RowReader reader, Locator locator, MapOptions options, CellContext context, ImportTally tally, BoundaryKeeper boundaries, bool keepKeys)
    {
        (Layer, _reader, _locator, _tally, _options, _boundaries) = (layer, reader, locator, tally, options, boundaries);
        _mapper = new RowMapper(layer, reader, options, context, locator);
        _keep = keepKeys ? new HashSet<string>(StringComparer.Ordinal) : null;
    }

    /// <summary>The layer.</summary>
    public LayerSchema Layer { get; }

    /// <summary>Rows read.</summary>
    public long Read { get; private set; }

    /// <summary>Rows refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Rows whose geometry was repaired.</summary>
    public long Repaired => _repaired.Count;

    /// <summary>Keys of the accepted rows, where asked for.</summary>
    public IReadOnlySet<string> Keys => _keep ?? throw new InvalidOperationException("the keys were not kept");

    /// <summary>Name and level of the highest district of the file, for the name of a new city; null when there is none or more than one.</summary>
    public TopDistrict Top { get; } = new();

    /// <summary>The accepted rows.</summary>
    public async IAsyncEnumerable<Feature> Rows([EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<List<Feature>>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Run(() => ReadAllAsync(channel.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(cancellation))
            {
                foreach (var feature in batch)
                    yield return feature;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    async Task ReadAllAsync(ChannelWriter<List<Feature>> output, CancellationToken stop)
    {
        try
        {
            var batch = new List<Feature>(BatchRows);
            while (_reader.Read())
            {
                Read++;
                _tally.Read(Layer.Name, _reader.BytesRead);
                stop.ThrowIfCancellationRequested();
                if (Admit() is not { } feature || _tally.Doomed)
                    continue;
                batch.Add(feature);
                if (batch.Count < BatchRows)
                    continue;
                await output.WriteAsync(batch, stop);
                batch = new List<Feature>(BatchRows);
            }
            Finish();
            if (batch.Count > 0)
                await output.WriteAsync(batch, stop);
            output.Complete();
        }
        catch (Exception error)
        {
            output.Complete(error);
        }
    }

    /// <summary>The current row as a feature with a key of its own, or null when it is refused.</summary>
    Feature? Admit()
    {
        var problem = _mapper.TryMap(out var row) ?? TakeKey(ref row);
        if (problem is not null)
        {
            Refused++;
            _tally.Refuse(Layer.Name, _reader, AtPlace(problem));
            return null;
        }
        var feature = row.Feature;
        if (row.Repaired)
            _repaired.Add(_reader.Line);
        if (row.Boundary is not null)
            _boundaries.Keep(Layer, feature, row.Boundary);
        _keep?.Add(feature.Key);
        _tally.Accept(row.Boundary ?? feature.Geometry!);
        Top.See(Layer, feature);
        return feature;
    }

    RowProblem AtPlace(RowProblem problem) => _reader.Place is { } place
        ? problem with { Reason = ($"{place}：{problem.Reason.Zh}", $"{place}: {problem.Reason.En}") }
        : problem;

    RowProblem? TakeKey(ref MappedRow row)
    {
        var key = row.Feature.Key;
        if (key.Length > ImportRules.Current.LongestKeyCharacters)
        {
            return new RowProblem("key", key, ($"标识长 {key.Length} 个字符，超过 {ImportRules.Current.LongestKeyCharacters}", $"the key has {key.Length} characters, more than {ImportRules.Current.LongestKeyCharacters}"),
                ("给出较短的标识（id 列），或缩短名称与地址", "give a shorter key (a column id), or shorten name and address"));
        }
        var place = row.Feature.Geometry!.Coordinate;
        if (_keys.TryAdd(key, _reader.Line, place.X, place.Y, out var first))
            return null;
        switch (row.Origin)
        {
            case KeyOrigin.Shape:
                var copy = 2;
                while (!_keys.TryAdd($"{key}#{copy}", _reader.Line, place.X, place.Y, out _))
                    copy++;
                row = row with { Feature = row.Feature with { Key = $"{key}#{copy}" } };
                return null;
            case KeyOrigin.NameAndAddress when PlaceCheck.Metres(first.Longitude, first.Latitude, place.X, place.Y) > ImportRules.Current.SamePlaceMetres:
                var there = KeyRule.AtPlace(key, place);
                if (!_keys.TryAdd(there, _reader.Line, place.X, place.Y, out first))
                    break;
                row = row with { Feature = row.Feature with { Key = there } };
                _apart.Add(_reader.Line);
                return null;
        }
        return new RowProblem("key", key, ($"标识与第 {first.Line} 行重复", $"the key is that of line {first.Line}"),
            ("删除其中一行，或给每行不同的标识（id 列）", "remove one of the two, or give each row a key of its own (a column id)"));
    }

    void Finish()
    {
        _locator.Finish();
        _tally.Note(_reader.Notices);
        var map = _mapper.Map;
        var unused = map.Unused.Except(RejectsWriter.ReportColumns, StringComparer.Ordinal).ToList();
        if (unused.Count > 0)
        {
            _tally.Note(Layer.Name, ($"未使用的列：{string.Join('、', unused)}；需要时用 --map 指定字段",
                $"columns that nothing takes: {string.Join(", ", unused)}; map them with --map where they are needed"));
        }
        if (map.Doubled.Count > 0)
        {
            _tally.Note(Layer.Name, ($"字段已由别的列填入，未用：{string.Join('、', map.Doubled)}",
                $"not used, because another column fills their field: {string.Join(", ", map.Doubled)}"));
        }
        if (_repaired.Count > 0)
            _tally.Note(Layer.Name, ($"{_repaired.Count} 个自相交的面已修复：行 {_repaired}", $"{_repaired.Count} self-crossing polygons were repaired: lines {_repaired}"));
        if (_apart.Count > 0)
        {
            _tally.Note(Layer.Name, ($"{_apart.Count} 行与前面的行同名同址但位置不同，按不同场所处理：行 {_apart}",
                $"{_apart.Count} rows share name and address with an earlier row but stand elsewhere; they are kept as places of their own: lines {_apart}"));
        }
    }

    /// <summary>Adds a notice about the layer.</summary>
    public void Note(LocalizedText text) => _tally.Note(Layer.Name, text);

    /// <summary>Refuses options that name columns which the file does not have; with several layers a column may belong to another.</summary>
    /// <exception cref="ImportException">A mapped column is not there.</exception>
    public void VerifyMapped(bool isOnlyLayer)
    {
        if (!isOnlyLayer)
            return;
        var absent = _options.MappedButAbsent(_reader.Columns).ToList();
        if (absent.Count == 0)
            return;
        var columns = string.Join(", ", _reader.Columns);
        throw new ImportException((
            $"--map 指定的列不在文件中：{string.Join('、', absent)}；文件有 {columns}",
            $"--map names columns that the file does not have: {string.Join(", ", absent)}; it has {columns}"));
    }

    /// <summary>Refuses a table from which no row could be taken: no position, or no name.</summary>
    /// <exception cref="ImportException">The table lacks them; the message lists its columns.</exception>
    public void VerifyHeader(bool mustKnowColumns)
    {
        if (_reader.Columns.Count == 0)
            return; // the format adds columns as it meets them; VerifyMapped follows at the end
        VerifyMapped(mustKnowColumns);
        var (map, columns) = (_mapper.Map, string.Join(", ", _reader.Columns));
        if (!_reader.HasGeometry && map.X < 0 && map.Wkt < 0)
        {
            throw new ImportException((
                $"找不到坐标列（经度/纬度、lon/lat、x/y 或 wkt）；文件的列为 {columns}；请用 --map \"列=lon\" --map \"列=lat\" 指定",
                $"no columns with the position (lon and lat, x and y, or wkt) among {columns}; name them with --map \"column=lon\" --map \"column=lat\""));
        }
        if (Layer.NameRequired && map.ColumnOfField[0] < 0 && !_options.Set.Keys.Any(field => MapOptions.FindField(Layer, field)?.Name == "name"))
        {
            throw new ImportException((
                $"找不到名称列；文件的列为 {columns}；请用 --map \"列=name\" 指定（乱码时核对 --encoding）",
                $"no column with the name among {columns}; name it with --map \"column=name\" (if the headers are garbled, check --encoding)"));
        }
    }
}
