using RiskMap.Geo.Cql2;

namespace RiskMap.City.Query;

/// <summary>
/// Dates, instants and intervals as first and last unit: days since 1970 where both ends are days, else ticks of 100 ns since 1970 UTC, in which a
/// day is all of its ticks. An interval with a missing end is missing.
/// </summary>
static class Times
{
    static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    public static TimeValue Days(int field) => new(block =>
    {
        var column = block.Field(field);
        return row => column.IsNull(row) ? null : Same(column.Integer(row) - Epoch);
    }, IsDays: true);

    public static TimeValue Instants(int field) => new(block =>
    {
        var column = block.Field(field);
        return row => column.IsNull(row) ? null : Same(column.Integer(row) * TimeSpan.TicksPerMillisecond);
    }, IsDays: false);

    public static TimeValue Compile(FilterCompiler compiler, Cql2Expression literal) => literal switch
    {
        DateLiteral date => Constant(Same(date.Value.DayNumber - Epoch), isDays: true),
        TimestampLiteral instant => Constant(Same((instant.Value - DateTimeOffset.UnixEpoch).Ticks), isDays: false),
        _ => Interval((IntervalLiteral)literal, compiler),
    };

    /// <summary>The time in ticks.</summary>
    public static TimeValue InTicks(TimeValue time) => time.IsDays
        ? time with
        {
            IsDays = false,
            Bind = block =>
            {
                var days = time.Bind(block);
                return row => days(row) is { } span ? new TimeSpanOf(Scaled(span.Start), span.End == long.MaxValue ? long.MaxValue : Scaled(span.End + 1) - 1) : null;
            },
        }
        : time;

    static TimeValue Constant(TimeSpanOf span, bool isDays) => new(_ => _ => span, isDays);

    static TimeSpanOf Same(long unit) => new(unit, unit);

    static long Scaled(long day) => day == long.MinValue ? day : day * TimeSpan.TicksPerDay;

    static TimeValue Interval(IntervalLiteral interval, FilterCompiler compiler)
    {
        var (start, end) = (Bound(interval.Start), Bound(interval.End));
        var isDays = start is not { IsDays: false } && end is not { IsDays: false };
        var (first, last) = isDays ? (start, end) : (start is null ? null : InTicks(start), end is null ? null : InTicks(end));
        return new(block =>
        {
            var (from, to) = (first?.Bind(block), last?.Bind(block));
            return row => Span(from, to, row);
        }, isDays, IsInterval: true);

        TimeValue? Bound(Cql2Expression? bound) => bound is null ? null
            : compiler.Time(bound) is { IsInterval: false } instant ? instant
            : throw FilterCompiler.WrongType(bound, Cql2Expected.Instant);
    }

    static TimeSpanOf? Span(Func<int, TimeSpanOf?>? from, Func<int, TimeSpanOf?>? to, int row)
    {
        var start = from is null ? Same(long.MinValue) : from(row);
        var end = to is null ? Same(long.MaxValue) : to(row);
        return start is { } first && end is { } last ? new TimeSpanOf(first.Start, last.End) : null;
    }
}
