using System.Diagnostics.CodeAnalysis;

// The loader meets apps as they come: these are apps as they come.
[assembly: SuppressMessage("Design", "CA1051", Justification = "A public field can hold an app.")]
[assembly: SuppressMessage("Design", "CA1002", Justification = "A List is a body.")]
[assembly: SuppressMessage("Naming", "CA1724", Justification = "Nobody references this assembly.")]
[assembly: SuppressMessage("Performance", "CA1810", Justification = "Static initialisers are what is tested.")]
