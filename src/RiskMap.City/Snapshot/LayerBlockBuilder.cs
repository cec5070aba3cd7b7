using RiskMap.City.Model;
using RiskMap.City.Snapshot.Columns;
using RiskMap.City.Store;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Snapshot;

/// <summary>Turns the rows of a cursor into a block, without an object per row. Not thread-safe.</summary>
static class LayerBlockBuilder
{
    /// <summary>Reads the cursor to its end.</summary>
    public static LayerBlock Build(LayerSchema schema, RowCursor rows, int expected, CancellationToken cancellation = default)
    {
        var (ids, revisions, keys) = (new List<long>(expected), new IntegerColumnBuilder(expected), new TextColumnBuilder(expected));
        var geometries = new GeometryColumnBuilder(expected);
        var fields = Array.ConvertAll(schema.Fields.ToArray(), field => FieldBuilder.For(field.Type, expected));
        var faults = new List<RowFault>();
        while (rows.Read())
        {
            if ((ids.Count & 0xfff) == 0)
                cancellation.ThrowIfCancellationRequested();
            ids.Add(rows.Id);
            revisions.Add(rows.Revision);
            keys.Add(rows.Key);
            AddGeometry(geometries, rows, faults);
            for (var field = 0; field < fields.Length; field++)
                fields[field].Add(rows, field);
        }
        return new LayerBlock(schema, [.. ids], revisions.Build(), keys.Build(), Array.ConvertAll(fields, field => field.Build()), geometries.Build(), faults);
    }

    static void AddGeometry(GeometryColumnBuilder geometries, RowCursor rows, List<RowFault> faults)
    {
        if (rows.Wkb.IsEmpty)
        {
            geometries.AddEmpty();
            return;
        }
        try
        {
            geometries.Add(rows.Wkb);
        }
        catch (FormatException error)
        {
            geometries.AddEmpty();
            faults.Add(new RowFault(rows.Id, error.Message));
        }
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

        public abstract Column Build();

        sealed class Texts(int capacity) : FieldBuilder
        {
            readonly TextColumnBuilder _column = new(capacity);

            public override void Add(RowCursor rows, int field) => _column.Add(rows.IsNull(field) ? default : rows.Text(field));

            public override Column Build() => _column.Build();
        }

        sealed class Numbers(int capacity) : FieldBuilder
        {
            readonly NumberColumnBuilder _column = new(capacity);

            public override void Add(RowCursor rows, int field) => _column.Add(rows.IsNull(field) ? double.NaN : rows.Number(field));

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

            public override Column Build() => _column.Build();
        }
    }
}
