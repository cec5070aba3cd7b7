using System.Data.Common;

namespace RiskMap.City.Store.Sql;

/// <summary>The keys of requests with what was answered, so that a repetition is answered and not done again.</summary>
static class Requests
{
    /// <summary>What was done under the key, or null when it is new.</summary>
    /// <exception cref="RequestReusedException">Something else was done under it.</exception>
    internal static (long? ChangeSet, string? Answer)? Find(DbConnection connection, WriteRequest request)
    {
        var found = connection.List("SELECT fingerprint, change_set, answer FROM riskmap_requests WHERE key = @key",
            row => (Fingerprint: row.GetString(0), ChangeSet: row.IsDBNull(1) ? (long?)null : row.GetInt64(1), Answer: row.Text(2)), ("key", request.Key));
        if (found is not [var done]) return null;
        return done.Fingerprint == request.Fingerprint ? (done.ChangeSet, done.Answer) : throw new RequestReusedException(request.Key);
    }

    /// <summary>All that are kept.</summary>
    internal static List<KeptRequest> All(DbConnection connection, string atMilliseconds) => connection.List(
        $"SELECT key, fingerprint, change_set, answer, {atMilliseconds} FROM riskmap_requests ORDER BY key",
        row => new KeptRequest(new(row.GetString(0), row.GetString(1)), row.IsDBNull(2) ? null : row.GetInt64(2), row.Text(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4))));

    /// <summary>Keeps a key with its answer, and forgets those that are too old.</summary>
    internal static IEnumerable<Statement> Keep(KeptRequest kept, Func<DateTimeOffset, object> time) =>
    [
        new("DELETE FROM riskmap_requests WHERE at < @before", ("before", time(kept.At.AddDays(-StoreRules.Current.RequestKeysKeptDays)))),
        Insert(kept, time),
    ];

    internal static Statement Insert(KeptRequest kept, Func<DateTimeOffset, object> time) =>
        new("INSERT INTO riskmap_requests (key, fingerprint, change_set, answer, at) VALUES (@key, @fingerprint, @set, @answer, @at)",
            ("key", kept.Request.Key), ("fingerprint", kept.Request.Fingerprint), ("set", kept.ChangeSet), ("answer", kept.Answer), ("at", time(kept.At)));
}
