using System.Runtime.InteropServices;
using RiskMap.Geo.Drawing.Native;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing;

/// <summary>
/// Something to draw on: pixels, or a page of PDF in which lines and text stay lines and text. Coordinates are pixels (of the page: units that
/// <see cref="Pdf"/> is told the size of); x grows to the right, y downwards. Used by one thread at a time; dispose it.
/// </summary>
public sealed class Canvas : IDisposable
{
    readonly CairoSurface _surface;
    readonly CairoContext _context;
    readonly GCHandle _target;

    Canvas(CairoSurface surface, int width, int height, bool isPaged, GCHandle target = default)
    {
        (_surface, Width, Height, IsPaged, _target) = (surface, width, height, isPaged, target);
        Check(Native.Cairo.SurfaceStatus(surface));
        _context = Native.Cairo.ContextCreate(surface);
        Cairo = _context.DangerousGetHandle();
        Native.Cairo.SetAntialias(Cairo, Native.Cairo.AntialiasGray);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>True for a page of PDF, which has no pixels.</summary>
    public bool IsPaged { get; }

    internal nint Cairo { get; }

    internal CairoSurface Surface => _surface;

    /// <summary>An empty picture.</summary>
    /// <exception cref="DrawingUnavailableException">cairo or pango are missing.</exception>
    public static Canvas Image(int width, int height)
    {
        DrawingUnavailableException.ThrowIfMissing();
        return new Canvas(Native.Cairo.ImageSurfaceCreate(Native.Cairo.FormatArgb32, width, height), width, height, isPaged: false);
    }

    /// <summary>A page of PDF that is written to a stream; it is complete when the canvas is disposed.</summary>
    /// <param name="target">Where to write; stays open.</param>
    /// <param name="width">Width in units.</param>
    /// <param name="height">Height in units.</param>
    /// <param name="pointsPerUnit">Size of a unit: 0.75 points for a pixel of 1/96 inch (CSS).</param>
    /// <exception cref="DrawingUnavailableException">cairo or pango are missing.</exception>
    public static unsafe Canvas Pdf(Stream target, int width, int height, double pointsPerUnit = 0.75)
    {
        DrawingUnavailableException.ThrowIfMissing();
        var handle = GCHandle.Alloc(target);
        var surface = Native.Cairo.PdfSurfaceCreate(&Write, GCHandle.ToIntPtr(handle), width * pointsPerUnit, height * pointsPerUnit);
        var canvas = new Canvas(surface, width, height, isPaged: true, handle);
        Native.Cairo.Scale(canvas.Cairo, pointsPerUnit, pointsPerUnit);
        return canvas;
    }

    /// <summary>The picture's pixels, premultiplied ARGB, row after row; empty for a page. Valid until the next drawing.</summary>
    internal unsafe Span<uint> Pixels()
    {
        if (IsPaged) return [];
        Native.Cairo.SurfaceFlush(_surface);
        return new Span<uint>((void*)Native.Cairo.ImageSurfaceData(_surface), Width * Height);
    }

    /// <summary>Tells cairo that the pixels were changed.</summary>
    internal void PixelsChanged() => Native.Cairo.SurfaceMarkDirty(_surface);

    internal void Colour(StyleColour colour) => Native.Cairo.SetSourceRgba(Cairo, colour.Red, colour.Green, colour.Blue, colour.Alpha);

    /// <summary>The picture as PNG.</summary>
    /// <exception cref="InvalidOperationException">cairo reports an error, or this is a page.</exception>
    public byte[] ToPng()
    {
        if (IsPaged) throw new InvalidOperationException("A page of PDF has no pixels.");
        Check(Native.Cairo.Status(Cairo));
        return Png.Encode(Pixels(), Width, Height);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _context.Dispose();
        if (IsPaged && !_surface.IsClosed) Native.Cairo.SurfaceFinish(_surface);
        _surface.Dispose();
        if (_target.IsAllocated) _target.Free();
    }

    /// <summary>Turns a status of cairo into an exception.</summary>
    internal static void Check(int status)
    {
        if (status != Native.Cairo.StatusSuccess) throw new InvalidOperationException($"cairo: {Marshal.PtrToStringUTF8(Native.Cairo.StatusText(status))}");
    }

    [UnmanagedCallersOnly]
    static unsafe int Write(nint closure, byte* data, uint length)
    {
        try
        {
            ((Stream)GCHandle.FromIntPtr(closure).Target!).Write(new ReadOnlySpan<byte>(data, (int)length));
            return Native.Cairo.StatusSuccess;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or NotSupportedException)
        {
            // No exception may pass through cairo's frames; its status tells of the failure.
            return Native.Cairo.StatusWriteError;
        }
    }
}
