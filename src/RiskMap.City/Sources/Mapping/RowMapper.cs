using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.City.Model;
using RiskMap.City.Sources.Reading;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Sources.Mapping;

/// <summary>A row brought to the layer's shape.</summary>
/// <param name="Feature">The feature, valid in all its parts.</param>
/// <param name="Origin">Where its key comes from.</param>
/// <param name="Boundary">The polygon from which the point was taken, or null.</param>
/// <param name="Repaired">True when the geometry was repaired.</param>
readonly record struct MappedRow(Feature Feature, KeyOrigin Origin, Geometry? Boundary, bool Repaired);

/// <summary>Turns the rows of a reader into features of a layer, or says what is wrong with each. Not thread-safe.</summary>
sealed class RowMapper
{
    readonly LayerSchema _layer;
    readonly RowReader _reader;
    readonly MapOptions _options;
    readonly CellContext _context;
    readonly Locator _locator;
    readonly KeyRule _keys;
    readonly ImmutableArray<(int Field, object? Value)> _set;
    readonly bool[] _isSet;
    readonly CellCache[] _caches;
    readonly WKTReader _wkt = new() { IsOldNtsCoordinateSyntaxAllowed = false };
    readonly Wkb _wkb = new();
    int _mappedColumns;

    public RowMapper(LayerSchema layer, RowReader reader, MapOptions options, CellContext context, Locator locator)
    {
        (_layer, _reader, _options, _context, _locator) = (layer, reader, options, context, locator);
        _keys = new KeyRule(layer);
        _set = SetValues(layer, options, context, locator.Crs.Shift);
        _isSet = new bool[layer.Fields.Length];
        _caches = [.. layer.Fields.Select(_ => new CellCache())];
        foreach (var (field, _) in _set)
            _isSet[field] = true;
        Map = Remap();
    }

    /// <summary>Which column goes where.</summary>
    public ColumnMap Map { get; private set; }

    /// <summary>The current row of the reader as a feature, or what is wrong with it.</summary>
    public RowProblem? TryMap(out MappedRow row)
    {
        row = default;
        if (_reader.Problem is { } broken)
            return broken;
        if (_mappedColumns != _reader.Columns.Count)
            Map = Remap();
        var problem = TryGeometry(out var mended);
        problem = RowProblem.Join(problem, TryValues(out var values));
        if (problem is not null)
            return problem;
        var (key, origin) = _keys.Of(_reader, Map, values, mended.Geometry);
        if (key.Contains('\0', StringComparison.Ordinal))
            return new RowProblem("key", key, ("标识含有空字符", "the key holds a NUL"), ("删除该字符", "remove it"));
        row = new MappedRow(
            new Feature(0, key, mended.Geometry, ImmutableCollectionsMarshal.AsImmutableArray(values)), origin, mended.Boundary, mended.Repaired);
        return null;
    }

    ColumnMap Remap()
    {
        _mappedColumns = _reader.Columns.Count;
        return ColumnMap.Make(_layer, _reader.Columns, _options, _reader.HasGeometry);
    }

    RowProblem? TryValues(out object?[] values)
    {
        values = new object?[_layer.Fields.Length];
        RowProblem? problem = null;
        for (var field = 0; field < values.Length; field++)
        {
            if (_isSet[field])
                continue;
            var column = Map.ColumnOfField[field];
            var cell = column < 0 ? default : _reader.Cell(column);
            if (cell.IsEmpty && !_layer.Fields[field].Required)
                continue;
            var cache = _caches[field];
            if (cache.TryGet(cell, out values[field]))
                continue;
            if (CellParser.TryParse(_layer.Fields[field], cell, _context, out values[field], out var wrong))
                cache.Add(cell, values[field]);
            else
                problem = RowProblem.Join(problem, wrong);
        }
        foreach (var (field, value) in _set)
            values[field] = value;
        if (values[0] is null && _layer.NameRequired)
        {
            problem = RowProblem.Join(problem, new RowProblem("name", null, ("名称为空", "the name is missing"),
                ("填写名称，或用 --map 指定名称所在的列", "fill in the name, or name its column with --map")));
        }
        return problem;
    }

    RowProblem? TryGeometry(out Mended mended)
    {
        mended = default;
        Geometry? located;
        if (_reader.HasGeometry || Map.Wkt >= 0)
        {
            var problem = _reader.HasGeometry ? null : TryWkt(_reader.Cell(Map.Wkt).Trim(), out _wktShape);
            var shape = _reader.HasGeometry ? _reader.Geometry : _wktShape;
            if (problem is null && (shape is null || shape.IsEmpty))
                problem = GeometryMending.Empty();
            problem ??= _locator.TryShape(shape!, out located) ?? GeometryMending.TryMend(_layer.Geometry, located!, out mended);
            return problem;
        }
        if (TryPosition(out var x, out var y) is { } wrong)
            return wrong;
        var misplaced = _locator.TryPoint(x, y, out var point);
        if (misplaced is not null)
            return misplaced with { Field = $"{_reader.Columns[Map.X]}, {_reader.Columns[Map.Y]}", Value = PositionText() };
        return GeometryMending.TryMend(_layer.Geometry, point!, out mended);
    }

    Geometry? _wktShape;

    string PositionText() => $"{_reader.Cell(Map.X).Trim()}, {_reader.Cell(Map.Y).Trim()}";

    RowProblem? TryPosition(out double x, out double y)
    {
        y = 0;
        return TryOrdinate(Map.X, out x) ?? TryOrdinate(Map.Y, out y);
    }

    RowProblem? TryOrdinate(int column, out double value)
    {
        var text = _reader.Cell(column).Trim();
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value))
            return null;
        return CellParser.IsMissing(text)
            ? new RowProblem(_reader.Columns[column], null, ("没有坐标", "the position is missing"), ("补上坐标，或删除该行", "give the position, or remove the row"))
            : new RowProblem(_reader.Columns[column], text.ToString(), ("坐标不是数字", "the coordinate is not a number"),
                ("写成十进制数，如 121.4631；度分秒须换算", "write a decimal number such as 121.4631; convert degrees, minutes and seconds"));
    }

    RowProblem? TryWkt(ReadOnlySpan<char> text, out Geometry? shape)
    {
        shape = null;
        if (text.IsEmpty)
            return null;
        try
        {
            var isHex = text.Length >= 18 && text[0] == '0' && text[1] is '0' or '1';
            shape = isHex ? _wkb.Read(Convert.FromHexString(text)) : _wkt.Read(text.ToString());
            return null;
        }
        catch (Exception error) when (error is ParseException or ArgumentException or FormatException or IOException or InvalidOperationException)
        {
            return new RowProblem(_reader.Columns[Map.Wkt], text.ToString(), ("几何不是有效的 WKT，或环没有闭合", $"it is not WKT: {error.Message}"),
                ("写成 POINT (121.46 31.23) 等 WKT，面的首尾点须相同", "write WKT such as POINT (121.46 31.23); rings must end where they start"));
        }
    }

    static ImmutableArray<(int Field, object? Value)> SetValues(LayerSchema layer, MapOptions options, CellContext context, DatumShift shift)
    {
        var set = options.SetFor(layer, context);
        var field = layer.IndexOf(CommonFields.DatumShift.Name);
        return shift == DatumShift.None || set.Any(pair => pair.Field == field)
            ? set
            : set.Add((field, shift == DatumShift.Gcj02 ? "gcj02" : "bd09"));
    }
}
