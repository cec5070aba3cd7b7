namespace RiskMap.City.Query;

/// <summary>IS NULL: never unknown.</summary>
static class Nulls
{
    public static Condition Compile(Compiled value) => new(block =>
    {
        switch (value)
        {
            case TextValue { Field: >= 0 and var field }:
                var column = block.Field(field);
                return row => column.IsNull(row).ToTruth();
            case TextValue text:
                var texts = text.Bind(block);
                return row => (texts(row) is null).ToTruth();
            case NumberValue number:
                var numbers = number.Bind(block);
                return row => double.IsNaN(numbers(row)).ToTruth();
            case TruthValue truth:
                return OfTest(truth.Bind(block));
            case Condition condition:
                return OfTest(condition.Bind(block));
            case TimeValue time:
                var times = time.Bind(block);
                return row => (times(row) is null).ToTruth();
            case GeometryValue { Constant: null }:
                var geometries = block.Geometry;
                return row => geometries.IsEmpty(row).ToTruth();
            case ListValue list:
                var lists = list.Bind(block);
                return row => (lists(row) is null).ToTruth();
            default:
                return _ => Truth.False;
        }
    });

    static RowTest OfTest(RowTest test) => row => (test(row) == Truth.Unknown).ToTruth();
}
