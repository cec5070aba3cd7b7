using RiskMap.City.Snapshot.Columns;

namespace RiskMap.City.Query;

/// <summary>Texts made from texts, and tests of one text field.</summary>
static class Texts
{
    /// <summary>Stands for the key where a field's position is asked for.</summary>
    public const int KeyField = -1;

    /// <summary>A text passed through a function, e.g. without case.</summary>
    public static TextValue Changed(TextValue text, Func<string, string> change)
    {
        if (text.Constant is { } constant)
        {
            var changed = change(constant);
            return new(_ => _ => changed) { Constant = changed };
        }

        var before = text.Change;
        return new(block =>
        {
            var inner = text.Bind(block);
            return row => inner(row) is { } value ? change(value) : null;
        })
        {
            Field = text.Field,
            Change = before is null ? change : value => change(before(value)),
        };
    }

    /// <summary>
    /// A test that looks at one text field alone. Where few texts are different it is asked once for each of them, and rows compare by number.
    /// </summary>
    public static Condition Test(int field, Utf8Test test) => new(block =>
    {
        if (field == KeyField) return row => test(block.Key(row)).ToTruth();
        var column = block.Field(field);
        if (column is not CodedTextColumn coded) return row => column.IsNull(row) ? Truth.Unknown : test(column.Utf8(row)).ToTruth();
        var truths = new Truth[coded.TextCount];
        truths[0] = Truth.Unknown;
        for (var code = 1; code < truths.Length; code++) truths[code] = test(coded.TextOf(code)).ToTruth();
        return row => truths[coded.Code(row)];
    });
}

/// <summary>A test of a text in UTF-8; pure.</summary>
delegate bool Utf8Test(ReadOnlySpan<byte> utf8);
