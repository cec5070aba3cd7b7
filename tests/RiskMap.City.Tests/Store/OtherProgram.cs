using Microsoft.Data.Sqlite;

namespace RiskMap.City.Tests.Store;

/// <summary>A connection as GDAL or QGIS has it: the functions of the standard's R-tree triggers (points suffice here), and none of ours.</summary>
static class OtherProgram
{
    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        foreach (var (name, at) in new[] { ("ST_MinX", 13), ("ST_MaxX", 13), ("ST_MinY", 21), ("ST_MaxY", 21) })
            connection.CreateFunction(name, (byte[]? blob) => blob is null ? (double?)null : BitConverter.ToDouble(blob, at));
        connection.CreateFunction("ST_IsEmpty", (byte[]? blob) => blob is null ? (bool?)null : false);
        return connection;
    }

    public static void Run(this SqliteConnection connection, string sql) => Command(connection, sql).ExecuteNonQuery();

    public static object? Scalar(this SqliteConnection connection, string sql) => Command(connection, sql).ExecuteScalar();

    static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
