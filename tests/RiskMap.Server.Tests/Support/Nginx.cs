using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RiskMap.Server.Tests.Support;

/// <summary>Debian's nginx with deploy/nginx.conf before two servers; only the ports are other ones.</summary>
sealed class Nginx : IAsyncDisposable
{
    readonly TempFolder _folder = new();
    readonly Process _process;

    Nginx(int port, int one, int two)
    {
        var configuration = File.ReadAllText(Path.Combine(RiskMapProcess.Root, "deploy", "nginx.conf"))
            .Replace(":5080", $":{port}", StringComparison.Ordinal).Replace(":5081", $":{one}", StringComparison.Ordinal).Replace(":5082", $":{two}", StringComparison.Ordinal);
        var temporary = string.Concat(new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(name => $"{name}_temp_path {_folder.Path}/{name};\n"));
        var main = _folder.Write("nginx.conf", $$"""
            daemon off; pid {{_folder.Path}}/pid; error_log {{_folder.Path}}/error; worker_processes 1;
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            events { worker_connections 256; }
            http { log_format upstream "$upstream_addr"; access_log {{_folder.Path}}/upstream upstream; {{temporary}} {{configuration}} }
            """);
        _process = Process.Start(new ProcessStartInfo(Requires.Tool("nginx"), ["-p", _folder.Path, "-c", main, "-e", Path.Combine(_folder.Path, "error")]))!;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>A reader with cookies.</summary>
    public HttpClient Client { get; }

    public static async Task<Nginx> StartAsync(int one, int two)
    {
        var nginx = new Nginx(FreePort(), one, two);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var response = await nginx.Client.GetAsync(new Uri("/readyz", UriKind.Relative));
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                return nginx;
            }
            catch (HttpRequestException) when (attempt < 100 && !nginx._process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Whether the reader's requests go to that server.</summary>
    public async Task<bool> IsServedByAsync(TestCity city)
    {
        using var response = await Client.GetAsync(new Uri("/healthz", UriKind.Relative));
        var port = int.Parse(File.ReadLines(Path.Combine(_folder.Path, "upstream")).Last().Split(':')[^1], CultureInfo.InvariantCulture);
        return city.Client.BaseAddress!.Port == port;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A test that needs PostGIS and nginx.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute() => Skip = Postgis.SkipReason ?? Requires.SkipWithoutTool("nginx");
}
