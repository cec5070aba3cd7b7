using RiskMap.Routing.Costing;
using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Tests.Support;

/// <summary>
/// Dijkstra's search as a textbook has it, over the streets of a random city themselves: a state is the last two streets driven, so that it knows every
/// turn. Slow, plain, and independent of the graph under test.
/// </summary>
sealed class Textbook(RandomCity city, TravelProfile profile, IReadOnlySet<int> closed, DateTime local)
{
    public const int Never = int.MaxValue / 4;

    readonly Dictionary<string, double> _millisecondsPerMetre = new() { ["road"] = 100, ["fast"] = 50, ["slow"] = 200 };

    /// <summary>Milliseconds from one place to another; a directed street is 2 s as drawn, 2 s + 1 against.</summary>
    public int Cost((int Street, int Metres) from, (int Street, int Metres) to)
    {
        var best = Direct(from, to);
        var known = new Dictionary<(int Before, int Last), int>();
        var queue = new PriorityQueue<(int Before, int Last), int>();
        for (var directed = 2 * from.Street; directed <= (2 * from.Street) + 1; directed++)
        {
            if (!closed.Contains(from.Street))
                Reach((-1, directed), Part(directed, Left(directed, from.Metres)));
        }
        while (queue.TryDequeue(out var state, out var cost))
        {
            if (cost > known[state])
                continue;
            foreach (var street in city.At(Head(state.Last)))
            {
                for (var next = 2 * street; next <= (2 * street) + 1; next++)
                {
                    if (Tail(next) != Head(state.Last))
                        continue;
                    var turned = cost + Turn(state.Before, state.Last, next);
                    if (street == to.Street && !closed.Contains(street))
                        best = Math.Min(best, Math.Min(Never, turned + Part(next, city.Streets[street].Metres - Left(next, to.Metres))));
                    if (!closed.Contains(street))
                        Reach((state.Last, next), turned + Part(next, city.Streets[street].Metres));
                }
            }
        }
        return best;

        void Reach((int, int) state, int cost)
        {
            if (cost >= Never || (known.TryGetValue(state, out var before) && before <= cost))
                return;
            known[state] = cost;
            queue.Enqueue(state, cost);
        }
    }

    int Direct((int Street, int Metres) from, (int Street, int Metres) to)
    {
        if (from.Street != to.Street || (closed.Contains(from.Street) && from.Metres != to.Metres))
            return Never;
        return Math.Min(
            from.Metres <= to.Metres ? Part(2 * from.Street, to.Metres - from.Metres) : Never,
            from.Metres >= to.Metres ? Part((2 * from.Street) + 1, from.Metres - to.Metres) : Never);
    }

    int Head(int directed) => directed % 2 == 0 ? city.Streets[directed / 2].To : city.Streets[directed / 2].From;

    int Tail(int directed) => Head(directed ^ 1);

    /// <summary>Metres to the head from a place so many metres from the drawn beginning.</summary>
    int Left(int directed, int metres) => directed % 2 == 0 ? city.Streets[directed / 2].Metres - metres : metres;

    int Part(int directed, int metres)
    {
        var street = city.Streets[directed / 2];
        var factor = 1.0;
        if ((street.Direction == TravelDirection.Forward && directed % 2 == 1) || (street.Direction == TravelDirection.Backward && directed % 2 == 0))
        {
            if (profile.Treatment(RoadRules.AgainstOneway) is not { Obedience: Obedience.Break } against)
                return Never;
            factor = against.TimeFactor;
        }
        var gate = 0.0;
        if (street.Traits.Access == RoadAccess.Gate)
        {
            if (profile.Treatment(RoadRules.Gate) is not { Obedience: Obedience.Break } opened)
                return Never;
            gate = opened.PenaltySeconds * 1000 * metres / street.Metres;
        }
        return (int)Math.Round((metres * _millisecondsPerMetre[street.Traits.RoadClass] * factor) + gate);
    }

    int Turn(int before, int last, int next)
    {
        if (!city.Turns.Any(turn => turn.Hours?.Holds(local) != false && Forbids(turn, before, last, next)))
            return 0;
        return profile.Treatment(RoadRules.ForbiddenTurn) is { Obedience: Obedience.Break } broken ? (int)(broken.PenaltySeconds * 1000) : Never;
    }

    bool Forbids(TurnRestriction turn, int before, int last, int next)
    {
        int WayOf(int directed) => directed < 0 ? -1 : city.Streets[directed / 2].Way;
        if (turn.ViaNode is null)
            return WayOf(before) == turn.FromWay && WayOf(last) == turn.ViaWays[0] && WayOf(next) == turn.ToWay && before != (last ^ 1) && last != (next ^ 1);
        if (WayOf(last) != turn.FromWay || Head(last) != turn.ViaNode - 1)
            return false;
        if (turn.IsOnly)
            return WayOf(next) != turn.ToWay;
        var turnsBack = next == (last ^ 1);
        return (WayOf(next) == turn.ToWay && (!turnsBack || turn.ToWay == turn.FromWay)) || (turnsBack && turn.ForbidsTurningBack && city.At(Head(last)).Length > 1);
    }
}
