using RiskMap.City.Store;

namespace RiskMap.City.Tests.Store;

public sealed class StoreLocationTests
{
    [Theory]
    [InlineData("city.geojson")]
    [InlineData("")]
    [InlineData("mysql://root:s3cret@localhost/city")]
    [InlineData("postgres:/user:s3cret@localhost/city")]
    [InlineData("Database=city;Password=s3cret")]
    [InlineData("Host=localhost;Nonsense=1;Password='s3 cret'")]
    [InlineData("Host=localhost;Port=many;PWD=s3cret")]
    [InlineData("postgres://user:s3cret@localhost/city?nonsense=s3cret")]
    [InlineData("postgres://user:s3cret/@localhost:port/city")]
    public async Task Anything_else_is_refused_with_the_remedy_and_without_the_password(string location)
    {
        var refused = await Should.ThrowAsync<StoreException>(() => CityStores.OpenAsync(location, CancellationToken.None));
        refused.Message.ShouldContain("--store");
        (refused + refused.Text.Zh).ShouldNotContain("s3");
    }
}
