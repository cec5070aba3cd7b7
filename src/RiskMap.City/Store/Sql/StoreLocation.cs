using System.Text.RegularExpressions;
using Npgsql;

namespace RiskMap.City.Store.Sql;

/// <summary>What <c>--store</c> means.</summary>
abstract record StoreLocation
{
    internal static StoreLocation Parse(string location)
    {
        var text = location.Trim();
        if (text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
            return new PostgisLocation(FromUrl(text));
        if (text.EndsWith(".gpkg", StringComparison.OrdinalIgnoreCase)) return new GeoPackageLocation(Path.GetFullPath(text));
        return text.Contains('=', StringComparison.Ordinal) ? new PostgisLocation(FromConnectionString(text)) : throw Unknown(text);
    }

    /// <summary>The text without passwords, for messages.</summary>
    internal static string Redacted(string text)
    {
        text = Regex.Replace(text, @"(?<=\b(password|pwd|passfile)\s*=\s*)(""[^""]*""|'[^']*'|[^;&\s]*)", "***", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
        var at = text.LastIndexOf('@');
        var scheme = text.IndexOf('/', StringComparison.Ordinal);
        return at < 0 ? text : text[..(scheme >= 0 && scheme < at ? scheme : 0)] + "***" + text[at..];
    }

    static NpgsqlConnectionStringBuilder FromUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0) throw Unknown(url);
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host };
        if (uri.Port > 0) builder.Port = uri.Port;
        if (uri.AbsolutePath.Length > 1) builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)) Set(builder, pair.Split('=', 2));
        return builder;
    }

    /// <summary>libpq names with an underscore or without a space are Npgsql's without underscores.</summary>
    static void Set(NpgsqlConnectionStringBuilder builder, string[] pair)
    {
        var name = Uri.UnescapeDataString(pair[0]);
        try
        {
            var known = name.ToLowerInvariant() switch { "sslmode" => "SSL Mode", "application_name" => "Application Name", "connect_timeout" => "Timeout", _ => name.Replace('_', ' ') };
            builder[known] = Uri.UnescapeDataString(pair.Length > 1 ? pair[1] : "").Replace("verify-full", "VerifyFull", StringComparison.OrdinalIgnoreCase).Replace("verify-ca", "VerifyCA", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StoreException(($"--store 的参数 {name} 无效；请改正或去掉它", $"the parameter {name} in --store is not understood; mend or remove it"));
        }
    }

    static NpgsqlConnectionStringBuilder FromConnectionString(string text)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(builder.Host) ? throw Unknown(text) : builder;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Unknown(text);
        }
    }

    static StoreException Unknown(string text) => new((
        $"--store“{Redacted(text)}”无法识别；请使用以 .gpkg 结尾的文件名、postgres:// 地址或 PostgreSQL 连接字符串（Host=…;Database=…;Username=…）",
        $"--store '{Redacted(text)}' is not understood; name a file ending in .gpkg, a postgres:// URL or a PostgreSQL connection string (Host=...;Database=...;Username=...)"));
}

/// <summary>A GeoPackage file.</summary>
/// <param name="Path">Full path.</param>
sealed record GeoPackageLocation(string Path) : StoreLocation;

/// <summary>A PostgreSQL database.</summary>
/// <param name="Settings">How to connect.</param>
sealed record PostgisLocation(NpgsqlConnectionStringBuilder Settings) : StoreLocation;
