using System.Globalization;
using RiskMap.City.Snapshot;

namespace RiskMap.Server.Features;

/// <summary>When the features of a layer are: from the earliest beginning to the latest end, milliseconds since 1970 UTC; open where a feature has no end.</summary>
/// <param name="From">Earliest beginning, or null when open or unknown.</param>
/// <param name="To">Latest end, or null when open or unknown.</param>
public sealed record LayerTimes(long? From, long? To)
{
    /// <summary>The times of a layer; null when it has no time, or no feature with one.</summary>
    public static LayerTimes? Of(LayerSnapshot layer) => layer.Schema.TimeFields() is null ? null : layer.DerivedOfContent(Found.In).Times;

    /// <summary>The interval as OGC 17-069r4, 7.14.2 writes it: two times of RFC 3339, null where open.</summary>
    public string?[] Interval => [Text(From), Text(To)];

    static string? Text(long? time) => time is { } milliseconds
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFK", CultureInfo.InvariantCulture)
        : null;

    /// <summary>Found once a version of the layer.</summary>
    sealed class Found
    {
        public LayerTimes? Times { get; private init; }

        public static Found In(LayerSnapshot layer)
        {
            var (begins, ends) = layer.Schema.TimeFields()!.Value;
            var (from, to, isOpen) = (long.MaxValue, long.MinValue, false);
            foreach (var feature in layer.All)
            {
                if (!feature.IsNull(begins)) from = Math.Min(from, feature.Integer(begins));
                if (!feature.IsNull(ends)) to = Math.Max(to, feature.Integer(ends));
                else isOpen |= !feature.IsNull(begins);
            }

            var isTimeless = from == long.MaxValue && to == long.MinValue;
            return new() { Times = isTimeless ? null : new(from == long.MaxValue ? null : from, isOpen || to == long.MinValue ? null : to) };
        }
    }
}
