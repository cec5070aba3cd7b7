namespace RiskMap.Testing;

/// <summary>
/// The PostGIS that tests may use: <c>RISKMAP_TEST_POSTGIS</c> holds a connection string of a user who may create databases
/// (tests/run sets it; <c>tests/postgis start</c> alone prints it). Without it tests skip with the reason; with CI=true they fail.
/// </summary>
static class Postgis
{
    public static string? ConnectionString { get; } = Environment.GetEnvironmentVariable("RISKMAP_TEST_POSTGIS") is { Length: > 0 } text ? text : null;

    /// <summary>Why tests cannot run, or null when they can or, in CI, must.</summary>
    public static string? SkipReason { get; } = ConnectionString is not null || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : "no PostGIS: run tests/run, or eval \"$(tests/postgis start)\" first";

    public static string Required => ConnectionString ?? throw new InvalidOperationException("RISKMAP_TEST_POSTGIS is not set, and CI=true forbids to skip; use tests/run");
}

/// <summary>A test that needs PostGIS.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class PostgisFactAttribute : FactAttribute
{
    public PostgisFactAttribute() => Skip = Postgis.SkipReason;
}
