using Microsoft.Win32.SafeHandles;

namespace RiskMap.Geo.Drawing.Native;

/// <summary>A cairo surface; freed once, also when its user forgot to.</summary>
sealed class CairoSurface() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Cairo.SurfaceDestroy(handle);
        return true;
    }
}

/// <summary>A cairo drawing context.</summary>
sealed class CairoContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Cairo.ContextDestroy(handle);
        return true;
    }
}

/// <summary>An object of GObject: a font map, a pango context or a layout.</summary>
sealed class PangoObject() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Pango.Unref(handle);
        return true;
    }
}

/// <summary>A description of a font.</summary>
sealed class PangoFont() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Pango.FontDescriptionFree(handle);
        return true;
    }
}
