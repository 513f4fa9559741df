namespace ZiBai.Loading;

/// <summary>Makes assemblies of modules that are source. Not part of the server: it is the <c>zibai</c> command that has it.</summary>
internal interface ISourceModules
{
    /// <summary>Builds a module, or finds that it is built already.</summary>
    /// <param name="import">What is being loaded.</param>
    /// <param name="source">A <c>.cs</c> file, a project, or a folder with a separator at its end, by its full path.</param>
    /// <returns>The path of the assembly.</returns>
    /// <exception cref="AppLoadException">It could not be built; the message shows the errors.</exception>
    string Build(ImportString import, string source);

    /// <summary>Puts an assembly that was built back where it was, if somebody has removed it since. Of no effect on what a project was built to.</summary>
    /// <param name="assembly">What <see cref="Build"/> gave.</param>
    /// <exception cref="IOException">That cannot be done.</exception>
    void Restore(string assembly);

    /// <summary>Modules will be built again whenever they change: what builds them may stay in memory from now on.</summary>
    void ExpectChanges();

    /// <summary>Modules are to be built so that exceptions name the lines that threw them, which optimised code does not always do.</summary>
    void BuildForDebugging();

    /// <summary>Ends a compile that runs and that nobody wants any more; it then fails. A project's build goes on: it would leave half of its files.</summary>
    void GiveUp();

    /// <summary>Has the next build be quick. This takes time, if it is not quick yet.</summary>
    void WarmUp();
}
