using System.Text;
using RiskMap.Geo.Cql2;

namespace RiskMap.City.Query;

/// <summary>LIKE.</summary>
static class Likeness
{
    public static Condition Compile(FilterCompiler compiler, LikePredicate like)
    {
        var (text, pattern) = (compiler.Text(like.Operand), new LikePattern(compiler.Text(like.Pattern).Constant!));
        if (text is { Field: { } field, Change: null }) return Texts.Test(field, pattern.Matches);
        if (text is { Field: { } changed, Change: { } change })
            return Texts.Test(changed, utf8 => pattern.Matches(Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(utf8)))));
        return new(block =>
        {
            var texts = text.Bind(block);
            return row => texts(row) is { } value ? pattern.Matches(Encoding.UTF8.GetBytes(value)).ToTruth() : Truth.Unknown;
        });
    }
}
