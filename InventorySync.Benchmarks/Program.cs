Console.WriteLine("Name a benchmark: list shows them.");
