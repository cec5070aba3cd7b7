using System.Text;
using RiskMap.City.Model;
using RiskMap.City.Snapshot.Columns;
using RiskMap.Geo.Cql2;

namespace RiskMap.City.Query;

/// <summary>Properties of the layer as values.</summary>
static class Properties
{
    // What other servers call the geometry.
    static readonly string[] GeometryNames = ["geometry", "the_geom", "shape", "wkb_geometry"];

    public static Compiled Compile(LayerSchema schema, PropertyReference property)
    {
        if (property.Name == Queryables.Id) return new NumberValue(block => row => block.Id(row));
        if (property.Name == Queryables.Key) return new TextValue(block => row => Encoding.UTF8.GetString(block.Key(row))) { Field = Texts.KeyField };
        if (property.Name == Queryables.Geometry) return GeometryLiterals.OfRow();
        if (!schema.TryIndexOf(property.Name, out var field) || !Queryables.Has(schema.Fields[field])) throw Unknown(schema, property);
        return Value(schema.Fields[field], field);
    }

    static Compiled Value(Field declared, int field) => declared.Type switch
    {
        FieldType.Text => new TextValue(block => TextsOf(block.Field(field))) { Field = field },
        FieldType.Integer or FieldType.Number => new NumberValue(block => block.Field(field).Number),
        FieldType.Boolean => new TruthValue(block => TruthsOf(block.Field(field))),
        FieldType.Date => Times.Days(field),
        FieldType.DateTime => Times.Instants(field),
        _ => Arrays.OfField(declared, field),
    };

    static Func<int, string?> TextsOf(Column column) => row => column.IsNull(row) ? null : Encoding.UTF8.GetString(column.Utf8(row));

    static RowTest TruthsOf(Column column) => row => column.IsNull(row) ? Truth.Unknown : (column.Integer(row) != 0).ToTruth();

    static Cql2Exception Unknown(LayerSchema schema, PropertyReference property)
    {
        var names = Queryables.NamesOf(schema).ToList();
        var byTitle = schema.Fields.FirstOrDefault(field => Queryables.Has(field) && (field.Title.Zh == property.Name || field.Title.En == property.Name || field.Aliases.Contains(property.Name, StringComparer.Ordinal)));
        var suggestion = GeometryNames.Contains(property.Name, StringComparer.OrdinalIgnoreCase) ? Queryables.Geometry
            : byTitle?.Name ?? NearMiss.Find(property.Name, names) ?? (property.IsQuoted ? $"'{property.Name}'" : string.Join(", ", names));
        return new(Cql2Error.UnknownProperty, property.Place, property.Name, suggestion: suggestion);
    }
}
