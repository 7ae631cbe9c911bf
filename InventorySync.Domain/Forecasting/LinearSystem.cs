namespace InventorySync.Domain.Forecasting;

/// <summary>Solves the normal equations of a least-squares fit (symmetric, positive).</summary>
public static class LinearSystem
{
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        var root = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k <= i; k++)
            {
                var sum = matrix[i, k];
                for (var j = 0; j < k; j++)
                    sum -= root[i, j] * root[k, j];
                // what is a copy of another column gets no say of its own
                root[i, k] = i == k ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / root[k, k];
            }
        }

        var solution = new double[n];
        for (var i = 0; i < n; i++)
        {
            var sum = right[i];
            for (var k = 0; k < i; k++)
                sum -= root[i, k] * solution[k];
            solution[i] = sum / root[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            var sum = solution[i];
            for (var k = i + 1; k < n; k++)
                sum -= root[k, i] * solution[k];
            solution[i] = sum / root[i, i];
        }

        return solution;
    }
}
