using System.Text;
using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.Geo.Cql2;

namespace RiskMap.City.Query;

/// <summary>
/// Relations of lists, taken as sets (OGC 21-065r2, 7.7). A list field holds texts and numbers; a list of records stands for the first member that its
/// field declares: an inventory for its CAS numbers, stock for its supply codes, vehicles for their kinds.
/// </summary>
static class Arrays
{
    public static Condition Compile(FilterCompiler compiler, ArrayPredicate relation)
    {
        var (left, right) = (List(compiler, relation.Left), List(compiler, relation.Right));
        var holds = Rule(relation.Operator);
        if (left is { Source: { } field } && right.Constant is { } constant) return Texts.Test(field.Position, utf8 => holds(Read(field.Declared, utf8), constant));
        if (right is { Source: { } other } && left.Constant is { } fixedList) return Texts.Test(other.Position, utf8 => holds(fixedList, Read(other.Declared, utf8)));
        return new(block =>
        {
            var (a, b) = (left.Bind(block), right.Bind(block));
            return row => a(row) is { } one && b(row) is { } two ? holds(one, two).ToTruth() : Truth.Unknown;
        });
    }

    public static ListValue OfField(Field declared, int field) => new(block =>
    {
        var column = block.Field(field);
        return row => column.IsNull(row) ? null : Read(declared, column.Utf8(row));
    })
    { Source = (declared, field) };

    public static ListValue Literal(FilterCompiler compiler, ArrayLiteral array)
    {
        var items = array.Items.Select(item => (item, Value: compiler.Value(item))).ToArray();
        foreach (var (item, value) in items)
            if (value is not (TextValue or NumberValue)) throw FilterCompiler.WrongType(item, Cql2Expected.Text);
        if (Array.TrueForAll(items, item => item.Value is TextValue { Constant: not null } or NumberValue { Constant: not null }))
        {
            HashSet<object> set = [.. items.Select(item => item.Value is TextValue text ? text.Constant! : (object)((NumberValue)item.Value).Constant!.Value)];
            return new(_ => _ => set) { Constant = set };
        }

        return new(block =>
        {
            var values = Array.ConvertAll(items, item => BindItem(item.Value, block));
            return row => Gather(values, row);
        });
    }

    static ListValue List(FilterCompiler compiler, Cql2Expression expression) =>
        compiler.Value(expression) as ListValue ?? throw FilterCompiler.WrongType(expression, Cql2Expected.Array);

    static Func<int, object?> BindItem(Compiled value, Snapshot.LayerBlock block)
    {
        if (value is TextValue text) return text.Bind(block);
        var number = ((NumberValue)value).Bind(block);
        return row => number(row) is var found && double.IsNaN(found) ? null : found;
    }

    // A list with a missing member cannot be compared.
    static HashSet<object>? Gather(Func<int, object?>[] values, int row)
    {
        var set = new HashSet<object>();
        foreach (var value in values)
        {
            if (value(row) is not { } item) return null;
            set.Add(item);
        }

        return set;
    }

    static Func<HashSet<object>, HashSet<object>, bool> Rule(ArrayOperator relation) => relation switch
    {
        ArrayOperator.Equals => (a, b) => a.SetEquals(b),
        ArrayOperator.Contains => (a, b) => a.IsSupersetOf(b),
        ArrayOperator.ContainedBy => (a, b) => a.IsSubsetOf(b),
        _ => (a, b) => a.Overlaps(b),
    };

    static HashSet<object> Read(Field declared, ReadOnlySpan<byte> utf8)
    {
        var set = new HashSet<object>();
        var reader = new Utf8JsonReader(utf8);
        var member = declared.Items.IsEmpty ? null : Encoding.UTF8.GetBytes(declared.Items[0].Name);
        while (reader.Read())
        {
            if (member is not null && (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 2 || !reader.ValueTextEquals(member))) continue;
            if (member is not null) reader.Read();
            if (reader.TokenType == JsonTokenType.String) set.Add(reader.GetString()!);
            else if (reader.TokenType == JsonTokenType.Number) set.Add(reader.GetDouble());
        }

        return set;
    }
}
