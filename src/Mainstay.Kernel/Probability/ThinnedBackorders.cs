namespace Mainstay.Kernel.Probability;

/// <summary>The part of the backorders (N - s)⁺ that belongs to one place, for one stock s after the other, downwards.</summary>
/// <remarks>One step of Horner's rule in the generating function leads from a stock to the next smaller one, so all of them together cost as much as one.</remarks>
public sealed class ThinnedBackorders
{
    private readonly double[] _pipeline;
    private readonly double[] _atMost;
    private readonly double[] _owed;
    private readonly double _share;
    private int _last;
    private int _at;
    private int _next;

    internal ThinnedBackorders(double[] pipeline, double share, int from)
    {
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");
        }

        (_pipeline, _share, _next) = (pipeline, share, from);
        _atMost = new double[pipeline.Length];
        _owed = new double[pipeline.Length];
        _at = pipeline.Length - 1;
        double sum = 0;
        for (var n = 0; n < pipeline.Length; n++)
        {
            _atMost[n] = sum = Math.Min(1, sum + pipeline[n]);
        }
    }

    /// <summary>With the stock asked for first, then with one less each time.</summary>
    /// <exception cref="InvalidOperationException">There is no stock below 0.</exception>
    public CountDistribution Next()
    {
        if (_next < 0)
        {
            throw new InvalidOperationException("There is no stock below 0.");
        }

        while (_at > _next)
        {
            Step();
        }

        if (_next-- > _at)
        {
            return CountDistribution.None;
        }

        var here = _owed[..(_last + 1)];
        here[0] += _atMost[_at];
        return CountDistribution.Of(here);
    }

    private void Step()
    {
        _owed[0] += _pipeline[_at--];
        _last++;
        for (var k = _last; k > 0; k--)
        {
            _owed[k] = ((1 - _share) * _owed[k]) + (_share * _owed[k - 1]);
        }

        _owed[0] *= 1 - _share;
        while (_last > 0 && _owed[_last] < 1e-22)
        {
            _owed[_last--] = 0;
        }
    }
}
