using RiskMap.City.Model;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Sources.Mapping;

/// <summary>
/// Which column of a file goes to which field of a layer, which two hold the position, and which make up the key. Made from the headers, the
/// layer's declaration and the user's <c>--map</c> and <c>--set</c>. Immutable.
/// </summary>
sealed class ColumnMap
{
    /// <summary>For each field of the layer the column that fills it, or -1.</summary>
    public required int[] ColumnOfField { get; init; }

    /// <summary>Column of the longitude or easting, or -1.</summary>
    public int X { get; private set; } = -1;

    /// <summary>Column of the latitude or northing, or -1.</summary>
    public int Y { get; private set; } = -1;

    /// <summary>Column of the geometry as WKT, or -1.</summary>
    public int Wkt { get; private set; } = -1;

    /// <summary>Columns whose values together are the key; empty when no column declares one.</summary>
    public IReadOnlyList<int> Key { get; private set; } = [];

    /// <summary>System that the headers of the position name (<c>lon_gcj02</c>), or null.</summary>
    public string? DeclaredCrs { get; private set; }

    /// <summary>Columns that nothing takes, by header.</summary>
    public required IReadOnlyList<string> Unused { get; init; }

    /// <summary>Columns that would fit a field which another column already fills.</summary>
    public required IReadOnlyList<string> Doubled { get; init; }

    /// <summary>Matches the columns of a file with a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="columns">Headers in file order.</param>
    /// <param name="options">The user's wishes.</param>
    /// <param name="hasGeometry">True when the format has geometries of its own, so that no column holds the position.</param>
    public static ColumnMap Make(LayerSchema layer, IReadOnlyList<string> columns, MapOptions options, bool hasGeometry)
    {
        var matching = new Matching(layer, columns, options);
        matching.TakeMapped();
        if (!hasGeometry)
            matching.TakePosition();
        matching.TakeKey(hasGeometry);
        matching.TakeFields();
        return matching.Finish();
    }

    sealed class Matching(LayerSchema layer, IReadOnlyList<string> columns, MapOptions options)
    {
        readonly string[] _normal = [.. columns.Select(Header.Normal)];
        readonly bool[] _taken = new bool[columns.Count];
        readonly int[] _fields = [.. Enumerable.Repeat(-1, layer.Fields.Length)];
        readonly List<string> _doubled = [];
        readonly List<int> _key = [];
        (int X, int Y, int Wkt, string? Crs) _position = (-1, -1, -1, null);

        public void TakeMapped()
        {
            for (var column = 0; column < columns.Count; column++)
            {
                if (options.TargetOf(columns[column]) is not { } target)
                    continue;
                _taken[column] = true;
                switch (MapOptions.RoleOf(target))
                {
                    case MapRole.Ignore: break;
                    case MapRole.X: _position.X = column; break;
                    case MapRole.Y: _position.Y = column; break;
                    case MapRole.Wkt: _position.Wkt = column; break;
                    case MapRole.Key: _key.Add(column); break;
                    default:
                        if (MapOptions.FindField(layer, target) is { } field)
                            _fields[layer.IndexOf(field.Name)] = column;
                        else
                            _taken[column] = false; // with LAYER all: a field of another layer
                        break;
                }
            }
        }

        public void TakePosition()
        {
            if (_position.Wkt < 0 && (_position.X < 0 || _position.Y < 0))
            {
                var candidates = Candidates().ToList();
                if (Choose(candidates) is { } pair)
                    _position = (pair.X, pair.Y, -1, pair.Crs);
                else
                    _position.Wkt = Find(ImportRules.Current.WktHeaders);
            }
            foreach (var column in new[] { _position.X, _position.Y, _position.Wkt }.Where(column => column >= 0))
                _taken[column] = true;
        }

        IEnumerable<(int X, int Y, string? Crs)> Candidates()
        {
            var rules = ImportRules.Current;
            var marks = rules.DatumMarks.Keys.Select(mark => (Mark: (string?)mark, Crs: (string?)rules.DatumMarks[mark])).Prepend((null, null));
            foreach (var (mark, crs) in marks)
            {
                var x = _position.X >= 0 ? _position.X : FindMarked(rules.XHeaders, mark);
                var y = _position.Y >= 0 ? _position.Y : FindMarked(rules.YHeaders, mark);
                if (x >= 0 && y >= 0)
                    yield return (x, y, crs);
            }
        }

        /// <summary>The pair marked with the system that the user names, else the plain one, else a marked one: WGS 84 first.</summary>
        (int X, int Y, string? Crs)? Choose(List<(int X, int Y, string? Crs)> candidates)
        {
            if (candidates.Count == 0)
                return null;
            foreach (var candidate in candidates)
            {
                if (candidate.Crs is not null && SameCrs(candidate.Crs, options.Crs))
                    return candidate;
            }
            return candidates[0];
        }

        static bool SameCrs(string declared, SourceCrs? asked) => asked is not null && SourceCrs.Parse(declared) is var parsed
            && parsed.Shift == asked.Shift && parsed.System.Equals(asked.System);

        public void TakeKey(bool hasGeometry)
        {
            if (_key.Count > 0)
                return;
            int u = Find(["u"]), v = Find(["v"]), key = Find(["key"]);
            if (u >= 0 && v >= 0 && key >= 0)
                _key.AddRange([u, v, key]); // edges of OSMnx: key only counts parallel edges
            else if (Find(ImportRules.Current.KeyHeaders) is >= 0 and var column && !(hasGeometry && _normal[column] == "fid"))
                _key.Add(column);
            foreach (var part in _key)
                _taken[part] = true;
            if (_key is [var only] && _normal[only] == "key" && Find(["id"]) is >= 0 and var storeId)
                _taken[storeId] = true; // our own export: the store gives ids
        }

        public void TakeFields()
        {
            for (var field = 0; field < _fields.Length; field++)
            {
                if (_fields[field] >= 0)
                    continue;
                foreach (var spelling in Spellings(layer.Fields[field]))
                {
                    if (Find([spelling]) is >= 0 and var column)
                    {
                        _taken[column] = true;
                        _fields[field] = column;
                        break;
                    }
                }
            }
        }

        static IEnumerable<string> Spellings(Field field) =>
            new[] { field.Name, field.Column, field.Title.Zh, field.Title.En }.Concat(field.Aliases).Select(Header.Normal);

        /// <summary>The first column not yet taken whose header is one of the names, in the order of the names.</summary>
        int Find(IReadOnlyList<string> names) => FindMarked(names, null);

        int FindMarked(IReadOnlyList<string> names, string? mark)
        {
            foreach (var name in names)
            {
                for (var column = 0; column < _normal.Length; column++)
                {
                    if (!_taken[column] && (_normal[column] == name + mark || (mark is not null && _normal[column] == mark + name)))
                        return column;
                }
            }
            return -1;
        }

        public ColumnMap Finish()
        {
            var unused = new List<string>();
            for (var column = 0; column < columns.Count; column++)
            {
                if (_taken[column])
                    continue;
                if (layer.Fields.Any(field => Spellings(field).Contains(_normal[column], StringComparer.Ordinal)))
                    _doubled.Add(columns[column]);
                else if (!ImportRules.Current.IgnoredHeaders.Contains(_normal[column], StringComparer.Ordinal))
                    unused.Add(columns[column].Length == 0 ? $"#{column + 1}" : columns[column]);
            }
            return new ColumnMap { ColumnOfField = _fields, Unused = unused, Doubled = _doubled }
                .With(_position, _key);
        }
    }

    ColumnMap With((int X, int Y, int Wkt, string? Crs) position, IReadOnlyList<int> key)
    {
        (X, Y, Wkt, DeclaredCrs) = position;
        Key = key;
        return this;
    }
}
