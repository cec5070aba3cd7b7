using System.Text;
using System.Text.Unicode;
using RiskMap.City.Model;
using RiskMap.City.Snapshot.Columns;
using RiskMap.City.Snapshot.Rules;
using RiskMap.City.Store;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Snapshot;

/// <summary>Turns the rows of a cursor into a block, without an object per row. Not thread-safe; one use.</summary>
sealed class LayerBlockBuilder
{
    readonly LayerSchema _schema;
    readonly List<long> _ids;
    readonly IntegerColumnBuilder _revisions;
    readonly TextColumnBuilder _keys;
    readonly GeometryColumnBuilder _geometries;
    readonly FieldBuilder[] _fields;
    readonly List<RowFault> _faults = [];

    LayerBlockBuilder(LayerSchema schema, int expected)
    {
        (_schema, _ids, _revisions, _keys, _geometries) = (schema, new(expected), new(expected), new(expected), new(expected));
        _fields = Array.ConvertAll(schema.Fields.ToArray(), field => FieldBuilder.For(field.Type, expected));
    }

    /// <summary>Reads rows of a store to their end; what breaks the layer's rules is left out and becomes a fault.</summary>
    public static LayerBlock Build(LayerSchema schema, RowCursor rows, int expected, CancellationToken cancellation = default)
    {
        var (builder, rules) = (new LayerBlockBuilder(schema, expected), RowRules.Of(schema));
        while (rows.Read())
        {
            if ((builder._ids.Count & 0xfff) == 0)
                cancellation.ThrowIfCancellationRequested();
            builder.AddChecked(rows, rules);
        }
        return builder.Block();
    }

    /// <summary>Takes rows that were checked before, with the faults that were found then.</summary>
    public static LayerBlock BuildChecked(LayerSchema schema, RowCursor rows, int expected, IEnumerable<RowFault> faults)
    {
        var builder = new LayerBlockBuilder(schema, expected);
        builder._faults.AddRange(faults);
        while (rows.Read())
            builder.Add(rows);
        return builder.Block();
    }

    LayerBlock Block() =>
        new(_schema, [.. _ids], _revisions.Build(), _keys.Build(), Array.ConvertAll(_fields, field => field.Build()), _geometries.Build(), _faults);

    void Add(RowCursor rows)
    {
        _ids.Add(rows.Id);
        _revisions.Add(rows.Revision);
        _keys.Add(rows.Key);
        if (rows.Wkb.IsEmpty)
            _geometries.AddEmpty();
        else
            _geometries.Add(rows.Wkb);
        for (var field = 0; field < _fields.Length; field++)
            _fields[field].Add(rows, field);
    }

    void AddChecked(RowCursor rows, RowRules rules)
    {
        _ids.Add(rows.Id);
        _revisions.Add(rows.Revision);
        AddKey(rows);
        AddGeometry(rows);
        for (var field = 0; field < _fields.Length; field++)
        {
            if (rules.Fields[field].Problem(rows, field) is not { } problem)
            {
                _fields[field].Add(rows, field);
                continue;
            }
            _fields[field].AddMissing();
            _faults.Add(new(rows.Id, _schema.Fields[field].Name, problem));
        }
    }

    void AddKey(RowCursor rows)
    {
        if (!rows.Key.IsEmpty && Utf8.IsValid(rows.Key))
        {
            _keys.Add(rows.Key);
            return;
        }
        _keys.Add(Encoding.UTF8.GetBytes($"id:{rows.Id}"));
        _faults.Add(new(rows.Id, "key", ("标识缺失或不是有效文字，暂以编号代替", "the key is missing or no valid text; the id stands in for it")));
    }

    void AddGeometry(RowCursor rows)
    {
        var problem = rows.GeometryProblem ?? (rows.Wkb.IsEmpty ? null : GeometryRule.Problem(_schema.Geometry, rows.Wkb));
        if (problem is null && !rows.Wkb.IsEmpty)
        {
            try
            {
                _geometries.Add(rows.Wkb);
                return;
            }
            catch (FormatException error)
            {
                problem = RowCursor.UnreadableGeometry(error);
            }
        }
        _geometries.AddEmpty();
        if (problem is not null)
            _faults.Add(new(rows.Id, null, problem));
    }

    abstract class FieldBuilder
    {
        public static FieldBuilder For(FieldType type, int capacity) => type switch
        {
            FieldType.Text or FieldType.List => new Texts(capacity),
            FieldType.Number => new Numbers(capacity),
            _ => new Integers(capacity),
        };

        public abstract void Add(RowCursor rows, int field);

        public abstract void AddMissing();

        public abstract Column Build();

        sealed class Texts(int capacity) : FieldBuilder
        {
            readonly TextColumnBuilder _column = new(capacity);

            public override void Add(RowCursor rows, int field) => _column.Add(rows.IsNull(field) ? default : rows.Text(field));

            public override void AddMissing() => _column.Add(default);

            public override Column Build() => _column.Build();
        }

        sealed class Numbers(int capacity) : FieldBuilder
        {
            readonly NumberColumnBuilder _column = new(capacity);

            public override void Add(RowCursor rows, int field) => _column.Add(rows.IsNull(field) ? double.NaN : rows.Number(field));

            public override void AddMissing() => _column.Add(double.NaN);

            public override Column Build() => _column.Build();
        }

        sealed class Integers(int capacity) : FieldBuilder
        {
            readonly IntegerColumnBuilder _column = new(capacity);

            public override void Add(RowCursor rows, int field)
            {
                if (rows.IsNull(field))
                    _column.AddNull();
                else
                    _column.Add(rows.Integer(field));
            }

            public override void AddMissing() => _column.AddNull();

            public override Column Build() => _column.Build();
        }
    }
}
