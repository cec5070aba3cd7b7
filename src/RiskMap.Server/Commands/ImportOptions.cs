using System.CommandLine;
using RiskMap.City.Sources;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary>The options of <c>riskmap import</c>.</summary>
public sealed class ImportOptions(GlobalOptions globals)
{
    /// <summary>Takes every layer that the file carries.</summary>
    public const string AllLayers = "all";

    readonly Argument<string> _layer = new("LAYER") { Description = globals.Text("argument.layer") };
    readonly Argument<string> _file = new("FILE") { Description = globals.Text("argument.file") };
    readonly Option<string> _crs = new("--crs") { Description = globals.Text("option.crs"), HelpName = "EPSG:n|gcj02|bd09" };
    readonly Option<string> _crsWkt = new("--crs-wkt") { Description = globals.Text("option.crs-wkt"), HelpName = "FILE" };
    readonly Option<string> _encoding = new("--encoding") { Description = globals.Text("option.encoding"), DefaultValueFactory = _ => "auto" };
    readonly Option<string[]> _map = new("--map") { Description = globals.Text("option.map"), HelpName = "列=field" };
    readonly Option<string[]> _set = new("--set") { Description = globals.Text("option.set"), HelpName = "field=value" };
    readonly Option<bool> _partial = new("--partial") { Description = globals.Text("option.partial") };
    readonly Option<bool> _replace = new("--replace") { Description = globals.Text("option.replace") };
    readonly Option<bool> _dryRun = new("--dry-run") { Description = globals.Text("option.dry-run") };
    readonly Option<string> _rejects = new("--rejects") { Description = globals.Text("option.rejects"), HelpName = "FILE" };
    readonly Option<bool> _json = new("--json") { Description = globals.Text("option.json") };

    /// <summary>Gives the arguments and options to a command.</summary>
    public void AddTo(Command command)
    {
        _encoding.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "auto", "utf-8", "gb18030", "gbk", "gb2312");
        command.Arguments.Add(_layer);
        command.Arguments.Add(_file);
        foreach (Option option in new Option[] { _crs, _crsWkt, _encoding, _map, _set, _partial, _replace, _dryRun, _rejects, _json }) command.Options.Add(option);
    }

    /// <summary>True when only JSON is wanted on standard output.</summary>
    public bool IsJson(ParseResult parse) => parse.GetValue(_json);

    /// <summary>Reads them.</summary>
    /// <exception cref="WrongUsageException">A pair without an equals sign, or two coordinate systems.</exception>
    public ImportRequest Read(ParseResult parse)
    {
        if (parse.GetValue(_crs) is not null && parse.GetValue(_crsWkt) is not null) throw new WrongUsageException(MessageTexts.Both("import.two-crs"));
        return new(parse.GetRequiredValue(_layer), parse.GetRequiredValue(_file))
        {
            Crs = parse.GetValue(_crs),
            CrsWktFile = parse.GetValue(_crsWkt),
            Encoding = parse.GetValue(_encoding)!,
            Map = Pairs("--map", parse.GetValue(_map)),
            Set = Pairs("--set", parse.GetValue(_set)),
            Partial = parse.GetValue(_partial),
            Replace = parse.GetValue(_replace),
            DryRun = parse.GetValue(_dryRun),
            RejectsFile = parse.GetValue(_rejects),
            Language = globals.Language,
        };
    }

    // Several pairs may stand behind one option, as in --map "名称=name" "经度=lon".
    static Dictionary<string, string> Pairs(string option, string[]? texts)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts ?? [])
        {
            var parts = text.Split('=', 2);
            if (parts.Length != 2 || parts[0].Trim().Length == 0) throw new WrongUsageException(MessageTexts.Both("import.pair", option, text));
            if (!pairs.TryAdd(parts[0].Trim(), parts[1].Trim())) throw new WrongUsageException(MessageTexts.Both("import.pair-twice", option, parts[0].Trim()));
        }

        return pairs;
    }
}
