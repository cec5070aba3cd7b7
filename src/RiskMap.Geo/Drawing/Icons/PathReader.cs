using System.Collections.Immutable;
using System.Globalization;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Icons;

/// <summary>Reads path data of SVG 1.1 (clause 8.3): M L H V C A Z, absolute and relative.</summary>
static class PathReader
{
    internal static ImmutableArray<PathStep> Read(string data, string path) => new Work(data, path).Read();

    sealed class Work(string data, string path)
    {
        readonly ImmutableArray<PathStep>.Builder _steps = ImmutableArray.CreateBuilder<PathStep>();
        (double X, double Y) _at;
        (double X, double Y) _start;
        int _next;

        internal ImmutableArray<PathStep> Read()
        {
            var command = ' ';
            while (SkipSpace())
            {
                if (char.IsAsciiLetter(data[_next])) command = data[_next++];
                // What follows a move without a letter of its own is a line.
                else if (command is 'M' or 'm') command = command == 'M' ? 'L' : 'l';
                else if (command is ' ' or 'Z' or 'z') throw Fault($"a command is expected at character {_next + 1}");
                Take(command);
            }

            return _steps.ToImmutable();
        }

        void Take(char command)
        {
            var origin = char.IsAsciiLetterLower(command) ? _at : default;
            switch (char.ToUpperInvariant(command))
            {
                case 'M':
                    _start = Add(PathStepKind.Move, Position(origin));
                    break;
                case 'L':
                    Add(PathStepKind.Line, Position(origin));
                    break;
                case 'H':
                    Add(PathStepKind.Line, (origin.X + Number(), _at.Y));
                    break;
                case 'V':
                    Add(PathStepKind.Line, (_at.X, origin.Y + Number()));
                    break;
                case 'C':
                    var (first, second, last) = (Position(origin), Position(origin), Position(origin));
                    _steps.Add(new PathStep(PathStepKind.Curve, last.X, last.Y, first.X, first.Y, second.X, second.Y));
                    _at = last;
                    break;
                case 'A':
                    TakeArc(origin);
                    break;
                case 'Z':
                    Add(PathStepKind.Close, _start);
                    break;
                default:
                    throw Fault($"the command '{command}' is not known");
            }
        }

        void TakeArc((double X, double Y) origin)
        {
            var (radiusX, radiusY, turn, large, sweep) = (Number(), Number(), Number(), Flag(), Flag());
            var to = Position(origin);
            _steps.AddRange(Outlines.Arc(_at, radiusX, radiusY, turn, large, sweep, to));
            _at = to;
        }

        (double X, double Y) Add(PathStepKind kind, (double X, double Y) to)
        {
            _steps.Add(new PathStep(kind, to.X, to.Y));
            return _at = to;
        }

        (double X, double Y) Position((double X, double Y) origin) => (origin.X + Number(), origin.Y + Number());

        bool Flag()
        {
            SkipSpace();
            return _next < data.Length && (data[_next] is '0' or '1') ? data[_next++] == '1' : throw Fault("a flag is 0 or 1");
        }

        double Number()
        {
            SkipSpace();
            var from = _next;
            if (_next < data.Length && (data[_next] is '-' or '+')) _next++;
            var dot = false;
            while (_next < data.Length && (char.IsAsciiDigit(data[_next]) || (data[_next] == '.' && !dot))) dot |= data[_next++] == '.';
            return double.TryParse(data.AsSpan(from, _next - from), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Fault($"a number is expected at character {from + 1}");
        }

        bool SkipSpace()
        {
            while (_next < data.Length && data[_next] is ' ' or ',' or '\n' or '\r' or '\t') _next++;
            return _next < data.Length;
        }

        StyleException Fault(string reason) => new(path, reason);
    }
}
