using Microsoft.AspNetCore.Http;
using RiskMap.Server.Http;

namespace RiskMap.Server.Tests.Http;

public sealed class ContentCodingTests
{
    [Theory]
    [InlineData(null, ContentCoding.Identity)]
    [InlineData("", ContentCoding.Identity)]
    [InlineData("gzip", ContentCoding.Gzip)]
    [InlineData("x-gzip", ContentCoding.Gzip)]
    [InlineData("GZIP, deflate", ContentCoding.Gzip)]
    [InlineData("gzip, deflate, br, zstd", ContentCoding.Brotli)]
    [InlineData("br;q=0.5, gzip;q=0.8", ContentCoding.Gzip)]
    [InlineData("br;q=0, *", ContentCoding.Gzip)]
    [InlineData("*", ContentCoding.Brotli)]
    [InlineData("*;q=0", ContentCoding.Identity)]
    [InlineData("gzip;q=0", ContentCoding.Identity)]
    [InlineData("identity, gzip;q=0.5", ContentCoding.Identity)]
    [InlineData("identity;q=0.5, gzip;q=1.0", ContentCoding.Gzip)]
    [InlineData("deflate", ContentCoding.Identity)]
    public void The_coding_that_the_client_likes_best_is_used(string? header, ContentCoding expected)
    {
        var context = new DefaultHttpContext();
        if (header is not null) context.Request.Headers.AcceptEncoding = header;
        ContentCodings.Negotiate(context.Request).ShouldBe(expected);
    }
}
