using Microsoft.Data.Sqlite;
using Npgsql;
using RiskMap.City.Store;
using RiskMap.City.Store.GeoPackage;
using RiskMap.City.Store.Postgis;
using SQLitePCL;

namespace RiskMap.City.Tests.Store;

/// <summary>Which trouble an error of a database is (PostgreSQL's appendix A; sqlite.org/rescode.html).</summary>
public sealed class StoreTroubleTests
{
    [Theory]
    [InlineData("57P01", StoreTrouble.Away)]
    [InlineData("57P02", StoreTrouble.Away)]
    [InlineData("57P03", StoreTrouble.Away)]
    [InlineData("08006", StoreTrouble.Away)]
    [InlineData("53300", StoreTrouble.Busy)]
    [InlineData("53200", StoreTrouble.Busy)]
    [InlineData("55P03", StoreTrouble.Busy)]
    [InlineData("40P01", StoreTrouble.Busy)]
    [InlineData("57014", StoreTrouble.Busy)]
    [InlineData("53100", StoreTrouble.Full)]
    [InlineData("25006", StoreTrouble.ReadOnly)]
    [InlineData("XX001", StoreTrouble.Damaged)]
    [InlineData("28P01", StoreTrouble.Denied)]
    [InlineData("3D000", StoreTrouble.Denied)]
    public void An_error_of_PostgreSQL_is_known_by_its_code(string code, StoreTrouble expected) =>
        TroubleOf(PostgisErrors.Explain("host/db", new PostgresException("said", "ERROR", "ERROR", code))).ShouldBe(expected);

    [Fact]
    public void A_lost_connection_and_an_exhausted_pool_are_told_apart()
    {
        TroubleOf(PostgisErrors.Explain("host/db", new NpgsqlException("Exception while reading from stream", new EndOfStreamException()))).ShouldBe(StoreTrouble.Away);
        TroubleOf(PostgisErrors.Explain("host/db", new TimeoutException())).ShouldBe(StoreTrouble.Away);
        var pool = new NpgsqlException("The connection pool has been exhausted, either raise 'Max Pool Size' (currently 2) or 'Timeout' (currently 1 seconds)", new TimeoutException());
        TroubleOf(PostgisErrors.Explain("host/db", pool)).ShouldBe(StoreTrouble.Busy);
        PostgisErrors.Explain("host/db", new PostgresException("a bug of ours", "ERROR", "ERROR", "42601")).ShouldBeNull();
    }

    [Theory]
    [InlineData("53100", false)]
    [InlineData("40001", false)]
    [InlineData("23505", false)]
    [InlineData("57P01", true)]
    [InlineData("08006", true)]
    public void A_COMMIT_that_the_server_refused_did_not_happen_and_one_without_answer_may_have(string code, bool unknown) =>
        PostgisErrors.IsOutcomeUnknown(new PostgresException("said", "ERROR", "ERROR", code)).ShouldBe(unknown);

    [Fact]
    public void A_COMMIT_whose_connection_broke_may_have_happened()
    {
        PostgisErrors.IsOutcomeUnknown(new NpgsqlException("broken", new IOException())).ShouldBeTrue();
        PostgisErrors.IsOutcomeUnknown(new OperationCanceledException()).ShouldBeTrue();
        PostgisErrors.IsOutcomeUnknown(new OperationCanceledException("stopped", new PostgresException("said", "ERROR", "ERROR", "57014"))).ShouldBeFalse();
    }

    [Theory]
    [InlineData(raw.SQLITE_BUSY, StoreTrouble.Busy)]
    [InlineData(raw.SQLITE_LOCKED, StoreTrouble.Busy)]
    [InlineData(raw.SQLITE_FULL, StoreTrouble.Full)]
    [InlineData(raw.SQLITE_READONLY, StoreTrouble.ReadOnly)]
    [InlineData(raw.SQLITE_IOERR, StoreTrouble.Away)]
    [InlineData(raw.SQLITE_CORRUPT, StoreTrouble.Damaged)]
    [InlineData(raw.SQLITE_NOTADB, StoreTrouble.Damaged)]
    [InlineData(raw.SQLITE_CANTOPEN, StoreTrouble.Denied)]
    public void An_error_of_SQLite_is_known_by_its_code(int code, StoreTrouble expected)
    {
        TroubleOf(GeoPackageErrors.Explain("city.gpkg", new SqliteException("said", code))).ShouldBe(expected);
        GeoPackageErrors.IsOutcomeUnknown(new SqliteException("said", code)).ShouldBe(code == raw.SQLITE_IOERR);
    }

    static StoreTrouble TroubleOf(StoreException? refusal)
    {
        var trouble = refusal.ShouldBeOfType<StoreUnavailableException>();
        trouble.Text.Zh.ShouldNotBe(trouble.Text.En);
        return trouble.Trouble;
    }
}
