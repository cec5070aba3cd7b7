using RiskMap.City.Store;

namespace RiskMap.City.Snapshot;

/// <summary>Features of a snapshot read as if they came from a store, to merge a layer into one block.</summary>
/// <param name="features">Features by ascending id.</param>
sealed class SnapshotCursor(IEnumerable<FeatureRef> features) : RowCursor
{
    readonly IEnumerator<FeatureRef> _rows = features.GetEnumerator();
    byte[] _wkb = [];

    public override bool Read()
    {
        if (!_rows.MoveNext())
            return false;
        _wkb = _rows.Current.IsEmpty ? [] : _rows.Current.Block.Geometry.ToWkb(_rows.Current.Row);
        return true;
    }

    public override long Id => _rows.Current.Id;

    public override long Revision => _rows.Current.Revision;

    public override ReadOnlySpan<byte> Key => _rows.Current.Block.Key(_rows.Current.Row);

    public override ReadOnlySpan<byte> Wkb => _wkb;

    public override bool IsNull(int field) => _rows.Current.IsNull(field);

    public override ReadOnlySpan<byte> Text(int field) => _rows.Current.Utf8(field);

    public override long Integer(int field) => _rows.Current.Integer(field);

    public override double Number(int field) => _rows.Current.Number(field);

    protected override void Dispose(bool disposing)
    {
        _rows.Dispose();
        base.Dispose(disposing);
    }
}
