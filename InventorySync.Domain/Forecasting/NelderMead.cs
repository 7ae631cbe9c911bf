namespace InventorySync.Domain.Forecasting;

/// <summary>Searches the lowest point of a function of a few variables without derivatives; the same start gives the same end.</summary>
public static class NelderMead
{
    public static (double[] Point, double Value) Minimise(
        Func<double[], double> loss, double[] start, int evaluations, double stride = 0.7, double tolerance = 1e-6)
    {
        var size = start.Length;
        var points = new double[size + 1][];
        var values = new double[size + 1];
        for (var i = 0; i <= size; i++)
        {
            points[i] = (double[])start.Clone();
            if (i > 0)
                points[i][i - 1] += stride;
            values[i] = Safe(loss(points[i]));
        }

        var used = size + 1;
        var middle = new double[size];
        var trial = new double[size];
        var second = new double[size];
        Array.Sort(values, points);
        while (used < evaluations && values[size] - values[0] > tolerance * (Math.Abs(values[0]) + tolerance))
        {
            MiddleOfAllButWorst(points, middle);
            Move(middle, points[size], -1, trial);
            var reflected = Safe(loss(trial));
            used++;

            if (reflected < values[0])
            {
                Move(middle, points[size], -2, second);
                var expanded = Safe(loss(second));
                used++;
                Replace(points, values, expanded < reflected ? second : trial, Math.Min(expanded, reflected));
            }
            else if (reflected < values[size - 1])
            {
                Replace(points, values, trial, reflected);
            }
            else
            {
                Move(middle, points[size], reflected < values[size] ? -0.5 : 0.5, second);
                var contracted = Safe(loss(second));
                used++;
                if (contracted < Math.Min(reflected, values[size]))
                    Replace(points, values, second, contracted);
                else
                    used += Shrink(loss, points, values);
            }
        }

        return (points[0], values[0]);
    }

    private static double Safe(double value) => double.IsFinite(value) ? value : 1e300;

    private static void MiddleOfAllButWorst(double[][] points, double[] middle)
    {
        var size = middle.Length;
        for (var k = 0; k < size; k++)
        {
            var sum = 0.0;
            for (var i = 0; i < size; i++)
                sum += points[i][k];
            middle[k] = sum / size;
        }
    }

    private static void Move(double[] from, double[] worst, double factor, double[] into)
    {
        for (var k = 0; k < from.Length; k++)
            into[k] = from[k] + factor * (worst[k] - from[k]);
    }

    private static void Replace(double[][] points, double[] values, double[] point, double value)
    {
        var last = values.Length - 1;
        var slot = points[last];
        point.CopyTo(slot, 0);
        var i = last;
        for (; i > 0 && values[i - 1] > value; i--)
        {
            values[i] = values[i - 1];
            points[i] = points[i - 1];
        }

        values[i] = value;
        points[i] = slot;
    }

    private static int Shrink(Func<double[], double> loss, double[][] points, double[] values)
    {
        for (var i = 1; i < points.Length; i++)
        {
            for (var k = 0; k < points[i].Length; k++)
                points[i][k] = points[0][k] + 0.5 * (points[i][k] - points[0][k]);
            values[i] = Safe(loss(points[i]));
        }

        Array.Sort(values, points);
        return points.Length - 1;
    }
}
