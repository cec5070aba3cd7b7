namespace RiskMap.Routing.Tests.Support;

static class Seconds
{
    /// <summary>Equal to a billionth, or both never.</summary>
    public static void ShouldBeSeconds(this double actual, double expected, string? message = null)
    {
        if (double.IsPositiveInfinity(expected) || double.IsPositiveInfinity(actual))
            actual.ShouldBe(expected, message);
        else
            actual.ShouldBe(expected, 1e-9, message);
    }
}
