using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Proximity;

/// <summary>Inputs that several questions share, checked: the value, or the exception that names input and remedy. Pure.</summary>
static class QuestionFaults
{
    static readonly LocalizedText LayerRemedy = (
        $"可用图层：{string.Join(' ', CityLayers.All.Select(layer => layer.Name))}", $"the layers are {string.Join(' ', CityLayers.All.Select(layer => layer.Name))}");

    /// <summary>The layer's name.</summary>
    /// <exception cref="QuestionException">No such layer.</exception>
    public static string Layer(string member, string? name) => name is not null && CityLayers.Find(name) is not null
        ? name
        : throw new QuestionException(member, name, ($"没有图层“{name}”", $"there is no layer '{name}'"), LayerRemedy);

    /// <summary>The feature of that id.</summary>
    /// <exception cref="QuestionException">No such feature, or it has no place.</exception>
    public static FeatureRef Feature(CitySnapshot city, string member, string layer, long id)
    {
        var text = id.ToString(CultureInfo.InvariantCulture);
        if (city.Layer(layer).Find(id) is not { } feature)
            throw new QuestionException(member, text, ($"图层 {layer} 中没有编号 {text}", $"layer {layer} has no feature {text}"), ("核对编号", "check the id"));
        return feature.IsEmpty
            ? throw new QuestionException(member, text, ($"{layer} {text} 没有位置", $"{layer} {text} has no place"), ("先补录其位置", "give it a place first"))
            : feature;
    }

    /// <summary>A whole number between two bounds.</summary>
    /// <exception cref="QuestionException">It lies outside of them.</exception>
    public static int Count(string member, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new QuestionException(
            member, value.ToString(CultureInfo.InvariantCulture), ($"{value} 不在 {least} 至 {most} 之间", $"{value} is not between {least} and {most}"),
            ($"给出 {least} 至 {most} 之间的整数", $"give a whole number from {least} to {most}"));

    /// <summary>What is wrong with a distance.</summary>
    public static QuestionException Distance(string member, double metres, double most = double.PositiveInfinity)
    {
        var (text, limit) = (metres.ToString(CultureInfo.InvariantCulture), most.ToString("0", CultureInfo.InvariantCulture));
        return new(member, text, ($"{text} 不是可用的距离（米）", $"{text} is no usable distance in metres"),
            double.IsFinite(most)
                ? ($"给出 0 至 {limit} 之间的米数", $"give metres from 0 to {limit}")
                : ("给出不小于 0 的米数", "give metres, 0 or more"));
    }
}
