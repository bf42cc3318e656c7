namespace Mainstay.Common;

/// <summary>Where customers reach this installation from outside: what stands before the path in messages and on paper.</summary>
/// <param name="Root">Asked each time: a server told to take any free port knows it only once it listens.</param>
public sealed record PublicAddress(Func<Uri> Root)
{
    public Uri Of(string path) => new(Root(), path);
}
