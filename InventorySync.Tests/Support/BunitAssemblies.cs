using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace InventorySync.Tests.Support;

/// <summary>bUnit asks for AngleSharp.Diffing 1.0.0.0, the registry has 0.17.0: it is handed out when nobody else finds one.</summary>
internal static class BunitAssemblies
{
    [ModuleInitializer]
    internal static void Load() => AssemblyLoadContext.Default.Resolving += (context, name) => name.Name == "AngleSharp.Diffing"
        ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "bunit-deps", "AngleSharp.Diffing.dll"))
        : null;
}
