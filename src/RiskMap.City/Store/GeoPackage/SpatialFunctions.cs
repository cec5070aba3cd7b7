using Microsoft.Data.Sqlite;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>The functions that a GeoPackage's R-tree triggers call (annex F.3), on our own connections.</summary>
static class SpatialFunctions
{
    internal static void Register(SqliteConnection connection)
    {
        Add(connection, "ST_MinX", box => box.MinX);
        Add(connection, "ST_MaxX", box => box.MaxX);
        Add(connection, "ST_MinY", box => box.MinY);
        Add(connection, "ST_MaxY", box => box.MaxY);
        connection.CreateFunction("ST_IsEmpty", (byte[]? blob) => blob is null ? (bool?)null : GeoPackageBlob.Envelope(blob).IsEmpty, isDeterministic: true);
    }

    static void Add(SqliteConnection connection, string name, Func<Box, double> side) => connection.CreateFunction(
        name, (byte[]? blob) => blob is not null && GeoPackageBlob.Envelope(blob) is { IsEmpty: false } box ? side(box) : (double?)null, isDeterministic: true);
}
