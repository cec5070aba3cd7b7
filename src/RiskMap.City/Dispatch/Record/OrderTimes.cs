using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Dispatch.Record;

/// <summary>
/// The times of an order: one for each state that was taken. The state's own is the server's clock where nobody states it, never before the times that stand
/// already (the clocks of two servers differ). Pure, thread-safe.
/// </summary>
static class OrderTimes
{
    static readonly LayerSchema Schema = DispatchOrders.Schema;

    // States by how far they lead, with the field of their time.
    static readonly (string State, string Field, int Rank)[] Steps =
    [
        (DispatchOrders.Ordered, "orderedAt", 0), (DispatchOrders.TurnedOut, "turnedOutAt", 1), (DispatchOrders.Arrived, "arrivedAt", 2),
        (DispatchOrders.Released, "releasedAt", 3), (DispatchOrders.Cancelled, "releasedAt", 3),
    ];

    /// <summary>The fields in the order of the states.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. Steps.Select(step => step.Field).Distinct(StringComparer.Ordinal)];

    /// <summary>How far a state leads; it never goes back.</summary>
    public static int RankOf(string state) => Steps.First(step => step.State == state).Rank;

    /// <summary>The row with the time of its state, its times checked.</summary>
    /// <param name="row">The row with the state that it has now.</param>
    /// <param name="before">The row before, or null for a new one.</param>
    /// <param name="now">The server's clock, UTC.</param>
    /// <exception cref="DispatchRecordException">A time was taken away, belongs to a state that was not taken, lies in the future, or before an earlier one.</exception>
    public static Feature Stamped(Feature row, Feature? before, DateTimeOffset now)
    {
        var state = (string)row.Get(Schema, "state")!;
        var own = Steps.First(step => step.State == state);
        foreach (var field in Fields)
            CheckPlace(row, before, field, own.Rank, state);
        var stamped = Stamp(row, "orderedAt", now);
        stamped = Stamp(stamped, own.Field, now);
        CheckOrder(stamped, now);
        return stamped;
    }

    static Feature Stamp(Feature row, string field, DateTimeOffset now)
    {
        if (row.Get(Schema, field) is not null)
            return row;
        var latest = Fields.Select(other => (DateTimeOffset?)row.Get(Schema, other)).Max();
        var time = latest > now && field != "orderedAt" ? latest.Value : now;
        return row.With(Schema, (field, time));
    }

    static void CheckPlace(Feature row, Feature? before, string field, int rank, string state)
    {
        var step = Steps.First(step => step.Field == field);
        var mayStand = step.Rank <= rank && !(state == DispatchOrders.Cancelled && field == "arrivedAt");
        if (row.Get(Schema, field) is { } given && !mayStand)
            throw DispatchRecordException.Wrong(field, given, ($"状态为“{TitleOf(state).Zh}”的指令没有此时刻", $"an order that is {state} has no such time"), ($"一并把 state 设为 {step.State}，或去掉该时刻", $"set state to {step.State} with it, or leave the time out"));
        if (row.Get(Schema, field) is null && before?.Get(Schema, field) is { } known)
            throw DispatchRecordException.Wrong(field, null, ($"已记录的时刻 {known:O} 不能清除", $"the recorded time {known:O} cannot be cleared"), ("更正它，或保持不变", "correct it, or leave it as it is"));
    }

    static void CheckOrder(Feature row, DateTimeOffset now)
    {
        (string Field, DateTimeOffset Time)? last = null;
        foreach (var field in Fields)
        {
            if (row.Get(Schema, field) is not DateTimeOffset time)
                continue;
            if (last is { } earlier && time < earlier.Time)
                throw DispatchRecordException.Wrong(field, time, ($"早于 {earlier.Field} {earlier.Time:O}", $"it lies before {earlier.Field} {earlier.Time:O}"), ("按先后顺序更正时刻", "correct the times so that they follow each other"));
            RequireNotAhead(field, time, now);
            last = (field, time);
        }
    }

    /// <summary>Passes where a time of the record lies no further ahead than clocks differ.</summary>
    /// <exception cref="DispatchRecordException">It lies in the future.</exception>
    public static void RequireNotAhead(string field, DateTimeOffset time, DateTimeOffset now)
    {
        var tolerance = DispatchRecordRules.Default.ClockTolerance.Value;
        if ((time - now).TotalSeconds > tolerance)
            throw DispatchRecordException.Wrong(field, time, ($"晚于现在 {tolerance:0} 秒以上", $"it lies more than {tolerance:0} s in the future"), ("核对时钟与时区，或不给时刻", "check the clock and the offset, or leave the time out"));
    }

    /// <summary>A state for messages.</summary>
    public static LocalizedText TitleOf(string state) => DispatchOrders.States.Find(state)!.Title;
}
