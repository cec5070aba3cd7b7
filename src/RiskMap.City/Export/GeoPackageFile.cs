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

    /// <summary>GeoPackage 1.3 (12-128r17, requirement 2): "GPKG" and 10300.</summary>
    const string Tables = """
        PRAGMA application_id = 0x47504B47;
        PRAGMA user_version = 10300;
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
          organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
        CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
          last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
          CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
        CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
          z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
          CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
          CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
        INSERT INTO gpkg_spatial_ref_sys VALUES
          ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
          ('Undefined geographic', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
          ('WGS 84 geodetic', 4326, 'EPSG', 4326,
           'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]',
           'longitude and latitude on WGS 84');
        """;

    /// <summary>Writes a file.</summary>
    public static void Write(ExportRequest request, string file, CancellationToken cancellation)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Run(connection, Tables);
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
        var columns = request.Fields.Select(field => $"\"{schema.Fields[field].Column}\" {ColumnType(schema.Fields[field].Type)}");
        Run(connection, $"""
            CREATE TABLE "{schema.Table}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {TypeName(schema.Geometry)}, key TEXT, {string.Join(", ", columns)})
            """);
        var extent = LayerExport.Geometries(request).Values.Aggregate(Box.Empty, (box, column) => box.Union(column.Extent()));
        Run(connection, "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id) VALUES (@table, 'features', @table, @description, @x0, @y0, @x1, @y1, @srs)",
            ("@table", schema.Table), ("@description", request.Crs.Shift == DatumShift.None ? schema.Title.Zh : $"{schema.Title.Zh} {request.Crs.Code}"),
            ("@x0", OrNull(extent.MinX)), ("@y0", OrNull(extent.MinY)), ("@x1", OrNull(extent.MaxX)), ("@y1", OrNull(extent.MaxY)), ("@srs", srs));
        Run(connection, "INSERT INTO gpkg_geometry_columns VALUES (@table, 'geom', @type, @srs, 0, 0)",
            ("@table", schema.Table), ("@type", TypeName(schema.Geometry)), ("@srs", srs));
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

    static string ColumnType(FieldType type) => type switch
    {
        FieldType.Integer => "INTEGER",
        FieldType.Number => "REAL",
        FieldType.Boolean => "BOOLEAN",
        FieldType.Date => "DATE",
        FieldType.DateTime => "DATETIME",
        _ => "TEXT",
    };

    static string TypeName(GeometryKind kind) => kind switch
    {
        GeometryKind.Point => "POINT",
        GeometryKind.Line => "MULTILINESTRING",
        GeometryKind.Polygon => "MULTIPOLYGON",
        _ => "GEOMETRY",
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
