using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Data.Sqlite;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Export;

/// <summary>A GeoPackage with one layer (OGC 12-128r17): a plain table that any program opens, without history.</summary>
static class GeoPackageFile
{
    const int UndefinedGeographic = 0, Wgs84 = 4326;

    /// <summary>Codes of systems without an EPSG number begin here, beyond the register's.</summary>
    const int OwnSystem = 990_001;

    /// <summary>Writes a file.</summary>
    public static void Write(ExportRequest request, string file, CancellationToken cancellation)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Run(connection, $"{GeoPackageTables.Pragmas}; {GeoPackageTables.Core}");
        using var transaction = connection.BeginTransaction();
        var srs = AddSystem(connection, request.Crs);
        AddTable(connection, request, srs);
        AddRows(connection, request, srs, cancellation);
        transaction.Commit();
    }

    static int AddSystem(SqliteConnection connection, SourceCrs crs)
    {
        if (crs.Shift != DatumShift.None) return UndefinedGeographic; // an offset is no coordinate system
        if (crs.System.Epsg is null or Wgs84 && crs.System.IsGeographic) return Wgs84;
        var id = crs.System.Epsg ?? OwnSystem;
        Run(connection, "INSERT INTO gpkg_spatial_ref_sys VALUES (@name, @id, @organization, @id, @wkt, NULL)",
            ("@name", crs.System.Name), ("@id", id), ("@organization", crs.System.Epsg is null ? "NONE" : "EPSG"), ("@wkt", crs.System.Wkt));
        return id;
    }

    static void AddTable(SqliteConnection connection, ExportRequest request, int srs)
    {
        var schema = request.Layer.Schema;
        var columns = request.Fields.Select(field => $"\"{schema.Fields[field].Column}\" {GeoPackageTables.ColumnType(schema.Fields[field].Type)}");
        Run(connection, $"""
            CREATE TABLE "{schema.Table}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {GeoPackageTables.GeometryType(schema.Geometry)}, key TEXT, {string.Join(", ", columns)})
            """);
        var extent = LayerExport.Geometries(request).Values.Aggregate(Box.Empty, (box, column) => box.Union(column.Extent()));
        Run(connection, "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id) VALUES (@table, 'features', @table, @description, @x0, @y0, @x1, @y1, @srs)",
            ("@table", schema.Table), ("@description", request.Crs.Shift == DatumShift.None ? schema.Title.Zh : $"{schema.Title.Zh} {request.Crs.Code}"),
            ("@x0", OrNull(extent.MinX)), ("@y0", OrNull(extent.MinY)), ("@x1", OrNull(extent.MaxX)), ("@y1", OrNull(extent.MaxY)), ("@srs", srs));
        Run(connection, "INSERT INTO gpkg_geometry_columns VALUES (@table, 'geom', @type, @srs, 0, 0)",
            ("@table", schema.Table), ("@type", GeoPackageTables.GeometryType(schema.Geometry)), ("@srs", srs));
    }

    static void AddRows(SqliteConnection connection, ExportRequest request, int srs, CancellationToken cancellation)
    {
        var (schema, geometries) = (request.Layer.Schema, LayerExport.Geometries(request));
        using var insert = connection.CreateCommand();
        var names = request.Fields.Select(field => $"\"{schema.Fields[field].Column}\"");
        insert.CommandText = $"INSERT INTO \"{schema.Table}\" (fid, geom, key, {string.Join(", ", names)}) VALUES (@fid, @geom, @key, {string.Join(", ", request.Fields.Select(field => $"@f{field}"))})";
        foreach (var feature in request.Layer.All)
        {
            cancellation.ThrowIfCancellationRequested();
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("@fid", feature.Id);
            insert.Parameters.AddWithValue("@geom", (object?)Blob(geometries[feature.Block], feature.Row, schema.Geometry, srs) ?? DBNull.Value);
            insert.Parameters.AddWithValue("@key", feature.Key);
            foreach (var field in request.Fields) insert.Parameters.AddWithValue($"@f{field}", Value(feature, field));
            insert.ExecuteNonQuery();
        }
    }

    // Header of 12-128r17, 2.1.3: magic, version 0, little endian without envelope, system; then the WKB. Lines and polygons are multi, as the table says.
    static byte[]? Blob(GeometryColumn geometries, int row, GeometryKind kind, int srs)
    {
        if (geometries.IsEmpty(row)) return null;
        var wkb = kind is GeometryKind.Line or GeometryKind.Polygon ? AsMulti(geometries, row) : geometries.ToWkb(row);
        var blob = new byte[8 + wkb.Length];
        "GP"u8.CopyTo(blob);
        blob[3] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(4), srs);
        wkb.CopyTo(blob.AsSpan(8));
        return blob;
    }

    static byte[] AsMulti(GeometryColumn geometries, int row)
    {
        const int header = 1 + sizeof(uint) + sizeof(uint);
        var multi = geometries.TypeOf(row) switch
        {
            GeometryType.LineString => GeometryType.MultiLineString,
            GeometryType.Polygon => GeometryType.MultiPolygon,
            var other => other,
        };
        var single = geometries.ToWkb(row);
        if (multi == geometries.TypeOf(row)) return single;
        var wkb = new byte[header + single.Length];
        wkb[0] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(wkb.AsSpan(1), (uint)multi);
        BinaryPrimitives.WriteUInt32LittleEndian(wkb.AsSpan(1 + sizeof(uint)), 1);
        single.CopyTo(wkb.AsSpan(header));
        return wkb;
    }

    static object Value(FeatureRef feature, int field) => feature.Value(field) switch
    {
        null => DBNull.Value,
        bool truth => truth ? 1L : 0L,
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        var value => value,
    };

    static object OrNull(double value) => double.IsFinite(value) ? value : DBNull.Value;

    static void Run(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        command.ExecuteNonQuery();
    }
}
