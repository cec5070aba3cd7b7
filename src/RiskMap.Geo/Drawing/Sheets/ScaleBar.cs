using System.Globalization;

namespace RiskMap.Geo.Drawing.Sheets;

/// <summary>A scale bar of a round length.</summary>
/// <param name="Metres">Its length on the ground.</param>
/// <param name="Pixels">Its length in the picture, in pixels of the style.</param>
public readonly record struct ScaleBar(double Metres, double Pixels)
{
    /// <summary>The longest bar of 1, 2 or 5 times a power of ten metres that is no longer than some pixels.</summary>
    /// <param name="metresPerPixel">Metres on the ground in a pixel, at the latitude of the map's middle.</param>
    /// <param name="mostPixels">Greatest length.</param>
    public static ScaleBar Of(double metresPerPixel, double mostPixels)
    {
        var most = metresPerPixel * mostPixels;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        var metres = power * (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1);
        return new ScaleBar(metres, metres / metresPerPixel);
    }

    /// <summary>Its length for people: <c>500 m</c>, <c>2 km</c>.</summary>
    public string Text => Metres >= 1000 ? string.Create(CultureInfo.InvariantCulture, $"{Metres / 1000:0.###} km") : string.Create(CultureInfo.InvariantCulture, $"{Metres:0.###} m");
}
