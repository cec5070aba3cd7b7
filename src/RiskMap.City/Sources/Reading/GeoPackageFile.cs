using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using RiskMap.City.Model;
using RiskMap.City.Sources.Running;
using RiskMap.Geo.Crs;
using SQLitePCL;

namespace RiskMap.City.Sources.Reading;

/// <summary>A table of features in a GeoPackage.</summary>
/// <param name="Name">Table name.</param>
/// <param name="GeometryColumn">Column with the geometries.</param>
/// <param name="SrsId">Key of its system in gpkg_spatial_ref_sys.</param>
sealed record FeatureTable(string Name, string GeometryColumn, long SrsId);

/// <summary>A GeoPackage opened for reading only: its feature tables, and which of them a request takes.</summary>
sealed class GeoPackageFile : IDisposable
{
    const int SqliteHeaderBytes = 100;
    readonly SourceFile _file;
    readonly SqliteConnection _connection;

    GeoPackageFile(SourceFile file, SqliteConnection connection, List<FeatureTable> tables)
    {
        (_file, _connection) = (file, connection);
        Tables = tables;
    }

    /// <summary>The feature tables.</summary>
    public IReadOnlyList<FeatureTable> Tables { get; }

    /// <summary>Opens the file.</summary>
    /// <exception cref="ImportException">It is truncated, or no GeoPackage with features.</exception>
    public static GeoPackageFile Open(SourceFile file)
    {
        VerifyWhole(file);
        Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file.Path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var tables = FeatureTables(connection);
            return tables.Count > 0 ? new GeoPackageFile(file, connection, tables) : throw NoFeatures(file, null);
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw Broken(file, error);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The tables that a request takes, each with its layer, in the order of the layers.</summary>
    /// <exception cref="ImportException">None fits; the message lists the tables.</exception>
    public IReadOnlyList<(LayerSchema Layer, FeatureTable Table)> TablesFor(ImportRequest request)
    {
        if (request.Layer == "all")
        {
            var all = CityLayers.All.SelectMany(layer => Tables.Where(table => IsOf(table, layer)).Select(table => (layer, table))).ToList();
            return all.Count > 0 ? all : throw NoTable("all", "没有与图层同名的表", "no table is named like a layer");
        }
        var layer = CityLayers.Get(request.Layer);
        if (_file.LayerName is { } asked)
        {
            var named = Tables.FirstOrDefault(table => string.Equals(table.Name, asked, StringComparison.OrdinalIgnoreCase));
            return named is not null ? [(layer, named)] : throw NoTable(layer.Name, $"没有表“{asked}”", $"there is no table '{asked}'");
        }
        if (Tables.FirstOrDefault(table => IsOf(table, layer)) is { } own)
            return [(layer, own)];
        if (Tables.Count == 1 && !CityLayers.All.Any(other => IsOf(Tables[0], other)))
            return [(layer, Tables[0])];
        throw NoTable(layer.Name, $"没有名为 {layer.Table} 的表", $"no table is named {layer.Table}");
    }

    /// <summary>Opens a table.</summary>
    /// <exception cref="ImportException">Its system is undefined or unknown and the user names none.</exception>
    public GeoPackageRows Rows(FeatureTable table, SourceCrs? asked) =>
        new(_file, _connection, table, asked ?? CrsOf(table));

    /// <summary>The refusal of a file that SQLite cannot read.</summary>
    public static ImportException Broken(SourceFile file, SqliteException error) => new((
        $"{file.Name} 不是完整的 GeoPackage（{error.SqliteErrorCode}）；请重新复制或导出",
        $"{file.Name} is not a whole GeoPackage ({error.Message}); copy or export it again"), error);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    static bool IsOf(FeatureTable table, LayerSchema layer) =>
        string.Equals(table.Name, layer.Table, StringComparison.OrdinalIgnoreCase) || string.Equals(table.Name, layer.Name, StringComparison.OrdinalIgnoreCase);

    ImportException NoTable(string layer, string zh, string en)
    {
        var names = string.Join(", ", Tables.Select(table => table.Name));
        return new ImportException((
            $"{_file.Name} 中{zh}；文件有 {names}；请用 \"{_file.Name}|layername=表名\" 指定要导入 {layer} 的表",
            $"{en} in {_file.Name}; it has {names}; name the table for {layer} as \"{_file.Name}|layername=TABLE\""));
    }

    static ImportException NoFeatures(SourceFile file, Exception? inner) => new((
        $"{file.Name} 不含要素表（gpkg_contents 中没有 features）；请核对文件", $"{file.Name} holds no table of features; check the file"), inner);

    static List<FeatureTable> FeatureTables(SqliteConnection connection)
    {
        var tables = new List<FeatureTable>();
        if (Convert.ToInt64(Scalar(connection, "SELECT count(*) FROM sqlite_master WHERE name IN ('gpkg_contents','gpkg_geometry_columns')"), null) < 2)
            return tables;
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
            JOIN sqlite_master m ON m.name = c.table_name WHERE c.data_type = 'features' ORDER BY c.table_name
            """;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            tables.Add(new FeatureTable(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));
        return tables;
    }

    SourceCrs CrsOf(FeatureTable table)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = $id";
        command.Parameters.AddWithValue("$id", table.SrsId);
        using var reader = command.ExecuteReader();
        if (!reader.Read() || reader.GetString(2) is "undefined")
            throw ImportSource.NoCrs($"{_file.Name} ({table.Name})");
        if (string.Equals(reader.GetString(0), "EPSG", StringComparison.OrdinalIgnoreCase)
            && CoordinateSystem.TryParse($"EPSG:{reader.GetInt64(1)}", out var known))
        {
            return new SourceCrs(known);
        }
        try
        {
            return new SourceCrs(CoordinateSystem.FromWkt(reader.GetString(2)));
        }
        catch (CrsException error)
        {
            throw ImportSource.UnknownCrs($"{reader.GetString(0)}:{reader.GetInt64(1)}", error);
        }
    }

    static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Compares the size in the header with the file's (SQLite file format, 1.3): a cut file may be readable up to the cut.</summary>
    static void VerifyWhole(SourceFile file)
    {
        var header = new byte[SqliteHeaderBytes];
        using (var stream = file.OpenRaw())
        {
            if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
                throw SourceFile.Truncated(file.Name, null);
        }
        long pageSize = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16));
        if (pageSize == 1)
            pageSize = 65536;
        var pages = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(28));
        var isCounted = header.AsSpan(24, 4).SequenceEqual(header.AsSpan(92, 4));
        if (isCounted && pages * pageSize > file.Length)
            throw SourceFile.Truncated(file.Name, null);
    }
}
