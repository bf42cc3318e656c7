namespace Mainstay.Common;

/// <summary>How far long work has come; <see cref="Total"/> is 0 while nobody knows.</summary>
public readonly record struct Progress(long Done, long Total);
