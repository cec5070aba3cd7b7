using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>What to tell a person about SQLite's errors (sqlite.org/rescode.html).</summary>
static class GeoPackageErrors
{
    /// <summary>The refusal to throw, or null when it is none that a person can mend.</summary>
    internal static StoreException? Explain(string path, Exception exception) => exception is SqliteException e ? Explain(path, e) : null;

    /// <summary>
    /// True when a failed COMMIT may stand all the same: where the log could not be brought to the disk, a restart may still find it whole.
    /// </summary>
    internal static bool IsOutcomeUnknown(Exception exception) => exception is SqliteException { SqliteErrorCode: raw.SQLITE_IOERR };

    static StoreUnavailableException? Explain(string path, SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Unavailable(
            StoreTrouble.Busy, e,
            $"{path} 正被其他程序占用；请在该程序（如 QGIS）中结束编辑后重试", $"{path} is locked by another program; end the edit there (QGIS, for example) and try again"),
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => Unavailable(
            StoreTrouble.Damaged, e, $"{path} 不是有效的 GeoPackage 文件或已损坏；请检查文件或从备份恢复", $"{path} is not a GeoPackage or is damaged; check the file or restore a backup"),
        raw.SQLITE_ERROR when e.Message.Contains("no such table: riskmap_", StringComparison.Ordinal) => Unavailable(
            StoreTrouble.Damaged, e,
            $"{path} 中本程序的系统表已被删除或文件已被替换；请从备份恢复", $"the tables of RiskMap in {path} were dropped, or the file was replaced; restore a backup"),
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => Unavailable(
            StoreTrouble.Denied, e, $"无法打开 {path}；请检查文件夹是否存在以及读写权限", $"{path} cannot be opened; check that its folder exists and that you may write there"),
        raw.SQLITE_READONLY => Unavailable(
            StoreTrouble.ReadOnly, e, $"{path} 为只读；请检查文件权限或另存到可写的位置", $"{path} is read-only; check its permissions or move it where you may write"),
        raw.SQLITE_FULL => Unavailable(
            StoreTrouble.Full, e, $"磁盘已满，{path} 未作更改；请腾出空间后重试", $"the disk is full, {path} is unchanged; free some space and try again"),
        raw.SQLITE_IOERR or raw.SQLITE_PROTOCOL => Unavailable(
            StoreTrouble.Away, e, $"读写 {path} 失败；请检查磁盘或网络共享", $"{path} cannot be read or written; check its disk or network share"),
        raw.SQLITE_NOMEM => Unavailable(StoreTrouble.Busy, e, $"内存不足，{path} 未作更改；请稍后重试", $"out of memory, {path} is unchanged; try again"),
        _ => null,
    };

    static StoreUnavailableException Unavailable(StoreTrouble trouble, Exception cause, string zh, string en) => new(trouble, (zh, en), cause);
}
