using System.Net.Sockets;
using Npgsql;
using RiskMap.City.Model;

namespace RiskMap.City.Store.Postgis;

/// <summary>What to tell a person about PostgreSQL's errors (its documentation, appendix A). Never names a password.</summary>
static class PostgisErrors
{
    internal static LocalizedText? Explain(string store, Exception exception) => exception switch
    {
        PostgresException e => Explain(store, e),
        NpgsqlException or SocketException or TimeoutException => (
            $"无法连接数据库 {store}：{exception.Message}；请检查地址、端口与服务是否运行", $"{store} cannot be reached: {exception.Message}; check host, port and that PostgreSQL runs"),
        _ => null,
    };

    static LocalizedText? Explain(string store, PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => (
            $"数据库 {store} 拒绝登录；请检查用户名和密码", $"{store} refused the login; check user and password"),
        PostgresErrorCodes.InvalidCatalogName => (
            $"数据库 {store} 不存在；请先执行 createdb", $"the database {store} does not exist; make it with createdb"),
        PostgresErrorCodes.InsufficientPrivilege => (
            $"用户在 {store} 中权限不足（{e.MessageText}）；请由管理员授权", $"the user has too few rights in {store} ({e.MessageText}); ask its administrator to grant them"),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => (
            $"{store} 正被其他程序写入；请稍后重试", $"another program is writing to {store}; try again"),
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.TooManyConnections => (
            $"{store} 资源不足：{e.MessageText}；请释放资源后重试", $"{store} is out of resources: {e.MessageText}; free some and try again"),
        PostgresErrorCodes.ReadOnlySqlTransaction => (
            $"{store} 为只读；请连接主库", $"{store} is read-only; connect to the primary"),
        PostgresErrorCodes.UndefinedFile or PostgresErrorCodes.FeatureNotSupported when e.MessageText.Contains("postgis", StringComparison.OrdinalIgnoreCase) => (
            $"{store} 所在服务器未安装 PostGIS；请安装后重试", $"the server of {store} has no PostGIS; install it"),
        "57P01" or "57P02" or "57P03" => (
            $"{store} 正在重启；请稍后重试", $"{store} is restarting; try again"),
        _ => null,
    };
}
