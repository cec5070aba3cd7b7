using RiskMap.City.Dispatch.Force;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Plan;

/// <summary>An incident of the dispatch record that a plan is asked about: who names it need not repeat what it says. What the question says goes before. Pure.</summary>
sealed class RecordedIncident(FeatureRef incident)
{
    static readonly int UnNumber = Incidents.Schema.IndexOf("unNumber");
    static readonly int Size = Incidents.Schema.IndexOf("size");
    static readonly int WindFrom = Incidents.Schema.IndexOf("windFromDegrees");
    static readonly int WindSpeed = Incidents.Schema.IndexOf("windMetresPerSecond");
    static readonly int Template = Incidents.Schema.IndexOf("template");

    readonly List<LocalizedText> _taken = [];

    /// <summary>The incident, or null where the question names none.</summary>
    /// <exception cref="QuestionException">There is no such incident.</exception>
    public static RecordedIncident? Of(CitySnapshot city, long? id) => ForceOrder.IncidentOf(city, id) is { } known ? new(known) : null;

    /// <summary>The question with what the record says where it says nothing itself.</summary>
    public IncidentPlanQuestion Complete(IncidentPlanQuestion question) => question with
    {
        Location = question.Location is null && question.EnterpriseId is null && !incident.IsEmpty
            ? Taken(new double[] { incident.Geometry.Coordinate.X, incident.Geometry.Coordinate.Y }, ("位置", "place"))
            : question.Location,
        UnNumber = question.UnNumber is null && question.Material is null ? Taken(incident.Text(UnNumber), ("UN 编号", "UN number")) : question.UnNumber,
        Size = question.Size ?? Taken(incident.Text(Size), ("规模", "size")),
        WindFromDegrees = question.WindFromDegrees ?? Number(WindFrom, ("风向", "direction of the wind")),
        WindMetresPerSecond = question.WindMetresPerSecond ?? Number(WindSpeed, ("风速", "speed of the wind")),
        Template = question.Template is null && question.Needs is null ? Taken(incident.Text(Template), ("模板", "template")) : question.Template,
    };

    /// <summary>What was taken from the record.</summary>
    public IEnumerable<ExplanationStep> Steps => _taken.Count == 0 ? [] :
    [
        new(($"取自事故记录“{incident.Name ?? incident.Key}”：{string.Join("、", _taken.Select(what => what.Zh))}",
            $"from the record of '{incident.Name ?? incident.Key}': {string.Join(", ", _taken.Select(what => what.En))}")),
    ];

    double? Number(int field, LocalizedText what)
    {
        if (incident.IsNull(field))
            return null;
        _taken.Add(what);
        return incident.Number(field);
    }

    T? Taken<T>(T? value, LocalizedText what) where T : class
    {
        if (value is not null)
            _taken.Add(what);
        return value;
    }
}
