using System.Text;
using NetTopologySuite.IO;
using RiskMap.City.Model;
using RiskMap.City.Store;

namespace RiskMap.City.Snapshot;

/// <summary>Rows that are at hand as objects (edits, what-if overlays, tests), read as if they came from a store.</summary>
/// <param name="features">Features by ascending id.</param>
sealed class FeatureCursor(IEnumerable<Feature> features) : RowCursor
{
    static readonly byte[] Nothing = [];

    readonly IEnumerator<Feature> _rows = features.GetEnumerator();
    readonly WKBWriter _writer = new();
    byte[] _wkb = Nothing;

    public override bool Read()
    {
        if (!_rows.MoveNext())
            return false;
        _wkb = _rows.Current.Geometry is { IsEmpty: false } geometry ? _writer.Write(geometry) : Nothing;
        return true;
    }

    public override long Id => _rows.Current.Id;

    public override long Revision => _rows.Current.Revision;

    public override ReadOnlySpan<byte> Key => Encoding.UTF8.GetBytes(_rows.Current.Key);

    public override ReadOnlySpan<byte> Wkb => _wkb;

    public override LocalizedText? ProblemOf(int field) => Unreadable(field);

    public override LocalizedText? GeometryProblem => Unreadable(null);

    public override bool IsNull(int field) => _rows.Current.Values[field] is null or "";

    public override ReadOnlySpan<byte> Text(int field) => Encoding.UTF8.GetBytes((string)_rows.Current.Values[field]!);

    public override long Integer(int field) => _rows.Current.Values[field] switch
    {
        long integer => integer,
        bool truth => truth ? 1 : 0,
        DateOnly date => date.DayNumber,
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        var other => throw new InvalidCastException($"field {field} holds {other?.GetType().Name ?? "nothing"}, not an integer, truth, date or time"),
    };

    public override double Number(int field) => (double)_rows.Current.Values[field]!;

    LocalizedText? Unreadable(int? field)
    {
        foreach (var (unreadable, problem) in _rows.Current.Unreadable)
            if (unreadable == field) return problem;
        return null;
    }

    protected override void Dispose(bool disposing)
    {
        _rows.Dispose();
        base.Dispose(disposing);
    }
}
