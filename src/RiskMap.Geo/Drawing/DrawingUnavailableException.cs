using System.Runtime.InteropServices;
using RiskMap.Geo.Drawing.Native;

namespace RiskMap.Geo.Drawing;

/// <summary>The machine has no cairo or pango, so nothing can be drawn on it; everything else works.</summary>
/// <param name="library">File name of the library that is missing.</param>
public sealed class DrawingUnavailableException(string library) : Exception($"{library} is missing; Debian packages: {Packages}")
{
    /// <summary>The Debian packages that bring what is needed.</summary>
    public const string Packages = "libcairo2 libpangocairo-1.0-0 fonts-noto-cjk";

    static readonly string[] Libraries = [Cairo.Library, Pango.ObjectLibrary, Pango.Library, Pango.CairoLibrary];
    static readonly Lazy<string?> Missing = new(() => Array.Find(Libraries, name => !NativeLibrary.TryLoad(name, out _)));

    /// <summary>File name of the library that is missing.</summary>
    public string Library { get; } = library;

    /// <summary>Passes where drawing is possible.</summary>
    /// <exception cref="DrawingUnavailableException">A library is missing.</exception>
    public static void ThrowIfMissing()
    {
        if (Missing.Value is { } library) throw new DrawingUnavailableException(library);
    }
}
