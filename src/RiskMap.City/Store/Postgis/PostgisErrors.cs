using System.Net.Sockets;
using Npgsql;

namespace RiskMap.City.Store.Postgis;

/// <summary>What to tell a person about PostgreSQL's errors (its documentation, appendix A). Never names a password.</summary>
static class PostgisErrors
{
    /// <summary>The refusal to throw, or null when it is none that a person can mend.</summary>
    internal static StoreException? Explain(string store, Exception exception) => exception switch
    {
        PostgresException e => Explain(store, e),
        NpgsqlException { InnerException: PostgresException inner } => Explain(store, inner),
        NpgsqlException e when IsPoolExhausted(e) => Unavailable(
            StoreTrouble.Busy, e, $"与 {store} 的连接已全部占用；请稍后重试", $"all connections to {store} are taken; try again"),
        NpgsqlException or SocketException or TimeoutException or EndOfStreamException => Unavailable(
            StoreTrouble.Away, exception,
            $"无法连接数据库 {store}：{exception.Message}；请检查地址、端口与服务是否运行", $"{store} cannot be reached: {exception.Message}; check host, port and that PostgreSQL runs"),
        _ => null,
    };

    /// <summary>
    /// True when a failed COMMIT may have been carried out all the same: the connection broke before the answer. An error that the server
    /// answered while it goes on serving means that it rolled back.
    /// </summary>
    internal static bool IsOutcomeUnknown(Exception exception) => exception switch
    {
        PostgresException e => IsConnectionLost(e.SqlState),
        OperationCanceledException { InnerException: PostgresException e } => IsConnectionLost(e.SqlState),
        _ => true,
    };

    static bool IsConnectionLost(string state) => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal);

    // The driver names the exhausted pool only in its text; the setting's name in it is part of its interface.
    static bool IsPoolExhausted(NpgsqlException e) =>
        e.InnerException is TimeoutException && e.Message.Contains("Max Pool Size", StringComparison.Ordinal);

    static StoreException? Explain(string store, PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Unavailable(
            StoreTrouble.Denied, e, $"数据库 {store} 拒绝登录；请检查用户名和密码", $"{store} refused the login; check user and password"),
        PostgresErrorCodes.InvalidCatalogName => Unavailable(
            StoreTrouble.Denied, e, $"数据库 {store} 不存在；请先执行 createdb", $"the database {store} does not exist; make it with createdb"),
        PostgresErrorCodes.InsufficientPrivilege => Unavailable(
            StoreTrouble.Denied, e,
            $"用户在 {store} 中权限不足（{e.MessageText}）；请由管理员授权", $"the user has too few rights in {store} ({e.MessageText}); ask its administrator to grant them"),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.QueryCanceled =>
            Unavailable(StoreTrouble.Busy, e, $"{store} 正被其他程序写入；请稍后重试", $"another program is writing to {store}; try again"),
        PostgresErrorCodes.DiskFull => Unavailable(
            StoreTrouble.Full, e, $"{store} 的磁盘已满：{e.MessageText}；请腾出空间后重试", $"the disk of {store} is full: {e.MessageText}; free some space and try again"),
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.InsufficientResources or PostgresErrorCodes.ConfigurationLimitExceeded =>
            Unavailable(StoreTrouble.Busy, e, $"{store} 资源不足：{e.MessageText}；请释放资源后重试", $"{store} is out of resources: {e.MessageText}; free some and try again"),
        PostgresErrorCodes.ReadOnlySqlTransaction => Unavailable(
            StoreTrouble.ReadOnly, e, $"{store} 为只读；请连接主库", $"{store} is read-only; connect to the primary"),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted or PostgresErrorCodes.IoError => Unavailable(
            StoreTrouble.Damaged, e, $"{store} 的数据无法读取：{e.MessageText}；请检查磁盘并从备份恢复", $"the data of {store} cannot be read: {e.MessageText}; check its disk and restore a backup"),
        PostgresErrorCodes.UndefinedFile or PostgresErrorCodes.FeatureNotSupported when e.MessageText.Contains("postgis", StringComparison.OrdinalIgnoreCase) =>
            new StoreException(($"{store} 所在服务器未安装 PostGIS；请安装后重试", $"the server of {store} has no PostGIS; install it"), e),
        _ when IsConnectionLost(e.SqlState) => Unavailable(
            StoreTrouble.Away, e, $"{store} 正在重启或已断开；请稍后重试", $"{store} is restarting or the connection was ended; try again"),
        _ => null,
    };

    static StoreUnavailableException Unavailable(StoreTrouble trouble, Exception cause, string zh, string en) => new(trouble, (zh, en), cause);
}
